"""How long a search takes among fifty thousand addresses: as typed, half typed, misspelt.

Asked over HTTP, one after the other, as the field asks while somebody types.
"""

import random
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import httpx2 as httpx
import psycopg
from rich.console import Console
from rich.table import Table

from bench._database import plain, scratch_database
from bench._serving import Server, serving
from data.osm.search import rebuild_search

BEGINNINGS = """
    Birke Vester Øster Nørre Sønder Skov Eng Mølle Kirke Skole Strand Bakke Kær Å Sø Have Ege Bøge
    Linde Rose Tulipan Lærke Solsorte Svale Harald Knud Margrethe Dronning Prins Absalon Holberg
    Ewald Grundtvig Fabrik Havne Banegård Station Slots Torve Smede Bager Snedker
"""
ENDINGS = "vej gade allé stræde plads parken vænget toften bakken lunden engen dal krogen"
STARTS, ENDS = BEGINNINGS.split(), ENDINGS.split()
TOWNS = [(9000 + 20 * n, f"{STARTS[n]}by") for n in range(8)]
HOUSES = 16
ADDRESSES = 50_000
ASKED = 300
GOAL_MS = 30


def main() -> None:
    with scratch_database() as databases, tempfile.TemporaryDirectory() as state:
        streets = fill(plain(databases.owner))
        with serving(databases, Path(state)) as server:
            Console().print(measure(server, streets))


def fill(url: str) -> list[str]:
    """Streets of eight towns with house numbers, and what the search knows of them."""
    chance = random.Random(7)
    names = [start + end for start in STARTS for end in ENDS]
    streets = [(name, *chance.choice(TOWNS)) for name in names * 6]
    with psycopg.connect(url) as connection:
        with (
            connection.cursor() as cursor,
            cursor.copy(
                "COPY base.address (source_id, osm_type, osm_id, street, house_number, postcode,"
                " city, geom) FROM STDIN"
            ) as copy,
        ):
            for number in range(ADDRESSES):
                name, postcode, city = streets[number // HOUSES % len(streets)]
                x, y = 1_100_000 + number % 7919 * 3, 7_700_000 + number % 6007 * 3
                house = str(number % HOUSES + 1)
                shape = f"SRID=3857;POINT({x} {y})"
                copy.write_row((1, "n", number, name, house, str(postcode), city, shape))
        connection.execute("CREATE TEMP TABLE osm_street_name AS SELECT DISTINCT street AS name"
                           " FROM base.address")  # fmt: skip
        rebuild_search(connection)
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")
    return sorted({name for name, _, _ in streets})


def measure(server: Server, streets: list[str]) -> Table:
    chance = random.Random(11)
    kinds = {
        "address as written": lambda name: f"{name} {chance.randint(1, HOUSES)}",
        "half typed": lambda name: name[: chance.randint(2, len(name))],
        "one letter wrong": lambda name: misspelt(name, chance),
        "not there": lambda name: f"{name[::-1]}xq",
    }
    table = Table(title=f"Search among {ADDRESSES:,} addresses, ms over HTTP")
    for column in ("", "median", "p95"):
        table.add_column(column, justify="right" if column else "left")
    together: list[float] = []
    with httpx.Client(base_url=server.url) as client:
        for kind, write in kinds.items():
            took = [ask(client, write(chance.choice(streets))) for _ in range(ASKED)]
            together += took
            table.add_row(kind, *said(took))
    table.add_row("all", *said(together))
    table.caption = f"goal: p95 {GOAL_MS} ms"
    return table


def ask(client: httpx.Client, typed: str) -> float:
    begun = time.perf_counter()
    assert client.post("/api/search", json={"q": typed}).status_code == 200
    return (time.perf_counter() - begun) * 1000


def misspelt(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice("aeioudnrst") + name[at + 1 :]


def said(took: list[float]) -> tuple[str, str]:
    return f"{median(took):.1f}", f"{quantiles(took, n=20)[-1]:.1f}"


if __name__ == "__main__":
    main()
