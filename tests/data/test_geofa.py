"""GeoFA's points as they come, and as they should not."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from data.errors import ImportRejected
from data.geofa import GeofaLeftOut, GeofaPoint, read_points
from data.rules import geofa_rules


def feature(**changes: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kommunekode": "0851", "type": "Legeplads"},
        "geometry": {"type": "Point", "coordinates": [9.92, 57.04]},
    } | changes


def written(tmp_path: Path, content: Any) -> Path:
    file = tmp_path / "points.geojson"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def collection(*features: Any, **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **more}


@pytest.mark.parametrize(
    ("name", "points"), [("aalborg", 1698), ("albertslund", 109), ("frederikssund", 552)]
)
def test_every_real_point_is_a_place_or_left_out_for_a_reason(
    shared: Path, name: str, points: int
) -> None:
    read = list(read_points(shared / "geofa" / f"geofa-punkter-{name}.geojson"))

    reasons = {one.reason for one in read if isinstance(one, GeofaLeftOut)}
    assert len(read) == points
    assert not any("no rule" in reason for reason in reasons)


def test_points_that_are_registered_twice_have_one_key(shared: Path) -> None:
    read = read_points(shared / "geofa" / "geofa-punkter-aalborg.geojson")
    keys = Counter(one.ref for one in read if isinstance(one, GeofaPoint))

    assert sum(count - 1 for count in keys.values()) == 8


def test_every_category_in_the_rules_exists() -> None:
    from api.tables import categories

    assert set(geofa_rules().category.values()) <= set(categories())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "line 1 is not JSON"),
        ('{"type": "FeatureCollection", "features": [', "line 1 is not JSON"),
        ("[]", "no GeoJSON FeatureCollection"),
        ({"type": "FeatureCollection"}, "no list of features"),
        (collection("a"), "feature 0 is no GeoJSON Feature"),
        (collection(feature(), feature(properties={})), "feature 1 has no `type`"),
        (collection(feature(geometry={"type": "LineString", "coordinates": []})), "is no point"),
        (
            collection(feature(geometry={"type": "Point", "coordinates": [570, 6322000]})),
            "feature 0 lies outside the earth",
        ),
        (
            collection(feature(geometry={"type": "Point", "coordinates": ["9", "57"]})),
            "feature 0 has no coordinates of two numbers",
        ),
        (
            collection(feature(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}),
            "coordinates are in urn:ogc:def:crs:EPSG::25832",
        ),
        ("[" * 100_000, "not JSON|nested too deep"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, content: Any, says: str) -> None:
    with pytest.raises(ImportRejected, match=says):
        list(read_points(written(tmp_path, content)))


def test_a_point_without_position_is_left_out(tmp_path: Path) -> None:
    [one] = read_points(written(tmp_path, collection(feature(geometry=None))))

    assert one == GeofaLeftOut("Legeplads: no position")


def test_a_type_nobody_has_a_rule_for_is_named_in_the_report(tmp_path: Path) -> None:
    unknown = feature(properties={"type": "Bålhytte"})

    [one] = read_points(written(tmp_path, collection(unknown)))

    assert one == GeofaLeftOut("Bålhytte: no rule for this type")
