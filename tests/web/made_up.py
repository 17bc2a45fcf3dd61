"""Made-up things to put into pages: what the service gives templates, without a service."""

from types import SimpleNamespace
from typing import Any

from api.tables import categories, place_facts

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "${alert(1)}`${alert(2)}`",
    "</script><script>alert(3)</script>",
    "\"' onmouseover='alert(4)",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnirpsgnirps",
)
TILES = "/tiles/1-abc/{z}/{x}/{y}{r}.webp"


def made(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**values)


def an_institution(**values: Any) -> SimpleNamespace:
    default = {
        "slug": "boernehuset-kanalen",
        "name": "Børnehuset Kanalen",
        "kind": "integrated",
        "address": "Strandgade 1",
        "postcode": "1401",
        "city": "København K",
        "municipality": "København",
        "lon": 12.59,
        "lat": 55.67,
    }
    return made(**default | values)


def a_place(**values: Any) -> SimpleNamespace:
    default = {
        "slug": "legeplads-ved-volden",
        "code": "abc",
        "title": "Legeplads ved Volden",
        "name": None,
        "category": "playground",
        "category_name": "Playground",
        "goals": ["move"],
        "icon": "maki/playground",
        "color": "#0072B2",
        "shape": "circle",
        "direction": "NE",
        "air_m": 228.0,
        "walk_m": None,
        "minutes": 7.1,
        "in_circle": True,
        "reached": None,
        "safety": None,
        "lon": 12.591,
        "lat": 55.671,
        "open_data": True,
        "visited": False,
        "credit": "© OpenStreetMap-bidragydere",
        "facts": ["toilet"],
        "ages": (0, 12),
        "months": [],
        "opening": None,
    }
    return made(**default | values)


def a_group(**values: Any) -> SimpleNamespace:
    default = {
        "key": "kindergarten",
        "name": "3–5 years",
        "minutes": 20.0,
        "ages": (3, 5),
        "crosses": False,
    }
    return made(**default | values)


def some_choices() -> dict[str, Any]:
    """What the tables let a visitor choose, with one kind of place that is there."""
    table, playground = place_facts(), categories()["playground"]
    return {
        "seasons": table.seasons,
        "ages": table.ages,
        "names": {key: category.name for key, category in categories().items()},
        "categories": [(playground, 1)],
    }


def a_reach(**values: Any) -> SimpleNamespace:
    """Without a network, unless said otherwise."""
    default = {"missing": "network", "share": None, "detour": None, "data_date": None}
    return made(**default | values)


def a_circle(**values: Any) -> SimpleNamespace:
    rings = [(5.0, 160.0), (10.0, 320.0), (15.0, 480.0), (20.0, 641.0)]
    default = {
        "group": "kindergarten",
        "group_name": "3–5 years",
        "kmh": 2.5,
        "slow": False,
        "minutes": 20.0,
        "metres": 833.0,
        "radius_m": 641.0,
        "detour_factor": 1.3,
        "rings": [made(minutes=m, radius_m=r, own=m == 20) for m, r in rings],
        "coverage_share": None,
    }
    return made(**default | values)
