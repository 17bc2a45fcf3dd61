"""What a client has is not sent again, lists come in parts, and others may read."""

import re
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient


@pytest.fixture(params=["/", "/en/her", "/api/institutions", "/i", "/api/i", "/sted", "/map.js"])
def path(request: pytest.FixtureRequest, client: TestClient, slug: str) -> str:
    if request.param == "/i":
        return f"/i/{slug}?minutes=10"
    if request.param == "/api/i":
        return f"/api/institutions/{slug}/places?limit=5"
    if request.param == "/sted":
        places = client.get(f"/api/institutions/{slug}/places").json()["features"]
        return f"/sted/{places[0]['id']}"
    return str(request.param)


def test_the_same_answer_is_not_sent_twice(client: TestClient, path: str) -> None:
    first = client.get(path)
    etag = first.headers["etag"]

    again = client.get(path, headers={"If-None-Match": f'"other", {etag}'})

    assert first.status_code == 200
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == etag
    assert "content-security-policy" in again.headers
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304


def test_head_says_what_get_says_without_the_body(client: TestClient, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    get, head = client.get(path, headers=plain), client.head(path, headers=plain)

    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == get.headers[name]


def test_last_modified_is_when_the_data_changed(client: TestClient, slug: str) -> None:
    path = f"/api/institutions/{slug}"
    modified = client.get(path).headers["last-modified"]

    assert client.get(path, headers={"If-Modified-Since": modified}).status_code == 304
    older = {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}
    assert client.get(path, headers=older).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    assert parsedate_to_datetime(modified).tzinfo


def test_an_etag_that_differs_outweighs_the_date(client: TestClient, slug: str) -> None:
    path = f"/api/institutions/{slug}"
    modified = client.get(path).headers["last-modified"]

    answer = client.get(path, headers={"If-Modified-Since": modified, "If-None-Match": '"x"'})

    assert answer.status_code == 200


def test_errors_and_what_was_posted_are_not_conditional(client: TestClient) -> None:
    missing = client.get("/i/ingen", headers={"If-None-Match": "*"})
    posted = client.post("/soeg", data={"q": "x"}, headers={"If-None-Match": "*"})

    assert (missing.status_code, posted.status_code) == (404, 200)
    assert "etag" not in missing.headers


def test_files_are_still_whole(client: TestClient) -> None:
    file = client.get("/static/css/base.css")

    assert file.status_code == 200
    assert ".site-header" in file.text
    assert client.head("/static/css/base.css").content == b""


def every(client: TestClient, path: str, **params: Any) -> list[str]:
    """The ids of a list, by following its links."""
    found: list[str] = []
    answer = client.get(path, params=params)
    while True:
        found += [one["id"] for one in answer.json()["features"]]
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("link", ""))
        if link is None:
            return found
        answer = client.get(link[1])


def test_a_list_in_parts_is_the_whole_list_once(client: TestClient, slug: str) -> None:
    for path in ("/api/institutions", f"/api/institutions/{slug}/places"):
        whole = every(client, path)
        size = max(1, len(whole) // 3)
        parts = every(client, path, limit=size)

        assert parts == whole
        assert len(set(whole)) == len(whole)


def test_choices_go_along_to_the_next_part(client: TestClient, slug: str) -> None:
    path = f"/api/institutions/{slug}/places"
    answer = client.get(path, params={"category": ["park", "playground"], "limit": 1})

    assert "category=park&category=playground" in answer.headers["link"]


def test_an_unknown_id_to_go_on_from_is_refused(client: TestClient, slug: str) -> None:
    for path in ("/api/institutions", f"/api/institutions/{slug}/places"):
        answer = client.get(path, params={"after": "ingen"})
        assert (answer.status_code, answer.json()["field"]) == (422, "after")


def test_other_sites_may_read_the_api_and_nothing_else(client: TestClient) -> None:
    origin = {"Origin": "https://example.dk"}

    assert (
        client.get("/api/institutions", headers=origin).headers["access-control-allow-origin"]
        == "*"
    )
    assert "access-control-allow-origin" not in client.get("/", headers=origin).headers
    preflight = origin | {"Access-Control-Request-Method": "POST"}
    assert client.options("/api/search", headers=preflight).status_code == 400
    allowed = client.get("/api/institutions", headers=origin).headers
    assert "access-control-allow-credentials" not in allowed
    assert "Link" in allowed["access-control-expose-headers"]
