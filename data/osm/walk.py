"""What someone on foot needs to know of ways and nodes: kept as mapped, judged later."""

from data.osm.layers import Tags
from data.osm.text import json_text

WAY_TAGS = frozenset(
    {
        "highway", "area", "area:highway", "railway", "public_transport", "man_made", "route",
        "construction", "service", "name", "foot", "access", "motorroad", "bicycle", "segregated",
        "vehicle", "motor_vehicle", "foot:conditional", "access:conditional", "opening_hours",
        "informal", "seasonal", "fee", "sidewalk", "sidewalk:left", "sidewalk:right",
        "sidewalk:both", "sidewalk:foot", "sidewalk:left:foot", "sidewalk:right:foot",
        "sidewalk:both:foot", "footway", "path", "cycleway", "cycleway:both", "cycleway:left",
        "cycleway:right", "verge", "shoulder", "lanes", "oneway", "oneway:foot",
        "oneway:bicycle", "junction", "crossing",
        "crossing:island", "crossing:markings", "crossing:signals", "traffic_signals",
        "traffic_calming", "maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed",
        "zone:traffic", "surface", "smoothness", "tracktype", "incline", "width", "lit", "bridge",
        "tunnel", "covered", "layer", "level", "indoor", "conveying", "ford", "wheelchair",
        "stroller", "kerb", "tactile_paving", "ramp", "ramp:stroller", "ramp:wheelchair",
        "handrail", "step_count", "sac_scale", "trail_visibility", "winter_service", "hazard",
        "barrier", "duration", "embankment", "cutting", "toll",
    }
)  # fmt: skip
NODE_TAGS = frozenset(
    {
        "barrier", "highway", "crossing", "crossing:island", "crossing:markings",
        "crossing:signals", "crossing:supervision", "crossing_ref", "traffic_signals",
        "traffic_signals:sound", "button_operated", "tactile_paving", "supervised", "kerb",
        "kerb:height", "entrance", "door", "automatic_door", "access", "foot", "bicycle",
        "wheelchair", "stroller", "railway", "ford", "locked", "maxwidth", "maxwidth:physical",
        "width", "height", "level", "opening_hours", "traffic_calming", "access:conditional",
        "foot:conditional",
    }
)  # fmt: skip
WAY_KEYS = frozenset(
    {"highway", "railway", "public_transport", "man_made", "route", "area:highway"}
)
NODE_ALWAYS = frozenset({"barrier", "crossing", "entrance", "kerb", "ford", "door"})
NODE_KEYS = NODE_ALWAYS | {"highway", "railway"}
WALKED = {
    ("railway", "platform"),
    ("public_transport", "platform"),
    ("man_made", "pier"),
    ("man_made", "bridge"),
    ("route", "ferry"),
}
NO_ROAD_YET = frozenset({"proposed", "planned", "razed", "abandoned", "no"})
NODE_HIGHWAYS = frozenset({"crossing", "traffic_signals", "elevator", "stop", "give_way"})
NODE_RAILWAYS = frozenset({"level_crossing", "crossing", "tram_crossing", "tram_level_crossing"})


def way_tags(tags: Tags) -> str | None:
    """The tags that matter on foot, as JSON; None where nobody walks along such a way."""
    highway = tags.get("highway")
    if highway is not None:
        return None if highway in NO_ROAD_YET else json_text(tags, WAY_TAGS)
    if WALKED.isdisjoint(tags.items()):
        return None
    return json_text(tags, WAY_TAGS)


def node_tags(tags: Tags) -> str | None:
    """The tags of a node that changes what walking over it means; None for every other."""
    if (
        not NODE_ALWAYS.isdisjoint(tags)
        or tags.get("highway") in NODE_HIGHWAYS
        or tags.get("railway") in NODE_RAILWAYS
    ):
        return json_text(tags, NODE_TAGS)
    return None
