"""Which tags make which layer of the base map. A row names what differs from an empty one."""

from collections.abc import Mapping
from functools import cache

from api.tables import read_table

Tags = Mapping[str, str]
Row = dict[str, str]
Drawn = tuple[str, Row]

ROADS = {
    "motorway": "motorway",
    "trunk": "trunk",
    "primary": "primary",
    "secondary": "secondary",
    "tertiary": "tertiary",
    "unclassified": "minor",
    "residential": "minor",
    "living_street": "minor",
    "road": "minor",
    "pedestrian": "pedestrian",
    "service": "service",
    "busway": "service",
    "track": "track",
    "footway": "path",
    "path": "path",
    "bridleway": "path",
    "cycleway": "cycle",
    "steps": "steps",
}
RAILS = frozenset(
    {"rail", "light_rail", "subway", "tram", "narrow_gauge", "funicular", "preserved"}
)
WATERWAYS = frozenset({"river", "stream", "canal", "ditch", "drain"})
WATER_LANDUSE = frozenset({"reservoir", "basin"})
FENCES = frozenset({"fence", "wall", "hedge", "retaining_wall", "city_wall", "guard_rail"})
PLACE_NAMES = frozenset(
    {"city", "town", "village", "suburb", "quarter", "neighbourhood", "hamlet", "island", "islet",
     "square"}
)  # fmt: skip
SQUARES = frozenset({"pedestrian", "footway", "path", "living_street", "service"})
BESIDE_A_ROAD = frozenset({"sidewalk", "crossing", "traffic_island"})
LEVELS = range(-5, 6)

AREA_KEYS = (
    "building", "natural", "waterway", "landuse", "leisure", "amenity", "place", "man_made",
    "railway", "public_transport", "tourism", "highway", "area:highway",
)  # fmt: skip
LINE_KEYS = ("highway", "railway", "waterway", "natural", "barrier")
POINT_KEYS = ("place",)
ADDRESS_KEY = "addr:housenumber"


def line_row(tags: Tags) -> Drawn | None:
    """Roads, rails, running water and the coast; None where a line of these tags is not drawn."""
    highway = tags.get("highway")
    if highway is not None:
        return _road(tags, highway)
    railway = tags.get("railway")
    if railway in RAILS:
        return _rail(tags, railway)
    if tags.get("natural") == "coastline":
        return "coast", {}
    waterway = tags.get("waterway")
    if waterway not in WATERWAYS:
        return None
    return "waterway", {"kind": waterway, **_name(tags), **_flags(tags, "tunnel")}


def fence_row(tags: Tags) -> Row | None:
    """What nobody walks through, whatever else stands there; a closed one may be an area too."""
    kind = tags.get("barrier")
    return {"kind": kind} if kind in FENCES else None


def area_row(tags: Tags) -> Drawn | None:
    """Buildings, water and the kinds of ground; None where such an area is not drawn."""
    building = tags.get("building")
    if building is not None and building != "no":
        return None if tags.get("location") == "underground" else _building(tags)
    water = _water(tags)
    if water is not None:
        return "water", {"kind": water, **_name(tags)}
    kind = _land(tags)
    return None if kind is None else ("land", {"kind": kind, **_name(tags)})


def name_row(tags: Tags) -> Row | None:
    """The name of a town, a quarter, an island: drawn as words at one point."""
    kind = tags.get("place")
    if kind not in PLACE_NAMES or "name" not in tags:
        return None
    row = {"kind": kind, "name": tags["name"]}
    population = tags.get("population", "").replace(".", "").replace(" ", "")
    if population.isdecimal() and len(population) < 10:
        row["population"] = population
    return row


def address_row(tags: Tags) -> Row | None:
    """A house's address; where there are no streets, the place's name stands for one."""
    street = tags.get("addr:street") or tags.get("addr:place")
    if not street:
        return None
    row = {"street": street, "house_number": tags[ADDRESS_KEY]}
    postcode, city = tags.get("addr:postcode"), tags.get("addr:city")
    if postcode:
        row["postcode"] = postcode
    if city:
        row["city"] = city
    return row


def is_area(tags: Tags) -> bool:
    """Whether a closed way is a surface: a closed road is one only if it says so."""
    said = tags.get("area")
    if said is not None:
        return said != "no"
    if "highway" in tags and "building" not in tags:
        return False
    return tags.get("natural") != "coastline" or tags.get("place") in PLACE_NAMES


def _road(tags: Tags, highway: str) -> Drawn | None:
    base = highway.removesuffix("_link")
    kind = ROADS.get(base)
    if kind is None or tags.get("indoor") == "yes":
        return None
    row = {"kind": kind, **_name(tags), **_flags(tags, "bridge", "tunnel")}
    if base != highway:
        row["link"] = "t"
    if tags.get("footway") in BESIDE_A_ROAD:
        row["sidewalk"] = "t"
    if ref := tags.get("ref"):
        row["ref"] = ref
    level = tags.get("layer")
    if level is not None and level.removeprefix("-").isdecimal() and int(level) in LEVELS:
        row["level"] = level
    return "road", row


def _rail(tags: Tags, kind: str) -> Drawn:
    row = {"kind": "rail" if kind == "preserved" else kind}
    if "service" in tags:
        row["service"] = "t"
    return "rail", row | _flags(tags, "bridge", "tunnel")


def _building(tags: Tags) -> Drawn:
    number = tags.get(ADDRESS_KEY)
    return "building", {} if number is None else {"house_number": number}


def _water(tags: Tags) -> str | None:
    if tags.get("tunnel", "no") != "no" or tags.get("location") == "underground":
        return None
    if tags.get("natural") == "water":
        return tags.get("water", "water")
    waterway = tags.get("waterway")
    if waterway in ("riverbank", "dock") or waterway in WATERWAYS:
        return "river" if waterway == "riverbank" else waterway
    if tags.get("landuse") in WATER_LANDUSE:
        return tags["landuse"]
    if tags.get("leisure") == "swimming_pool":
        return "pool"
    return "fountain" if tags.get("amenity") == "fountain" else None


def _land(tags: Tags) -> str | None:
    if tags.get("highway") in SQUARES or tags.get("area:highway") in SQUARES:
        return "square"
    if tags.get("parking") in ("underground", "multi-storey", "rooftop"):
        return None
    for key, kinds in land_kinds().items():
        kind = kinds.get(tags.get(key, ""))
        if kind is not None:
            return kind
    return None


@cache
def land_kinds() -> dict[str, dict[str, str]]:
    """data/land_kinds.toml, its keys in the order in which they are asked."""
    table = read_table("land_kinds")
    return {key: table[key] for key in table["order"]}


def _name(tags: Tags) -> Row:
    name = tags.get("name")
    return {} if name is None else {"name": name}


def _flags(tags: Tags, *keys: str) -> Row:
    return {key: "t" for key in keys if tags.get(key, "no") != "no"}
