"""GeoFA: what the municipalities themselves have registered, as GeoJSON points without names."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from data.errors import ImportRejected
from data.geojson import properties_of, read_features
from data.rules import geofa_rules


@dataclass(frozen=True, slots=True)
class GeofaPoint:
    """One registration; `ref` is equal for two that say the same of the same point."""

    ref: str
    category: str
    kind: str
    municipality_code: str | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class GeofaLeftOut:
    reason: str


def read_points(path: Path) -> Iterator[GeofaPoint | GeofaLeftOut]:
    """Every point of a file, or why it is none. Raises ImportRejected naming line or feature."""
    for number, feature in enumerate(read_features(path)):
        yield _read_feature(feature, f"feature {number}")


def _read_feature(feature: Any, where: str) -> GeofaPoint | GeofaLeftOut:
    properties = properties_of(feature, where)
    kind = properties.get("type")
    if not isinstance(kind, str):
        raise ImportRejected(f"{where} has no `type` of GeoFA among its properties")
    rules = geofa_rules()
    if kind not in rules.category:
        return GeofaLeftOut(f"{kind[:60]}: {rules.left_out.get(kind, 'no rule for this type')}")
    geometry = feature.get("geometry")
    if geometry is None:
        return GeofaLeftOut(f"{kind}: no position")
    lon, lat = _position(geometry, where)
    code = properties.get("kommunekode")
    return GeofaPoint(
        ref=_fingerprint(kind, lon, lat),
        category=rules.category[kind],
        kind=kind,
        municipality_code=code if isinstance(code, str) and code.isdigit() else None,
        lon=lon,
        lat=lat,
    )


def _position(geometry: Any, where: str) -> tuple[float, float]:
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        raise ImportRejected(f"{where} is no point")
    match geometry.get("coordinates"):
        case [int() | float() as lon, int() | float() as lat, *_] if isfinite(lon) and isfinite(
            lat
        ):
            if abs(lon) <= 180 and abs(lat) <= 90:
                return float(lon), float(lat)
            raise ImportRejected(f"{where} lies outside the earth: {lon}, {lat}")
        case other:
            raise ImportRejected(f"{where} has no coordinates of two numbers: {other!r:.60}")


def _fingerprint(kind: str, lon: float, lat: float) -> str:
    """GeoFA's points carry no key, so what is said and where (to 0.1 m) is the key."""
    return hashlib.sha256(f"{kind}|{lon:.6f}|{lat:.6f}".encode()).hexdigest()[:24]
