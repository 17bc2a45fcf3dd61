"""Files that all servers share: in a folder, or in an object store (S3 and its like) by URL.

A key is a path with slashes. Whole folders of files that never change can be had on the local disk,
to be mapped into memory.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import obstore
from obstore.store import LocalStore, ObjectStore, from_url


class Files:
    """`place` is a folder or a URL such as `s3://bucket/prefix`; `cache` keeps what is fetched."""

    def __init__(self, place: Path | str, cache: Path) -> None:
        self._cache = cache
        self._folder = None if "://" in str(place) else Path(place)
        self._store: ObjectStore
        if self._folder is not None:
            self._store = LocalStore(self._folder, automatic_cleanup=True, mkdir=True)
        else:
            self._store = from_url(str(place))

    @classmethod
    def within(cls, state: Path) -> "Files":
        """Those of a deployment of one server, in its state folder."""
        return cls(state / "files", state / "files-cache")

    def put(self, key: str, content: bytes) -> None:
        """Write a file, whole or not at all; when this returns it is safe on the disk."""
        obstore.put(self._store, key, content)
        if self._folder is not None:
            _sync(self._folder / key)

    def get(self, key: str) -> bytes:
        """Raises FileNotFoundError."""
        return bytes(obstore.get(self._store, key).bytes())

    def keys(self, prefix: str) -> list[str]:
        """The keys of all files under a prefix."""
        return sorted(one["path"] for part in obstore.list(self._store, prefix) for one in part)

    def put_folder(self, prefix: str, contents: Mapping[str, bytes]) -> None:
        """Write the files of a folder; those that are there already are the same."""
        there = set(self.keys(prefix))
        for name, content in contents.items():
            if f"{prefix}/{name}" not in there:
                self.put(f"{prefix}/{name}", content)

    def folder(self, prefix: str) -> Path:
        """A local folder with the files of a prefix, fetched where they are elsewhere.

        Raises FileNotFoundError where there are none.
        """
        local = (self._folder or self._cache) / prefix
        if self._folder is None and not local.exists():
            self._fetch(prefix, local)
        if not local.is_dir():
            raise FileNotFoundError(prefix)
        return local

    def delete_folder(self, prefix: str) -> None:
        keys = self.keys(prefix)
        if keys:
            obstore.delete(self._store, keys)
        shutil.rmtree(self._cache / prefix, ignore_errors=True)

    def _fetch(self, prefix: str, local: Path) -> None:
        """Beside its place first: nobody opens half a folder."""
        keys = self.keys(prefix)
        if not keys:
            return
        local.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="fetching-", dir=local.parent))
        try:
            for key in keys:
                (made / key.removeprefix(f"{prefix}/")).write_bytes(self.get(key))
            made.rename(local)
        except OSError:
            shutil.rmtree(made, ignore_errors=True)
            if not local.is_dir():  # else another process was faster
                raise


def _sync(file: Path) -> None:
    for path in (file, file.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
