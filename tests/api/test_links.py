"""What is printed leads on for ever: renamed, merged, retired, never given to anything else."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from api.database import get_session
from api.institutions.models import Institution
from api.links.codes import CODE_LETTERS, new_code
from api.links.models import Link
from api.main import create_app
from api.places.models import Place, PlaceState
from api.settings import Settings

HERE = "SRID=4326;POINT(9.92 57.04)"


@pytest.fixture
def visitor(settings: Settings, session: Session) -> Iterator[TestClient]:
    """A visitor who sees what the test's own transaction holds."""
    app = create_app(settings)
    app.dependency_overrides[get_session] = lambda: session
    yield TestClient(app, follow_redirects=False)
    engine: Engine = app.state.engine
    engine.dispose()


def give_link(session: Session, space: str, key: str, entity: str, entity_id: UUID) -> None:
    session.add(Link(space=space, key=key, entity=entity, entity_id=entity_id))


def make_place(session: Session, *, name: str = "Brombærbusken", **more: object) -> Place:
    code = new_code()
    place = Place(
        code=code, slug=f"sted-{code}", name=name, category="orchard", location=HERE, **more
    )
    session.add(place)
    session.flush()
    give_link(session, "q", code, "place", place.id)
    give_link(session, "sted", place.slug, "place", place.id)
    session.flush()
    return place


def make_institution(session: Session, *, slug: str, **more: object) -> Institution:
    code = new_code()
    made = Institution(
        code=code, slug=slug, name="Solsikken", kind="kindergarten", location=HERE, **more
    )
    session.add(made)
    session.flush()
    give_link(session, "q", code, "institution", made.id)
    give_link(session, "i", slug, "institution", made.id)
    session.flush()
    return made


def test_a_code_leads_to_its_institution_in_any_letters(
    visitor: TestClient, session: Session
) -> None:
    made = make_institution(session, slug="solsikken-q")

    for code in (made.code, made.code.upper()):
        assert visitor.get(f"/q/{code}").headers["location"] == "/i/solsikken-q"


def test_a_renamed_slug_redirects_page_and_api_alike(visitor: TestClient, session: Session) -> None:
    made = make_institution(session, slug="gammelt-navn")
    made.slug = "nyt-navn"
    give_link(session, "i", "nyt-navn", "institution", made.id)
    session.flush()

    page = visitor.get("/i/gammelt-navn?minutes=10")
    api = visitor.get("/api/institutions/gammelt-navn/circle")

    assert (page.status_code, page.headers["location"]) == (308, "/i/nyt-navn?minutes=10")
    assert api.headers["location"] == "/api/institutions/nyt-navn/circle"


def test_a_merged_place_leads_to_the_survivor(visitor: TestClient, session: Session) -> None:
    survivor = make_place(session, state=PlaceState.public)
    between = make_place(session, state=PlaceState.public, merged_into_id=survivor.id)
    merged = make_place(session, state=PlaceState.public, merged_into_id=between.id)

    assert visitor.get(f"/q/{merged.code}").headers["location"] == f"/sted/{survivor.slug}"
    assert visitor.get(f"/sted/{merged.slug}").headers["location"] == f"/sted/{survivor.slug}"


def test_a_retired_place_says_so(visitor: TestClient, session: Session) -> None:
    retired = make_place(session, state=PlaceState.retired)

    answer = visitor.get(f"/q/{retired.code}")

    assert answer.status_code == 410
    assert "Stedet er ikke længere på kortet" in answer.text


@pytest.mark.parametrize("state", [PlaceState.candidate, PlaceState.own_institution])
def test_a_place_that_nobody_approved_is_not_there(
    visitor: TestClient, session: Session, state: PlaceState
) -> None:
    waiting = make_place(session, name="Hemmelig", state=state)

    for path in (f"/q/{waiting.code}", f"/sted/{waiting.slug}"):
        answer = visitor.get(path)
        assert answer.status_code == 404
        assert "Hemmelig" not in answer.text


def test_a_retired_institution_says_so(visitor: TestClient, session: Session) -> None:
    made = make_institution(session, slug="lukket-hus", retired=True)

    assert visitor.get(f"/q/{made.code}").status_code == 410
    assert visitor.get("/i/lukket-hus").status_code == 410
    assert visitor.get("/api/institutions/lukket-hus").status_code == 410


@pytest.mark.parametrize("code", ["2222222", "%00", "%ff", "a" * 500, "../etc", "<script>"])
def test_a_code_nobody_gave_out_is_not_found(visitor: TestClient, code: str) -> None:
    answer = visitor.get(f"/q/{code}")

    assert answer.status_code == 404
    assert "<script>" not in answer.text.split("<main", 1)[-1].split("</main", 1)[0]


def test_codes_have_no_letters_that_look_alike_or_make_words() -> None:
    codes = {new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert not set("".join(codes)) & set("aeiouy01l")
    assert set("".join(codes)) <= set(CODE_LETTERS)


def test_an_own_place_shows_at_its_institution_and_nowhere_else(
    visitor: TestClient, session: Session
) -> None:
    own = make_institution(session, slug="vores-hus")
    make_institution(session, slug="nabohuset")
    make_place(
        session, name="Vores træ", state=PlaceState.own_institution, own_institution_id=own.id
    )

    at_home, next_door = (
        [one["properties"]["name"] for one in answer.json()["features"]]
        for answer in (
            visitor.get("/api/institutions/vores-hus/places"),
            visitor.get("/api/institutions/nabohuset/places"),
        )
    )

    assert at_home == ["Vores træ"]
    assert next_door == []


def test_only_public_places_are_listed(visitor: TestClient, session: Session) -> None:
    make_institution(session, slug="huset")
    for state in PlaceState:
        make_place(session, name=state, state=state, own_institution_id=None)
    survivor = make_place(session, name="Survivor", state=PlaceState.public)
    make_place(session, name="Merged", state=PlaceState.public, merged_into_id=survivor.id)

    found = visitor.get("/api/institutions/huset/places").json()["features"]

    assert {one["properties"]["name"] for one in found} == {"public", "Survivor"}


def test_a_commit_that_fails_is_an_error_and_not_a_success(settings: Settings) -> None:
    from api.database import SessionDep

    app = create_app(settings)

    @app.post("/api/fails-at-commit")
    def fails_at_commit(session: SessionDep) -> dict[str, str]:
        session.add(Link(space="q", key=str(uuid4()), entity="place", entity_id=uuid4()))
        session.execute(_deferred_failure())
        return {"said": "done"}

    answer = TestClient(app, raise_server_exceptions=False).post("/api/fails-at-commit")
    app.state.engine.dispose()

    assert answer.status_code == 500


def _deferred_failure() -> object:
    """Something that PostgreSQL refuses only at commit."""
    from sqlalchemy import text

    return text(
        "CREATE TEMP TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP;"
        "INSERT INTO late VALUES (1), (1)"
    )
