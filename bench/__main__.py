"""`make bench`: run every measurement, or those named: `python -m bench import_osm`."""

import sys
from importlib import import_module
from pathlib import Path

names = sys.argv[1:] or sorted(
    file.stem for file in Path(__file__).parent.glob("*.py") if not file.stem.startswith("_")
)
for name in names:
    print(f"\n== {name}")
    import_module(f"bench.{name}").main()
