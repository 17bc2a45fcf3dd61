"""A page in headless Chromium, as a visitor with an empty cache gets it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

STABLE = """
    () => document.readyState === 'complete' && document.fonts.status === 'loaded'
        && (!document.querySelector('[data-map]') || document.querySelector('[data-ready]'))
        && document.querySelectorAll('.leaflet-tile').length > 0
        && [...document.querySelectorAll('.leaflet-tile')].every(
            (tile) => tile.complete && getComputedStyle(tile).opacity === '1')
        ? performance.now() : 0
"""
PAN = """
    (name) => new Promise((done) => {
        const map = window[name], times = [];
        let n = 0;
        const step = (now) => {
            times.push(now);
            map.panBy([n < 60 ? 6 : -6, n < 60 ? 3 : -3], {animate: false});
            n += 1;
            if (n < 120) requestAnimationFrame(step);
            else done(times.slice(1).map((time, i) => time - times[i]));
        };
        requestAnimationFrame(step);
    })
"""
SLOW = {"latency": 100, "downloadThroughput": 500_000, "uploadThroughput": 500_000}
"""Four megabits a second."""


@dataclass(slots=True)
class Seen:
    """What a first view took: bytes on the wire by kind, and when the picture stood still."""

    requests: int = 0
    tile_bytes: int = 0
    other_bytes: int = 0
    stable_ms: float = 0
    frames_ms: list[float] = field(default_factory=list)

    @property
    def total_kb(self) -> float:
        return (self.tile_bytes + self.other_bytes) / 1000


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=arguments)
        yield made
        made.close()


def first_view(
    browser: Browser,
    url: str,
    *,
    width: int,
    height: int,
    density: int = 1,
    slow: bool = False,
    pan: str | None = None,
) -> Seen:
    """Open a page with nothing cached; `pan` names the map to move afterwards."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=density
    )
    page = context.new_page()
    seen = Seen()
    wire = context.new_cdp_session(page)
    _count(wire, seen)
    if slow:
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        wire.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    page.goto(url, wait_until="commit")
    seen.stable_ms = page.wait_for_function(STABLE, polling="raf", timeout=60_000).json_value()
    if pan:
        seen.frames_ms = page.evaluate(PAN, pan)
    context.close()
    return seen


def _count(wire: CDPSession, seen: Seen) -> None:
    addresses: dict[str, str] = {}

    def began(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def ended(event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        seen.requests += 1
        if "/tiles/" in addresses.get(event["requestId"], ""):
            seen.tile_bytes += size
        else:
            seen.other_bytes += size

    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", began)
    wire.on("Network.loadingFinished", ended)
