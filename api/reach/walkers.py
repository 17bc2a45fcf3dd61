"""How each walking group walks: what a kind of way means for it, by the readable tables."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from api.reach.safety import Safety, safety_table
from api.tables import WalkingGroup, walking_groups
from geo.kinds import SOFT, Kind, NodeKind
from geo.walkers import Walker

FORWARDS, BACKWARDS = 1, -1


def walker_of(group: WalkingGroup, kinds: Sequence[Kind], node_kinds: Sequence[NodeKind]) -> Walker:
    """A group on a network whose edges and nodes have these kinds."""
    table, band = walking_groups(), safety_table().band(group.ages[0])
    factor = np.ones(len(kinds), np.float32)
    is_open = np.ones((2, len(kinds)), np.bool_)
    for number, kind in enumerate(kinds):
        if group.wheels and kind.surface == SOFT:
            factor[number] *= table.soft_ground_factor
        if group.cycles and not kind.riding:
            factor[number] *= table.pushing_factor
        if group.cycles and kind.riding and kind.oneway:
            is_open[1 if kind.oneway == FORWARDS else 0, number] = False
        if group.wheels and kind.steps:
            is_open[:, number] = False
        if not group.crosses and safety_table().of(kind, band) is Safety.not_small:
            is_open[:, number] = False
    return Walker(
        factor=np.stack([factor, factor]),
        toll=np.zeros((2, len(kinds)), np.float32),
        is_open=is_open,
        bars=np.array([_bars(one, group) for one in node_kinds], np.bool_),
        shuns_danger=not group.crosses,
    )


def careful(walker: Walker, safety: Sequence[Safety], kinds: Sequence[Kind]) -> Walker:
    """The same group where it would rather go a longer way than an unpleasant one."""
    table = safety_table()
    factor = np.array([table.rather[one] for one in safety], np.float32)
    toll = np.array(
        [table.crossing_tolls[kind.crossing] if kind.crossing else 0 for kind in kinds], np.float32
    )
    return replace(walker, factor=walker.factor * factor, toll=walker.toll + toll)


def _bars(kind: NodeKind, group: WalkingGroup) -> bool:
    return kind.passes == "none" or (kind.passes == "feet" and group.wheels)
