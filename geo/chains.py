"""Edges in a row that are alike become one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.kernels.chains import join

Ints = NDArray[np.int64]


class Chains(NamedTuple):
    """New edges from `a` to `b`, each a row of old ones: chain n has `edge[ptr[n]:ptr[n + 1]]`, the
    complement where an old edge is walked backwards."""

    a: Ints
    b: Ints
    ptr: Ints
    edge: Ints


def join_chains(
    a: Ints, b: Ints, kind: Ints, name: Ints, mirror: Ints, kept: NDArray[np.bool_]
) -> Chains:
    """Join edges at nodes where two alike meet; `kept` marks nodes that stay whatever they join."""
    node = np.concatenate([a, b])
    number = np.arange(len(a), dtype=np.int64)
    end = np.concatenate([number, ~number])[np.argsort(node, kind="stable")]
    ptr = np.concatenate([[0], np.cumsum(np.bincount(node, minlength=len(kept)))])
    return Chains(*join(a, b, kind, name, mirror, kept, ptr, end))
