"""`make drill`: everything that can die is killed in the middle of its work."""

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from data.demo import PACKAGED_EXTRACT
from tests.drill.conftest import BACK_WITHIN_S, Deployment

KEPT = ("data_version", "institutions", "places")
MOMENTS_S = (0.0, 0.1, 0.3, 0.6)
"""After its transaction has begun: while it reads, copies, derives, compares."""


def kept(health: dict[str, Any]) -> dict[str, Any]:
    return {name: health[name] for name in KEPT}


@pytest.fixture
def before(deployment: Deployment) -> dict[str, Any]:
    return kept(deployment.wait_until_well(30)[0])


def start_import(deployment: Deployment) -> Any:
    return deployment.importing("osm", PACKAGED_EXTRACT, "--source", "drill", "--institutions")


@pytest.mark.parametrize("moment_s", MOMENTS_S)
def test_postgresql_dies_in_the_middle_of_an_import(
    deployment: Deployment, before: dict[str, Any], moment_s: float
) -> None:
    importing = start_import(deployment)
    time.sleep(moment_s)
    assert importing.poll() is None, "the import was done before it could be disturbed"
    os.kill(deployment.postmaster(), signal.SIGKILL)
    importing.wait(60)

    health, seconds = deployment.wait_until_well(60)

    print(f"PostgreSQL killed after {moment_s} s: back after {seconds:.1f} s")
    assert importing.returncode != 0
    assert kept(health) == before
    assert seconds <= BACK_WITHIN_S


@pytest.mark.parametrize("moment_s", MOMENTS_S)
def test_the_importer_dies_in_the_middle(
    deployment: Deployment, before: dict[str, Any], moment_s: float
) -> None:
    importing = start_import(deployment)
    time.sleep(moment_s)
    assert importing.poll() is None, "the import was done before it could be disturbed"
    importing.send_signal(signal.SIGKILL)
    importing.wait(10)

    health, seconds = deployment.wait_until_well(60)

    print(f"importer killed after {moment_s} s: well after {seconds:.1f} s")
    assert kept(health) == before


def test_the_server_dies_in_the_middle_of_an_import(
    deployment: Deployment, before: dict[str, Any]
) -> None:
    importing = start_import(deployment)
    deployment.kill_server()
    assert importing.wait(120) == 0, "an import does not depend on the server"
    assert deployment.run("sources", "remove", "drill").wait(60) == 0

    deployment.start()
    health, seconds = deployment.wait_until_well(60)

    print(f"server killed: back after {seconds:.1f} s")
    assert kept(health)["institutions"] == before["institutions"]
    assert seconds <= BACK_WITHIN_S


def test_a_renderer_dies_and_the_tile_still_comes(deployment: Deployment) -> None:
    health, _ = deployment.wait_until_well(30)
    [first, *_] = health["renderers"]["pids"]
    os.kill(first, signal.SIGKILL)

    start = time.monotonic()
    answer = deployment.tile(f"/tiles/{health['data_version']}/16/37312/18972.webp")
    seconds = time.monotonic() - start

    print(f"renderer killed: tile after {seconds:.1f} s")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/")
    assert seconds <= BACK_WITHIN_S


def test_nothing_half_done_lies_about(deployment: Deployment) -> None:
    leftovers = list(Path(deployment.state).rglob("*.part"))

    assert leftovers == []
