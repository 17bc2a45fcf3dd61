"""How a group walks: what each kind of way and of node means for it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Walker:
    """For each kind of way (2 x kinds: forwards, backwards): `factor`, by how much longer a metre
    of it is; `toll`, metres that it costs at once; `is_open`, whether the group goes there at all.
    `bars` tells of each kind of node whether it stops the group. Factors are 1 or more. Some shun
    what people call dangerous.
    """

    factor: NDArray[np.float32]
    toll: NDArray[np.float32]
    is_open: NDArray[np.bool_]
    bars: NDArray[np.bool_]
    shuns_danger: bool = False

    def cost(self, kind: int, metres: float, *, forwards: bool) -> float:
        """What metres of a kind of edge count as."""
        return metres * float(self.factor[0 if forwards else 1, kind])

    def turned(self) -> "Walker":
        """The same group on its way back: a way to somewhere is then the way home from there."""
        return replace(
            self,
            factor=self.factor[::-1].copy(),
            toll=self.toll[::-1].copy(),
            is_open=self.is_open[::-1].copy(),
        )

    @classmethod
    def on_foot(cls, kinds: int, node_kinds: int = 1) -> "Walker":
        """One for whom all ways are alike."""
        return cls(
            factor=np.ones((2, kinds), np.float32),
            toll=np.zeros((2, kinds), np.float32),
            is_open=np.ones((2, kinds), np.bool_),
            bars=np.zeros(node_kinds, np.bool_),
        )
