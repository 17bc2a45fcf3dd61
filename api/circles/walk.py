"""How far a group gets in some minutes, along paths and through the air."""

from dataclasses import dataclass

from api.errors import N_, Rejected
from api.tables import METRES_PER_MINUTE_AT_1_KMH, WalkingGroup, walking_groups

MIN_MINUTES, MAX_MINUTES = 1, 120
HANDLE_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle for some minutes; `own` marks the group's own."""

    minutes: float
    radius_m: float
    own: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """A group, its minutes and how much longer paths are than air. Metres follow from these.

    `slow` is for today: a tired child, snow on the ground.
    """

    walking_group: WalkingGroup
    minutes: float
    detour_factor: float
    slow: bool = False

    @property
    def kmh(self) -> float:
        return self.walking_group.kmh / (walking_groups().slow_factor if self.slow else 1)

    @property
    def metres(self) -> float:
        """Along paths."""
        return self.metres_in(self.minutes)

    def metres_in(self, minutes: float) -> float:
        """How many metres along paths the group walks in that many minutes."""
        return self.kmh * minutes * METRES_PER_MINUTE_AT_1_KMH

    @property
    def radius_m(self) -> float:
        """Through the air: the radius of the circle."""
        return self.metres / self.detour_factor

    def minutes_to(self, air_m: float) -> float:
        """Minutes to something that far away through the air, by the detour factor."""
        return self.minutes_along(air_m * self.detour_factor)

    def minutes_along(self, metres: float) -> float:
        """How many minutes the group needs for that many metres along paths."""
        return metres / (self.kmh * METRES_PER_MINUTE_AT_1_KMH)

    def most_minutes(self, most_m: float) -> int:
        """The longest time that a handle offers: an hour, or what it takes to go so far."""
        return min(HANDLE_MINUTES, int(self.minutes_along(most_m)))

    def rings(self) -> list[Ring]:
        """5, 10 and 15 minutes and the group's own, smallest first."""
        minutes = sorted({*map(float, walking_groups().rings_min), self.minutes})
        return [Ring(m, self.metres_in(m) / self.detour_factor, m == self.minutes) for m in minutes]


def walk_with(
    *,
    group: str,
    minutes: float | None = None,
    detour_factor: float | None = None,
    slow: bool = False,
) -> Walk:
    """The walk of a group, with the minutes and the factor of the tables unless given.

    Raises Rejected naming `group` or `minutes`.
    """
    table = walking_groups()
    if group not in table.groups:
        raise Rejected(N_("There is no walking group of that name."), field="group")
    chosen = table.groups[group]
    if minutes is None:
        minutes = chosen.minutes
    check_minutes(minutes)
    return Walk(chosen, minutes, detour_factor or table.detour_factor, slow)


def check_minutes(minutes: float) -> None:
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        raise Rejected(
            N_("Minutes lie between %(least)s and %(most)s."),
            field="minutes",
            least=MIN_MINUTES,
            most=MAX_MINUTES,
        )
