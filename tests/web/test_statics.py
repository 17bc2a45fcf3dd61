"""Files under `/static` and how long browsers keep them."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from web.statics import ASK_AGAIN, FOR_EVER, VersionedFiles, static_url


@pytest.fixture(scope="module")
def files() -> TestClient:
    return TestClient(Starlette(routes=[Mount("/static", VersionedFiles())]))


def test_the_present_version_is_kept_for_ever(files: TestClient) -> None:
    answer = files.get(static_url("css/tokens.css"))

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize("path", ["js/dom.js", "css/tokens.css?v=000000000000"])
def test_a_file_without_its_version_is_compared_each_time(files: TestClient, path: str) -> None:
    answer = files.get(f"/static/{path}")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == ASK_AGAIN
    assert answer.headers["ETag"]


@pytest.mark.parametrize("path", ["js/none.js", "js/none.js?v=1", "../security.py"])
def test_what_is_not_there_is_not_found(files: TestClient, path: str) -> None:
    assert files.get(f"/static/{path}").status_code == 404


def test_an_address_of_a_missing_file_is_never_written() -> None:
    with pytest.raises(FileNotFoundError, match="make setup"):
        static_url("css/missing.css")
