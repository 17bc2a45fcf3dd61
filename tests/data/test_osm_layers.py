"""What tags make of an object, without a file and without a database."""

import pytest

from api.tables import categories
from data.osm.convert import convert
from data.osm.layers import address_row, area_row, is_area, line_row, name_row
from data.osm.lines import parse_line
from data.osm.places import Places
from data.osm.walk import node_tags, way_tags

SQUARE = "n1x9y57,n2x9.001y57,n3x9.001y57.001,n1x9y57"


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "motorway"}, "motorway"),
        ({"highway": "residential"}, "minor"),
        ({"highway": "living_street"}, "minor"),
        ({"highway": "footway"}, "path"),
        ({"highway": "steps"}, "steps"),
    ],
)
def test_roads_have_the_kinds_of_the_style(tags: dict[str, str], kind: str) -> None:
    assert line_row(tags) == ("road", {"kind": kind})


def test_a_slip_road_on_a_bridge_says_all_that() -> None:
    tags = {
        "highway": "trunk_link",
        "bridge": "viaduct",
        "tunnel": "no",
        "layer": "2",
        "ref": "E45",
    }

    assert line_row(tags) == (
        "road",
        {"kind": "trunk", "bridge": "t", "link": "t", "ref": "E45", "level": "2"},
    )


@pytest.mark.parametrize("layer", ["ground", "9", "-", "²", "1.5"])
def test_a_level_that_is_none_is_nothing(layer: str) -> None:
    assert line_row({"highway": "path", "layer": layer}) == ("road", {"kind": "path"})


@pytest.mark.parametrize(
    "tags", [{"highway": "proposed"}, {"railway": "abandoned"}, {"waterway": "dam"}, {"name": "x"}]
)
def test_what_is_no_line_is_not_drawn(tags: dict[str, str]) -> None:
    assert line_row(tags) is None


@pytest.mark.parametrize(
    ("tags", "row"),
    [
        ({"building": "yes", "amenity": "school"}, ("building", {})),
        ({"building": "no", "landuse": "grass"}, ("land", {"kind": "grass"})),
        ({"natural": "water", "water": "pond"}, ("water", {"kind": "pond"})),
        ({"waterway": "riverbank"}, ("water", {"kind": "river"})),
        ({"landuse": "forest", "name": "Skoven"}, ("land", {"kind": "wood", "name": "Skoven"})),
        ({"leisure": "park", "landuse": "grass"}, ("land", {"kind": "park"})),
        ({"highway": "pedestrian", "area": "yes"}, ("land", {"kind": "square"})),
        ({"amenity": "parking", "parking": "underground"}, None),
        ({"boundary": "administrative"}, None),
    ],
)
def test_areas_are_the_first_thing_that_they_are(
    tags: dict[str, str], row: tuple[str, dict[str, str]] | None
) -> None:
    assert area_row(tags) == row


def test_a_closed_street_is_a_line_unless_it_says_that_it_is_a_surface() -> None:
    assert not is_area({"highway": "residential"})
    assert is_area({"highway": "pedestrian", "area": "yes"})
    assert not is_area({"leisure": "track", "area": "no"})
    assert not is_area({"natural": "coastline"})


def test_canals_mapped_as_localities_are_no_place_names() -> None:
    assert name_row({"place": "locality", "name": "Christianshavns Kanal"}) is None
    assert name_row({"place": "suburb", "name": "Christianshavn", "population": "10.140"}) == {
        "kind": "suburb",
        "name": "Christianshavn",
        "population": "10140",
    }


def test_an_address_without_a_street_takes_the_place() -> None:
    assert address_row({"addr:housenumber": "4", "addr:place": "Sletten"}) == {
        "street": "Sletten",
        "house_number": "4",
    }
    assert address_row({"addr:housenumber": "4"}) is None


def test_walking_keeps_what_judging_needs_and_no_more() -> None:
    kept = way_tags({"highway": "primary", "sidewalk:both": "no", "source": "Bing", "foot": "no"})

    assert kept == '{"highway":"primary","sidewalk:both":"no","foot":"no"}'
    assert way_tags({"route": "ferry"}) is not None
    assert way_tags({"highway": "proposed"}) is None
    assert way_tags({"railway": "rail"}) is None


def test_gates_and_crossings_count_lamps_do_not() -> None:
    assert node_tags({"barrier": "gate", "access": "private"}) is not None
    assert node_tags({"railway": "level_crossing"}) is not None
    assert node_tags({"highway": "street_lamp"}) is None


def test_the_first_rule_wins_and_every_rule_names_a_category() -> None:
    places = Places(institutions=True)

    assert {rule.outcome for rule in places.rules.places} <= set(categories())
    row = places.row({"leisure": "playground", "playground:theme": "nature", "name:da": "Skoven"})
    assert row["category"] == "nature_playground"
    assert row["called"] == "Skoven"


def test_a_persons_data_never_become_facts() -> None:
    tags = {"leisure": "playground", "phone": "+45 1", "email": "a@b", "operator": "Jens Hansen"}

    assert Places(institutions=False).row(tags)["facts"] == "{}"
    municipal = Places(institutions=False).row(tags | {"operator:type": "public", "lit": "yes"})
    assert municipal["facts"] == '{"operator":"Jens Hansen","lit":"yes"}'


def test_what_is_private_is_counted_and_left_out() -> None:
    places = Places(institutions=False)

    assert places.row({"leisure": "playground", "access": "private"}) == {}
    assert places.left_out == {"private": 1}


def test_a_line_of_osmium_is_taken_apart_with_all_its_signs() -> None:
    thing = parse_line(r"w7 v3 dV t2024-01-01T00:00:00Z Tname=A%2c%%20%B%3d%\C Nn1x9y57,n2xy")

    assert thing.tags == {"name": r"A, B=\C"}
    assert not thing.plain
    assert thing.nodes == "n1x9y57,n2xy"


def test_text_that_looks_like_copys_own_signs_stays_text() -> None:
    block = rb"n1 v1 dV t Tplace=town,name=\N%9%x x9 y57"

    [row] = convert(block, institutions=False).copies["place_name"].decode().splitlines()

    assert row.split("\t")[6] == r"\\N\tx"


def test_a_bow_tie_is_repaired_and_a_line_there_and_back_has_no_surface() -> None:
    tie = "n1x9y57,n2x9.001y57.001,n3x9.001y57,n4x9y57.001,n1x9y57"
    flat = "n1x9y57,n2x9.001y57,n3x9.002y57,n1x9y57"
    block = f"w1 v1 dV t Tbuilding=yes N{tie}\nw2 v1 dV t Tbuilding=yes N{flat}"

    found = convert(block.encode(), institutions=False)

    assert len(found.copies["building"].splitlines()) == 1
    assert found.left_out == {"an area without a surface": 1}


def test_a_way_is_never_joined_across_nodes_that_are_missing() -> None:
    block = "w1 v1 dV t Thighway=path Nn1x9y57,n2x9.1y57,n3xy,n4x9.3y57,n5x9.4y57"

    found = convert(block.encode(), institutions=False)

    rows = [row.split("\t") for row in found.copies["walk_way"].decode().splitlines()]
    assert [row[4:8] for row in rows] == [
        ["f", '{"highway":"path"}', "{1, 2}", "0"],
        ["f", '{"highway":"path"}', "{4, 5}", "1"],
    ]
    assert len(found.copies["road"].splitlines()) == 1
