"""The table `data/outings.toml`, typed."""

from dataclasses import dataclass
from functools import cache

from api.tables import read_table


@dataclass(frozen=True, slots=True)
class Weather:
    """`good`: how good each category is in it; `facts`: what more counts."""

    key: str
    name: str
    icon: str
    good: dict[str, float]
    facts: dict[str, float]


@dataclass(frozen=True, slots=True)
class OutingTable:
    times: tuple[int, ...]
    least_stay: float
    least_stay_share: float
    toilet_m: float
    weathers: dict[str, Weather]
    safety: dict[str, float]


@cache
def outing_table() -> OutingTable:
    table = read_table("outings")
    times = table["times"]
    return OutingTable(
        times=tuple(times["choices"]),
        least_stay=times["least_stay"],
        least_stay_share=times["least_stay_share"],
        toilet_m=table["toilet"]["metres"],
        weathers={key: Weather(key, **row) for key, row in table["weather"].items()},
        safety=table["safety"],
    )
