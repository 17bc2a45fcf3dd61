"""Who runs it, what it keeps, how accessible it is: from settings, and true without."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from api.settings import Settings
from web.design import design_tokens
from web.words import goals

With = Callable[..., TestClient]


@pytest.fixture
def with_settings(served_settings: Settings, tmp_path: Path) -> Iterator[With]:
    with ExitStack() as open_clients:

        def client(**given: str) -> TestClient:
            settings = served_settings.model_copy(update=given | {"state": tmp_path})
            made = TestClient(create_app(settings), follow_redirects=False)
            return open_clients.enter_context(made)

        yield client


def test_the_statement_is_where_the_owner_keeps_it(with_settings: With) -> None:
    address = "https://was.digst.dk/example"

    answer = with_settings(accessibility_url=address).get("/was")

    assert (answer.status_code, answer.headers["location"]) == (307, address)


def test_without_a_statement_the_page_says_so(client: TestClient) -> None:
    page = client.get("/was")

    assert page.status_code == 200
    assert "endnu ikke lagt den erklæring op" in page.text


def test_the_footer_leads_to_all_three_on_every_page(client: TestClient) -> None:
    for path in ("/", "/her", "/nothing"):
        page = client.get(path).text
        assert all(f'href="{link}"' in page for link in ("/was", "/privatliv", "/kontakt"))


def test_the_owner_is_named_as_text(with_settings: With) -> None:
    page = with_settings(owner="<b>Kommune</b>").get("/kontakt").text

    assert "&lt;b&gt;Kommune&lt;/b&gt;" in page
    assert "<b>Kommune" not in page


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("leg@example.dk", '<a href="mailto:leg@example.dk">leg@example.dk</a>'),
        ("Telefon 12 34 56 78", "Telefon 12 34 56 78"),
    ],
)
def test_contact_is_a_mail_address_or_a_sentence(
    with_settings: With, contact: str, shown: str
) -> None:
    assert shown in with_settings(contact=contact).get("/kontakt").text


def test_contact_may_be_a_page_of_the_owners(with_settings: With) -> None:
    answer = with_settings(contact="https://example.dk/kontakt").get("/kontakt")

    assert answer.headers["location"] == "https://example.dk/kontakt"


def test_privacy_leads_to_the_owners_policy(with_settings: With) -> None:
    page = with_settings(privacy_url="https://example.dk/p", owner="Aalborg").get("/privatliv").text

    assert 'href="https://example.dk/p"' in page
    assert "Aalborg" in page


def test_what_privacy_says_of_cookies_is_true(client: TestClient, slug: str) -> None:
    for path in ("/", f"/i/{slug}", "/her", "/privatliv", "/api/institutions"):
        assert "set-cookie" not in client.get(path).headers


def test_the_design_shows_every_colour_and_goal(client: TestClient) -> None:
    page = client.get("/design").text

    colours = [one for one in design_tokens() if one.is_colour]
    assert len(colours) > 15
    assert [one for one in colours if f'fill="{one.value}"' not in page] == []
    assert all(f"badge__shape goal-{key}" in page for key in goals())
