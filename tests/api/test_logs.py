"""A log can be read by a program, and tells nothing of who asked for what."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.logs import JsonLines, configure_logs

SECRET = "Hemmeligvej"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    stream = io.StringIO()
    configure_logs(stream)
    for client in ("httpx", "httpx2"):  # the test's own, which says whatever it asks for
        logging.getLogger(client).setLevel(logging.WARNING)
    yield stream
    logging.getLogger().handlers[:], logging.getLogger().level = before  # type: ignore[misc]


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_line_for_each_answer(client: TestClient, slug: str, log: io.StringIO) -> None:
    answer = client.get(f"/i/{slug}?minutes=10")

    [line] = [line for line in lines(log) if line["logger"] == "naerhed.requests"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/i/{slug}", 200)
    assert line["ms"] > 0
    assert line["request"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("GET", f"/?q={SECRET}", {}),
        ("GET", f"/{SECRET}/{SECRET}", {}),
        ("GET", f"/i/{SECRET}", {}),
        ("GET", f"/api/institutions?q={SECRET}&bbox={SECRET}", {}),
        ("POST", "/soeg", {"data": {"q": SECRET}}),
        ("POST", "/api/search", {"json": {"q": SECRET}}),
        ("POST", "/api/search", {"json": {"q": f"{SECRET}\x00"}}),
        ("POST", "/her", {"data": {"lon": SECRET, "lat": SECRET}}),
        (SECRET, "/", {}),
        ("GET", "/", {"headers": {"User-Agent": SECRET, "Referer": SECRET}}),
    ],
)
def test_what_a_visitor_sent_is_in_no_log(
    client: TestClient, log: io.StringIO, method: str, path: str, sent: dict[str, Any]
) -> None:
    client.request(method, path, **sent)

    assert lines(log)
    assert SECRET not in log.getvalue()
    assert "testclient" not in log.getvalue()


def test_an_unexpected_error_is_told_without_its_message(log: io.StringIO) -> None:
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise RuntimeError(f"could not use {SECRET}") from error
    except RuntimeError:
        logging.getLogger("x").exception("it broke")

    [line] = lines(log)
    assert (line["error"], line["caused_by"]) == ("RuntimeError", ["ValueError"])
    assert "test_logs.py" in line["frames"][0]
    assert SECRET not in log.getvalue()


def test_fields_and_letters_are_kept() -> None:
    record = logging.LogRecord("n", logging.INFO, "f", 1, "Kærby %s", ("æ",), None)
    record.fields = {"ms": 1.5}

    said = json.loads(JsonLines().format(record))

    assert (said["message"], said["ms"], said["level"]) == ("Kærby æ", 1.5, "info")


def test_at_a_terminal_a_line_is_a_sentence() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    stream = Terminal()
    configure_logs(stream)
    logging.getLogger("a").info("b", extra={"fields": {"ms": 2}})
    logging.getLogger().handlers[:], logging.getLogger().level = handlers, level

    assert stream.getvalue() == "INFO a: b ms=2\n"
