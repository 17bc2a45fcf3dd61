"""GeoJSON files that people hand in: read once, and everything wrong with them said clearly."""

import json
from pathlib import Path
from typing import Any

from data.errors import ImportRejected

MAX_FILE_BYTES = 500_000_000


def read_features(path: Path) -> list[Any]:
    """The features of a collection in degrees. Raises ImportRejected naming line or reason."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ImportRejected("the file is larger than 500 MB")
    try:
        collection = json.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportRejected(f"byte {error.start} is not UTF-8 text") from error
    except RecursionError as error:
        raise ImportRejected("the file is nested too deep to be GeoJSON") from error
    except json.JSONDecodeError as error:
        raise ImportRejected(f"line {error.lineno} is not JSON: {error.msg}") from error
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise ImportRejected("the file is JSON, but no GeoJSON FeatureCollection")
    features = collection.get("features")
    if not isinstance(features, list):
        raise ImportRejected("the FeatureCollection has no list of features")
    _refuse_other_crs(collection.get("crs"))
    return features


def properties_of(feature: Any, where: str) -> dict[str, Any]:
    """Raises ImportRejected where it is no feature."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise ImportRejected(f"{where} is no GeoJSON Feature")
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _refuse_other_crs(crs: Any) -> None:
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not name.endswith(("CRS84", ":4326")):
        raise ImportRejected(f"the coordinates are in {name}; GeoJSON has WGS 84 (CRS84) degrees")
