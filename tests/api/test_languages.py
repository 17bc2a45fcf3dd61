"""Every page has an address in every language, and links and switches keep it."""

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from api.settings import Settings
from tests.web.test_pages import Elements
from web.i18n import gettext, translations

INTERNAL = re.compile(r'(?:href|action|data-here)="(/[^"]*)"')
LANGUAGELESS = ("/static/", "/api/", "/map.js")


@pytest.fixture(params=["", "i", "sted", "her", "soeg", "privatliv", "was", "kontakt", "nothing"])
def path(request: pytest.FixtureRequest, client: TestClient, slug: str) -> str:
    if request.param == "i":
        return f"/i/{slug}?minutes=10&category=park"
    if request.param == "sted":
        places = client.get(f"/api/institutions/{slug}/places").json()["features"]
        return f"/sted/{places[0]['id']}"
    return f"/{request.param}"


def test_english_pages_are_english_and_stay_so(client: TestClient, path: str) -> None:
    page = client.get(f"/en{path}").text

    elements = Elements(page)
    assert elements.named("html")[0]["lang"] == "en"
    to_danish = {a["href"] for a in elements.named("a") if a.get("hreflang") == "da"}
    links = set(INTERNAL.findall(unescape(page))) - to_danish
    assert links
    assert [one for one in links if not one.startswith(("/en/", *LANGUAGELESS))] == []


def test_the_switch_keeps_the_page(client: TestClient, path: str) -> None:
    danish, english = client.get(path).text, client.get(f"/en{path}").text

    [to_english] = [a for a in Elements(danish).named("a") if a.get("hreflang") == "en"]
    [to_danish] = [a for a in Elements(english).named("a") if a.get("hreflang") == "da"]
    assert to_english["href"] == f"/en{path}"
    assert to_danish["href"] == path


def test_no_danish_words_stand_on_english_pages(client: TestClient, path: str) -> None:
    """Our own words: what is told apart in both catalogs and long enough to be no name."""
    page = re.sub(r"<bdi>.*?</bdi>", "", client.get(f"/en{path}").text, flags=re.DOTALL)
    catalog = translations("da")._catalog  # type: ignore[attr-defined]
    danish = {words for key, words in catalog.items() if isinstance(key, str) and key != words}
    long = [words for words in danish if len(words) > 12 and "%" not in words and "\n" not in words]

    assert len(long) > 100
    assert [words for words in long if words in page] == []


def test_a_form_that_was_sent_is_sent_again_in_the_other_language(client: TestClient) -> None:
    page = client.post("/soeg", data={"q": "skole & <b>"}).text

    form = re.search(r'<form action="/en/soeg" method="post">(.*?)</form>', page, re.DOTALL)
    assert form
    assert 'name="q" value="skole &amp; &lt;b&gt;"' in form[1]
    assert "hreflang" not in page


def test_a_circle_here_keeps_point_and_choices(client: TestClient) -> None:
    sent = {"lon": "9.92", "lat": "57.05", "minutes": "10", "category": ["park", "playground"]}
    page = client.post("/en/her", data=sent).text

    form = re.search(r'<form action="/her" method="post">(.*?)</form>', page, re.DOTALL)
    assert form
    names = re.findall(r'name="(\w+)"', form[1])
    assert names == ["lon", "lat", "group", "minutes", "category", "category"]


def test_moved_addresses_and_codes_lead_on_in_the_language(client: TestClient) -> None:
    assert client.get("/en/q/zzzz").status_code == 404
    assert 'lang="en"' in client.get("/en/q/zzzz").text


@pytest.mark.parametrize("path", ["/en/api/health", "/en/static/css/base.css", "/en/en/", "/da/"])
def test_what_has_no_language_has_no_second_address(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_language_alone_is_the_front_page(client: TestClient) -> None:
    assert client.get("/en").status_code == 200
    assert 'lang="en"' in client.get("/en").text


def test_a_deployment_may_be_english_first(served_settings: Settings, tmp_path: Path) -> None:
    settings = served_settings.model_copy(update={"locale": "en", "state": tmp_path})
    with TestClient(create_app(settings)) as client:
        assert 'lang="en"' in client.get("/").text
        assert 'lang="da"' in client.get("/da/").text


def test_numbers_are_written_as_the_language_does(client: TestClient, slug: str) -> None:
    danish = client.get(f"/i/{slug}?group=kindergarten").text
    english = client.get(f"/en/i/{slug}?group=kindergarten").text

    assert gettext("da", "How we count") in danish
    assert "2,5 km" in danish.replace("\xa0", " ")
    assert "2.5 km" in english.replace("\xa0", " ")
