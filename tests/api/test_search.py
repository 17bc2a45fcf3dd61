"""People find what they look for however they spell it, and nothing they type is kept or shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from api.main import create_app
from api.search.phrase import phrase_of
from api.settings import Settings
from data.imports import OSM_CREDIT, import_osm
from data.transaction import ImportJob
from tests.conftest import FILES, Server, scalar
from tests.data.osm_files import node, way, write

AALBORG = {"addr__postcode": "9000", "addr__city": "Aalborg"}
ALBERTSLUND = {"addr__postcode": "2620", "addr__city": "Albertslund"}


def house(number: int, lon: float, street: str, house_number: str, **town: str) -> str:
    return node(number, lon, 57.02, addr__street=street, addr__housenumber=house_number, **town)


def town_file(folder: Path) -> Path:
    return write(
        folder,
        house(1, 9.01, "Vestergade", "1", **AALBORG),
        house(2, 9.011, "Vestergade", "1 A", **AALBORG),
        house(3, 9.012, "Vestergade", "10", **AALBORG),
        house(4, 9.013, "Vestergade", "2", **AALBORG),
        house(5, 9.06, "Vestergade", "1", **ALBERTSLUND),
        house(6, 9.02, "Sankt Jørgens Gade", "3", **AALBORG),
        house(7, 9.03, "Plads 5", "7", **AALBORG),
        node(20, 9.031, 57.03),
        node(21, 9.032, 57.031),
        node(22, 9.04, 57.05, place="town", name="Nørresundby"),
        node(
            30,
            9.033,
            57.03,
            amenity="kindergarten",
            name="Børnehuset Åkanden",
            addr__street="Åvej",
            addr__housenumber="1",
            **AALBORG,
        ),
        node(31, 9.05, 57.03, amenity="school", name="Vester Mariendal Skole"),
        node(32, 9.0311, 57.0302, leisure="playground"),
        node(33, 9.034, 57.03, leisure="playground", name="Gøglerens Legeplads"),
        way(1, 20, 21, highway="residential", name="Kærbyvej"),
    )


@pytest.fixture(scope="module")
def town(
    server: Server, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """The application on a small town that was imported from a file."""
    folder = tmp_path_factory.mktemp("town")
    name = f"search_{uuid4().hex[:8]}"
    databases = server.create(name, template=template)
    job = ImportJob(town_file(folder), "town", "osm", OSM_CREDIT)
    import_osm(databases.owner, job, FILES, institutions=True)
    settings = Settings(
        database_url=databases.app,
        owner_database_url=databases.owner,
        render_database_url=databases.render,
        state=folder,
        render_processes=1,
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client
    server.drop(name)


def search(client: TestClient, typed: str, limit: int = 5) -> dict[str, Any]:
    answer = client.post("/api/search", json={"q": typed, "limit": limit})
    assert answer.status_code == 200, answer.text
    hits: dict[str, Any] = answer.json()
    return hits


def addresses(client: TestClient, typed: str) -> list[str]:
    return [f"{one['title']}, {one['detail']}" for one in search(client, typed)["addresses"]]


def titles(client: TestClient, kind: str, typed: str) -> list[str]:
    return [one["title"] for one in search(client, typed)[kind]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ålborg", "aalborg"),
        ("Kærby", "KAERBY"),
        ("Sønderbro", "Soenderbro"),
        ("Allé", "alle"),
        ("Skt. Hans-Gade", "skt hans gade"),
        ("Bøgevej’s", "bogevejs"),
    ],
)
def test_letters_that_are_typed_in_several_ways_are_one(
    session: Session, one: str, other: str
) -> None:
    assert phrase_of(session, one) == phrase_of(session, other)


def test_letters_of_other_scripts_stay(session: Session) -> None:
    assert len(scalar(session, "SELECT search_fold('حديقة Ελλάδα')").split()) == 2


def test_a_street_is_found_once_in_each_town(town: TestClient) -> None:
    assert sorted(addresses(town, "vesterg")) == [
        "Vestergade, 2620 Albertslund",
        "Vestergade, 9000 Aalborg",
    ]


@pytest.mark.parametrize("typed", ["vestergade 9000", "Vestergade, Ålborg", "aalborg vestergade"])
def test_postcode_and_town_tell_streets_apart(town: TestClient, typed: str) -> None:
    assert addresses(town, typed) == ["Vestergade, 9000 Aalborg"]


def test_house_numbers_come_as_they_are_typed_the_exact_one_first(town: TestClient) -> None:
    assert addresses(town, "vestergade 1 aalborg") == [
        "Vestergade 1, 9000 Aalborg",
        "Vestergade 1A, 9000 Aalborg",
        "Vestergade 10, 9000 Aalborg",
    ]
    assert addresses(town, "Vestergade 1 a, 9000 Aalborg") == ["Vestergade 1A, 9000 Aalborg"]


def test_a_house_stands_where_it_was_mapped(town: TestClient) -> None:
    [hit] = search(town, "vestergade 10 aalborg")["addresses"]

    assert (hit["lon"], hit["lat"]) == (pytest.approx(9.012), pytest.approx(57.02))
    assert hit["path"] is None


def test_a_house_that_is_not_there_gives_the_street(town: TestClient) -> None:
    assert addresses(town, "vestergade 99 aalborg") == ["Vestergade, 9000 Aalborg"]


def test_a_number_can_be_a_part_of_the_name(town: TestClient) -> None:
    assert addresses(town, "plads 5") == ["Plads 5, 9000 Aalborg"]


def test_a_street_without_addresses_has_the_town_near_by(town: TestClient) -> None:
    assert addresses(town, "kaerbyv") == ["Kærbyvej, Nørresundby"]


@pytest.mark.parametrize(
    ("typed", "street"),
    [
        ("Vestergadde", "Vestergade"),
        ("kerbyvej", "Kærbyvej"),
        ("sankt jorgns", "Sankt Jørgens Gade"),
    ],
)
def test_a_near_spelling_finds_and_says_so(town: TestClient, typed: str, street: str) -> None:
    hits = search(town, typed)

    assert hits["near"]
    assert hits["addresses"][0]["title"] == street


def test_institutions_are_found_by_name_town_and_kind(town: TestClient) -> None:
    assert titles(town, "institutions", "aakanden") == ["Børnehuset Åkanden"]
    assert titles(town, "institutions", "åkanden aalborg") == ["Børnehuset Åkanden"]
    assert titles(town, "institutions", "mariendal") == ["Vester Mariendal Skole"]
    assert titles(town, "institutions", "school") == ["Vester Mariendal Skole"]
    [hit] = search(town, "åkanden")["institutions"]
    assert town.get(hit["path"]).status_code == 200


def test_places_are_found_by_name_kind_and_street(town: TestClient) -> None:
    assert titles(town, "places", "gøgler") == ["Gøglerens Legeplads"]
    assert titles(town, "places", "legeplads ved kærbyvej") == ["Legeplads ved Kærbyvej"]
    assert titles(town, "places", "playground kaerbyvej") == ["Legeplads ved Kærbyvej"]
    assert len(titles(town, "places", "legeplads")) == 2


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "\\", "'; DROP TABLE place; --", "\x00", "…"]
)
def test_what_holds_no_word_finds_nothing(town: TestClient, typed: str) -> None:
    hits = search(town, typed)

    assert hits["institutions"] == hits["addresses"] == hits["places"] == []


def test_bad_searches_are_refused(town: TestClient) -> None:
    for body in ({}, {"q": "x" * 101}, {"q": "x", "limit": 0}, {"q": "x", "limit": 51}, {"q": 5}):
        answer = town.post("/api/search", json=body)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_page_finds_the_same_without_scripts(town: TestClient) -> None:
    page = town.post("/soeg", data={"q": "vestergade 1 aalborg"})

    assert page.status_code == 200
    assert page.text.count('action="/her"') == 3
    assert "Vestergade 1A" in page.text
    assert str(page.url).endswith("/soeg")


def test_a_search_without_a_match_says_what_to_try(town: TestClient) -> None:
    page = town.post("/soeg", data={"q": "<script>qqqq"}).text

    assert "Vi fandt ikke noget." in page
    assert "<script>qqqq" not in page


def test_the_page_without_a_search_asks_for_one(town: TestClient) -> None:
    page = town.get("/soeg?q=vestergade")

    assert page.status_code == 200
    assert "Vestergade" not in page.text


def test_importing_again_keeps_each_street_once(
    server: Server, template: str, tmp_path: Path
) -> None:
    name = f"search_{uuid4().hex[:8]}"
    databases = server.create(name, template=template)
    first = town_file(tmp_path)
    import_osm(databases.owner, ImportJob(first, "town", "osm", OSM_CREDIT), FILES)
    first.write_text(first.read_text("utf-8").replace("Sankt Jørgens Gade", "Ny Gade"), "utf-8")
    import_osm(databases.owner, ImportJob(first, "town", "osm", OSM_CREDIT), FILES)
    settings = Settings(database_url=databases.app, state=tmp_path, render_processes=1)

    with TestClient(create_app(settings)) as client:
        assert len(addresses(client, "vestergade")) == 2
        assert addresses(client, "ny gade") == ["Ny Gade, 9000 Aalborg"]
        assert addresses(client, "sankt jørgens gade") == []
    server.drop(name)
