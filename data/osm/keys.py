"""The keys by which osmium, before Python sees them, picks the objects that can matter."""

from data.osm import layers, walk
from data.rules import osm_rules

PLACE_KEYS = osm_rules().keys

NODE_KEYS = tuple(sorted({*layers.POINT_KEYS, *walk.NODE_KEYS, *PLACE_KEYS, layers.ADDRESS_KEY}))
WAY_KEYS = tuple(
    sorted({*layers.AREA_KEYS, *layers.LINE_KEYS, *walk.WAY_KEYS, *PLACE_KEYS, layers.ADDRESS_KEY})
)
RELATION_KEYS = tuple(sorted({*layers.AREA_KEYS, *PLACE_KEYS, layers.ADDRESS_KEY}))
RING_KEYS = tuple(walk.WAY_KEYS | PLACE_KEYS)
"""Relations whose outline counts node by node: plazas are walked, places have entrances."""
