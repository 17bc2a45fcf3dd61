"""How far one institution's children get: its group, minutes and factor, else the defaults."""

from api.circles.walk import Walk, walk_with
from api.institutions.models import Institution
from api.tables import walking_groups


def walk_of(
    institution: Institution,
    *,
    group: str | None = None,
    minutes: float | None = None,
    slow: bool = False,
) -> Walk:
    """The walk of an institution, or of another group or time from there.

    Raises Rejected naming `group` or `minutes`.
    """
    own = institution.walking_group or walking_groups().by_kind[institution.kind]
    if minutes is None and group in (None, own):
        minutes = institution.minutes
    return walk_with(
        group=group or own, minutes=minutes, detour_factor=institution.detour_factor, slow=slow
    )
