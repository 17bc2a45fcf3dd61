"""A network as files: one folder, named after what is in it, never changed.

`meta.json` says what the numbers mean; each array is a file as NumPy writes it, to be mapped into
memory by all processes of a server together.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.files.store import Files
from geo import network, walls
from geo.kinds import Kind, NodeKind
from geo.network import Network
from geo.walls import Walls

FOLDER = "network"
FORMAT = 1
"""Counts up when files of an older form cannot be read any more."""
KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Mapped:
    """A network and what its numbers mean: edges' kinds and names, nodes' kinds, and the walls."""

    network: Network
    walls: Walls
    kinds: tuple[Kind, ...]
    node_kinds: tuple[NodeKind, ...]
    names: tuple[str, ...]


class OtherFormat(ValueError):
    """The folder was written by another version of the service."""


def write(files: Files, mapped: Mapped) -> str:
    """Write a network; returns the key of its folder. When this returns it is safe on the disk."""
    contents = {f"{name}.npy": content for name, content in _arrays(mapped)}
    contents["meta.json"] = json.dumps(_meta(mapped), ensure_ascii=False).encode()
    digest = blake2b(digest_size=KEY_BYTES)
    for name in sorted(contents):
        digest.update(contents[name])
    key = digest.hexdigest()
    files.put_folder(f"{FOLDER}/{key}", contents)
    return key


def read(files: Files, key: str) -> Mapped:
    """A network that was written. Raises FileNotFoundError or OtherFormat."""
    folder = files.folder(f"{FOLDER}/{key}")
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    if meta["format"] != FORMAT:
        raise OtherFormat(key)
    return Mapped(
        network=Network(
            epsg=meta["epsg"], **{name: _mapped(folder, name) for name in network.ARRAYS}
        ),
        walls=Walls(**{name: _mapped(folder, f"wall_{name}") for name in walls.ARRAYS}),
        kinds=tuple(Kind(*row) for row in meta["kinds"]),
        node_kinds=tuple(NodeKind(*row) for row in meta["node_kinds"]),
        names=tuple(meta["names"]),
    )


def _meta(mapped: Mapped) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "epsg": mapped.network.epsg,
        "kinds": mapped.kinds,
        "node_kinds": mapped.node_kinds,
        "names": mapped.names,
    }


def _arrays(mapped: Mapped) -> Iterable[tuple[str, bytes]]:
    named = mapped.network.arrays() | {f"wall_{k}": v for k, v in mapped.walls.arrays().items()}
    for name, array in named.items():
        written = BytesIO()
        np.save(written, array, allow_pickle=False)
        yield name, written.getvalue()


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    """Copy on write: compiled code sees the plain arrays that it was compiled for."""
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c", allow_pickle=False))
