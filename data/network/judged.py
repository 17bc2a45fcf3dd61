"""Rows of the database judged by the rules, and numbered: equal tags are looked at once."""

import json
from typing import NamedTuple

from data.network.kinds import Kinds
from data.network.rules import judge_way, walk_rules
from geo.kinds import CROSSING, FIRST_KINDS, NOTHING, Kind, NodeKind

PLAIN = NodeKind()
NO_NAME = -1


class Judged(NamedTuple):
    """A way on foot, by the numbers of its kinds and its name."""

    kind: int
    left: int
    right: int
    two_sided: bool
    name: int


class Mark(NamedTuple):
    """What stands at a node, and the kind of a crossing there."""

    kind: int
    crossing: int


class Judge:
    """Knows the kinds of one network."""

    def __init__(self) -> None:
        self.kinds = Kinds(FIRST_KINDS)
        self.names: dict[str, int] = {}
        self.node_kinds: dict[NodeKind, int] = {PLAIN: 0}
        self._ways: dict[tuple[str, bool], Judged | None] = {}
        self._nodes: dict[str, Mark | None] = {}

    def way(self, tags: str, *, surface: bool) -> Judged | None:
        """By its tags, a JSON object; None where nobody walks."""
        key = (tags, surface)
        if key not in self._ways:
            self._ways[key] = self._judge_way(tags, surface)
        return self._ways[key]

    def node(self, tags: str) -> Mark | None:
        """None where nothing stands that matters."""
        if tags not in self._nodes:
            self._nodes[tags] = self._judge_node(tags)
        return self._nodes[tags]

    def _judge_way(self, tags: str, surface: bool) -> Judged | None:
        said = json.loads(tags)
        walked = judge_way(said, surface=surface)
        if walked is None:
            return None
        name = said.get("name")
        return Judged(
            kind=self.kinds.number(walked.kind),
            left=self.kinds.number(walked.left),
            right=self.kinds.number(walked.right),
            two_sided=walked.two_sided,
            name=self.names.setdefault(name, len(self.names)) if name else NO_NAME,
        )

    def _judge_node(self, tags: str) -> Mark | None:
        said = json.loads(tags)
        verdict, crossing = walk_rules().node(said), walk_rules().crossing(said)
        kind = NodeKind(verdict.outcome if verdict else PLAIN.passes, crossing)
        if kind == PLAIN:
            return None
        return Mark(
            kind=self.node_kinds.setdefault(kind, len(self.node_kinds)),
            crossing=self.kinds.number(Kind(CROSSING, crossing=crossing or NOTHING)),
        )
