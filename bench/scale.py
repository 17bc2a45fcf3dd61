"""A municipality against a village: 250 institutions and 20,000 places, and a tenth of both.

As dense in the one as in the other; what one visitor sees should cost the same. Pages are made
anew, not taken from the kept ones.
"""

import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median

import httpx2 as httpx
import psycopg
from rich.console import Console
from rich.table import Table

from bench._database import plain, scratch_database
from bench._serving import Server, serving

SIZES = {"village": (25, 2_000), "municipality": (250, 20_000)}
KM2_A_PLACE = 0.02
ASKED = 60
FILL = """
    WITH side AS (SELECT sqrt(%(places)s * %(km2)s) / 111.32 AS degrees),
    spot AS (
        SELECT n, 9.5 + mod(n * 0.7548776662466927, 1) * degrees / cos(radians(56.5)) AS lon,
               56.5 + mod(n * 0.5698402909980532, 1) * degrees AS lat
        FROM generate_series(1, %(places)s) n, side
    ), place_row AS (
        INSERT INTO place (id, code, slug, state, category, name, location, open_data, facts)
        SELECT gen_random_uuid(), 'p' || n, 'sted-' || n, 'public',
               (ARRAY['playground', 'park', 'pitch', 'museum', 'toilet'])[n %% 5 + 1],
               'Sted ' || n, ST_SetSRID(ST_MakePoint(lon, lat), 4326), true, '{}' FROM spot
    )
    INSERT INTO institution (id, code, slug, name, kind, location, retired)
    SELECT gen_random_uuid(), 'i' || n, 'hus-' || n, 'Børnehuset ' || n, 'kindergarten',
           ST_SetSRID(ST_MakePoint(lon, lat), 4326), false
    FROM spot WHERE n <= %(institutions)s
"""
"""Spread evenly by the additive recurrence of Roberts (2018)."""

Ask = Callable[[httpx.Client, int], httpx.Response]
WAYS: dict[str, Ask] = {
    "page of an institution": lambda client, n: client.get(f"/i/hus-{n % 25 + 1}?minutes=20&n={n}"),
    "its places, API": lambda client, n: client.get(f"/api/institutions/hus-{n % 25 + 1}/places"),
    "page of a place": lambda client, n: client.get(f"/sted/sted-{n % 500 + 1}?n={n}"),
    "circle round a point": lambda client, n: client.post(
        "/her", data={"lon": 9.52 + n / 1e4, "lat": 56.52}
    ),
    "search for a house": lambda client, n: client.post("/api/search", json={"q": f"huset {n}"}),
    "misspelt place": lambda client, n: client.post("/api/search", json={"q": f"stedd {n}"}),
    "25 institutions, API": lambda client, n: client.get(f"/api/institutions?limit=25&n={n}"),
    "list of all institutions": lambda client, n: client.get(f"/?n={n}"),
}


def main() -> None:
    took = {name: measure(*sizes) for name, sizes in SIZES.items()}
    table = Table(title="Median ms over HTTP, made anew")
    for column in ("", *SIZES, "ratio"):
        table.add_column(column, justify="right" if column else "left")
    for way in WAYS:
        small, large = (took[name][way] for name in SIZES)
        table.add_row(way, f"{small:.1f}", f"{large:.1f}", f"{large / small:.2f}")
    table.caption = "goal: no ratio above 2; the list of all says ten times as much"
    Console().print(table)


def measure(institutions: int, places: int) -> dict[str, float]:
    with scratch_database() as databases, tempfile.TemporaryDirectory() as state:
        with psycopg.connect(plain(databases.owner), autocommit=True) as connection:
            values = {"institutions": institutions, "places": places, "km2": KM2_A_PLACE}
            connection.execute(FILL, values)
            connection.execute("VACUUM ANALYZE")
        with serving(databases, Path(state)) as server:
            return {way: median_ms(server, ask) for way, ask in WAYS.items()}


def median_ms(server: Server, ask: Ask) -> float:
    numbers = count()
    with httpx.Client(base_url=server.url) as client:
        ask(client, next(numbers))
        return median(once(client, ask, next(numbers)) for _ in range(ASKED))


def once(client: httpx.Client, ask: Ask, number: int) -> float:
    begun = time.perf_counter()
    assert ask(client, number).status_code == 200
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
