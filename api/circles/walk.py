"""How far a group gets in some minutes, along paths and through the air."""

from dataclasses import dataclass

from api.errors import N_, Rejected
from api.tables import WalkingGroup, walking_groups

MIN_MINUTES, MAX_MINUTES = 1, 120


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle for some minutes; `own` marks the group's own."""

    minutes: float
    radius_m: float
    own: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """A group, its minutes and how much longer paths are than air. Metres follow from these."""

    walking_group: WalkingGroup
    minutes: float
    detour_factor: float

    @property
    def metres(self) -> float:
        """Along paths."""
        return self.walking_group.metres(self.minutes)

    @property
    def radius_m(self) -> float:
        """Through the air: the radius of the circle."""
        return self.metres / self.detour_factor

    def minutes_to(self, air_m: float) -> float:
        """Minutes to something that far away through the air, by the detour factor."""
        return self.walking_group.walk_minutes(air_m * self.detour_factor)

    def rings(self) -> list[Ring]:
        """5, 10 and 15 minutes and the group's own, smallest first."""
        minutes = sorted({*map(float, walking_groups().rings_min), self.minutes})
        return [
            Ring(m, self.walking_group.metres(m) / self.detour_factor, m == self.minutes)
            for m in minutes
        ]


def walk_with(
    *, group: str, minutes: float | None = None, detour_factor: float | None = None
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
    return Walk(chosen, minutes, detour_factor or table.detour_factor)


def check_minutes(minutes: float) -> None:
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        raise Rejected(
            N_("Minutes lie between %(least)s and %(most)s."),
            field="minutes",
            least=MIN_MINUTES,
            most=MAX_MINUTES,
        )
