"""The columns of the layers that a load fills, as COPY wants them."""

from dataclasses import dataclass, field

NULL = r"\N"
NO = "f"
IDENTITY = ("osm_type", "osm_id", "version", "changed_at", "complete")


@dataclass(frozen=True, slots=True)
class Layer:
    """`empty` is a row of nothing, in the order of the columns between identity and geometry."""

    name: str
    empty: dict[str, str]
    srid: int = 3857
    key: tuple[str, ...] = ("load_id", "osm_type", "osm_id")
    spatial_index: bool = True
    columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", (*IDENTITY, *self.empty, "geom"))


def _row(*texts: str, **others: str) -> dict[str, str]:
    return dict.fromkeys(texts, NULL) | others


PLACE = Layer(
    "place",
    _row(
        "category", "called", "min_area_m2", "facts", "institution", "ownership",
        "house_number", "street", "postcode", "city", "node_ids",
    ),
    srid=4326,
)  # fmt: skip
LAYERS = {
    layer.name: layer
    for layer in (
        Layer("land", _row("kind", "name", "area")),
        Layer("water", _row("kind", "name", "area")),
        Layer("waterway", _row("kind", "name", tunnel=NO)),
        Layer("building", _row("house_number", "area")),
        Layer(
            "road",
            _row(
                "kind", "name", "ref",
                bridge=NO, tunnel=NO, link=NO, sidewalk=NO, level="0",
            ),
        ),
        Layer("rail", _row("kind", service=NO, bridge=NO, tunnel=NO)),
        Layer("fence", _row("kind")),
        Layer("place_name", _row("kind", "name", "population")),
        Layer("address", _row("street", "house_number", "postcode", "city")),
        Layer(
            "walk_way",
            _row("tags", "node_ids", part="0"),
            srid=4326,
            key=("load_id", "osm_type", "osm_id", "part"),
            spatial_index=False,
        ),
        Layer("walk_node", _row("tags"), srid=4326, spatial_index=False),
    )
}  # fmt: skip
COPIED = LAYERS | {PLACE.name: PLACE}
IN_DEGREES = frozenset(name for name, layer in COPIED.items() if layer.srid == 4326)
