"""Local knowledge from a file: gates, what is not crossed, paths, dangerous roads, as GeoJSON.

Each feature says `kind` (gate, shut, path, danger), `role`, `date`, where it has one a `reason`,
and for whom it holds: `institution` (its slug or register number), or `municipality` (its slug,
name or code) for all of it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import shapely
from psycopg import Connection
from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from api.knowledge.models import KnowledgeKind
from data.errors import ImportRejected
from data.geojson import properties_of, read_features
from data.reconcile.outcome import Outcome

SHAPES = {
    KnowledgeKind.gate: ("Point", "MultiPoint"),
    KnowledgeKind.shut: ("LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    KnowledgeKind.path: ("LineString", "MultiLineString"),
    KnowledgeKind.danger: ("LineString", "MultiLineString"),
}
MOST_DEG = 0.5
"""Nobody draws anything larger than a municipality."""
ROLE, REASON = 40, 300
INSTITUTION = """
    SELECT id, municipality_id FROM institution
    WHERE deleted_at IS NULL AND (slug = %(key)s OR code = %(key)s OR id IN (
        SELECT entity_id FROM source_object WHERE entity = 'institution' AND ref = %(key)s))
"""
MUNICIPALITY = "SELECT NULL::uuid, id FROM municipality WHERE %(key)s IN (slug, name, code)"
FORGET = "DELETE FROM knowledge WHERE source_id = %s"
INSERT = """
    INSERT INTO knowledge (id, kind, institution_id, municipality_id, general, shape, role,
                           noted_on, reason, source_id)
    VALUES (%s, %s, %s, %s, %s, ST_GeomFromWKB(%s, 4326)::geography, %s, %s, %s, %s)
"""


class Said(NamedTuple):
    """One feature; `institution` or `municipality` is how the file names it."""

    where: str
    kind: KnowledgeKind
    shape: BaseGeometry
    institution: str | None
    municipality: str | None
    role: str
    noted_on: date
    reason: str | None


def load_knowledge(connection: Connection[Any], path: Path, source_id: int) -> Outcome:
    """Replace what a source says. Raises ImportRejected naming the feature."""
    said = [(one, _holders(connection, one)) for one in read_knowledge(path)]
    retired = connection.execute(FORGET, (source_id,)).rowcount
    with connection.cursor() as cursor:
        cursor.executemany(
            INSERT,
            [
                (
                    uuid4(), one.kind, institution, municipality, one.institution is None,
                    one.shape.wkb, one.role, one.noted_on, one.reason, source_id,
                )
                for one, (institution, municipality) in said
            ],
        )  # fmt: skip
    return Outcome(added=len(said), retired=retired)


def forget_knowledge(connection: Connection[Any], source_id: int) -> int:
    """Take away what a source has said; returns how much that was."""
    return connection.execute(FORGET, (source_id,)).rowcount


def read_knowledge(path: Path) -> Iterator[Said]:
    """What a file says. Raises ImportRejected naming line or feature."""
    for number, feature in enumerate(read_features(path)):
        yield _said(feature, f"feature {number}")


def _said(feature: Any, where: str) -> Said:
    properties = properties_of(feature, where)
    kind = _kind(properties.get("kind"), where)
    institution, municipality = properties.get("institution"), properties.get("municipality")
    if (institution is None) == (municipality is None):
        raise ImportRejected(f"{where} names neither, or both, of `institution` and `municipality`")
    if kind is KnowledgeKind.gate and institution is None:
        raise ImportRejected(f"{where} is a gate, which belongs to an `institution`")
    return Said(
        where,
        kind,
        _shape(feature.get("geometry"), kind, where),
        None if institution is None else str(institution),
        None if municipality is None else str(municipality),
        _text(properties, "role", ROLE, where),
        _date(properties.get("date"), where),
        _text(properties, "reason", REASON, where) if properties.get("reason") else None,
    )


def _kind(said: Any, where: str) -> KnowledgeKind:
    try:
        return KnowledgeKind(said)
    except ValueError:
        kinds = ", ".join(KnowledgeKind)
        raise ImportRejected(f"{where} has the `kind` {said!r:.40}; it is one of {kinds}") from None


def _shape(geometry: Any, kind: KnowledgeKind, where: str) -> BaseGeometry:
    try:
        found = shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, AttributeError, KeyError, GEOSException) as error:
        raise ImportRejected(f"{where} has no shape: {error}") from error
    if found.geom_type not in SHAPES[kind]:
        wanted = ", ".join(SHAPES[kind])
        raise ImportRejected(f"{where} is a {found.geom_type}; a {kind} is one of {wanted}")
    if found.is_empty or not found.is_valid:
        raise ImportRejected(f"{where} is broken: {shapely.is_valid_reason(found)}")
    west, south, east, north = found.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ImportRejected(f"{where} is not in degrees (WGS 84)")
    if max(east - west, north - south) > MOST_DEG:
        raise ImportRejected(f"{where} is larger than half a degree")
    return found


def _text(properties: dict[str, Any], key: str, most: int, where: str) -> str:
    said = properties.get(key)
    if not isinstance(said, str) or not said.strip():
        raise ImportRejected(f"{where} has no `{key}`")
    if len(said.strip()) > most:
        raise ImportRejected(f"{where} has a `{key}` of more than {most} characters")
    return said.strip()


def _date(said: Any, where: str) -> date:
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError):
        raise ImportRejected(f"{where} has no `date` such as 2026-11-24: {said!r:.40}") from None


def _holders(connection: Connection[Any], one: Said) -> tuple[UUID | None, UUID | None]:
    """The institution and the municipality for which something holds."""
    key = one.institution or one.municipality
    sql = INSTITUTION if one.institution is not None else MUNICIPALITY
    rows = connection.execute(sql, {"key": key}).fetchall()
    if len(rows) != 1:
        kind = "institution" if one.institution is not None else "municipality"
        found = "no" if not rows else "more than one"
        raise ImportRejected(f"{one.where}: there is {found} {kind} {key!r}")
    institution, municipality = rows[0]
    return institution, municipality
