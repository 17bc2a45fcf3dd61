"""A real server on a real town, and a real Chromium that looks at it and reports what is wrong."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2 as httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from api.deployment import Databases, files_of
from api.main import create_app
from api.settings import CHECKOUT, Settings
from data.imports import OSM_CREDIT, import_osm
from data.transaction import ImportJob
from tests.browser.hostile import write_hostile_town
from tests.conftest import Server

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
STARTS_WITHIN_S = 30
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
SIZES = {"phone": PHONE, "desk": DESK}

Open = Callable[..., Page]


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The application on a free port of this machine, for as long as it is needed."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(settings), log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    give_up = time.monotonic() + STARTS_WITHIN_S
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < give_up, "the server did not start in time"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(STARTS_WITHIN_S)


@pytest.fixture(scope="session")
def live_server(served_settings: Settings) -> Iterator[str]:
    """The base URL of the application on a real town."""
    with serving(served_settings) as url:
        yield url


@pytest.fixture(scope="session")
def hostile_server(
    server: Server, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The base URL of the application on a town whose every name is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    name = f"hostile_{uuid4().hex[:8]}"
    databases = server.create(name, template=template)
    town = write_hostile_town(folder / "hostile.osm")
    settings = settings_for(databases, folder)
    job = ImportJob(town, "hostile", "osm", OSM_CREDIT)
    import_osm(databases.owner, job, files_of(settings), institutions=True)
    with serving(settings) as url:
        yield url
    server.drop(name)


def settings_for(databases: Databases, state: Path) -> Settings:
    return Settings(
        database_url=databases.app,
        owner_database_url=databases.owner,
        render_database_url=databases.render,
        state=state,
        render_processes=1,
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    path = installed if installed and not installed.startswith("/snap/") else None
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield made
        made.close()


@dataclass
class Watch:
    """What a page does that it must not: errors, warnings, blocked files, other hosts."""

    origin: str
    complaints: list[str] = field(default_factory=list)

    def on(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", lambda request: self._requested(request.url))

    def _heard(self, message: ConsoleMessage) -> None:
        answered = "the server responded with a status of "
        expected = f"{answered}4" in message.text or (
            f"{answered}503" in message.text and "/tiles/" in message.location["url"]
        )  # a page that is not there, and a picture that is asked for again
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(f"{message.type}: {message.text}")

    def _requested(self, url: str) -> None:
        if not url.startswith((self.origin, "data:")):
            self.complaints.append(f"asked another host: {url}")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a page in a browser of its own; at the end of the test nothing may have been wrong."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_at(url: str, **options: Any) -> Page:
        origin = "/".join(url.split("/")[:3])
        context = browser.new_context(locale="da-DK", **options)
        context.set_default_timeout(15_000)
        watch = Watch(origin)
        watch.on(context)
        opened.append((context, watch))
        page = context.new_page()
        page.goto(url, wait_until="domcontentloaded")
        return page

    yield open_at
    complaints = [complaint for _, watch in opened for complaint in watch.complaints]
    for context, _ in opened:
        context.close()
    assert complaints == []


@pytest.fixture(params=sorted(SIZES))
def size(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each test that asks for it looks at a phone and at a desk."""
    return SIZES[str(request.param)]


@pytest.fixture(scope="session")
def institution(live_server: str) -> dict[str, Any]:
    """An institution in the middle of the town, with places round it."""
    return first_with_places(live_server, "Den Musikalske") or first_with_places(live_server, "")


def first_with_places(base: str, words: str) -> dict[str, Any]:
    found = httpx.get(f"{base}/api/institutions", params={"q": words}).json()["features"]
    for feature in found:
        slug = feature["id"]
        if len(httpx.get(f"{base}/api/institutions/{slug}/places").json()["features"]) > 3:
            return dict(feature["properties"])
    return {}


def faults(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now."""
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']})"
        ".then(({violations}) => violations.map("
        "({id, nodes}) => `${id}: ${nodes.map((one) => one.html).slice(0, 3).join(' | ')}`))"
    )
    return list(result)


def wait_for_map(page: Page) -> None:
    page.locator("[data-ready=true]").wait_for()
