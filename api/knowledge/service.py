"""What is known of the ways round a place, beyond what the map says."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import shapely
from geoalchemy2 import Geometry
from shapely.geometry.base import BaseGeometry
from sqlalchemy import cast, func, or_, select
from sqlmodel import Session, col

from api.knowledge.models import Knowledge, KnowledgeKind
from geo.positions import LonLat


@dataclass(frozen=True, slots=True)
class Known:
    """One piece of knowledge, the same until it changes; `shape` in degrees, WGS 84."""

    id: UUID
    updated_at: datetime
    kind: KnowledgeKind = field(compare=False)
    shape: BaseGeometry = field(compare=False)
    general: bool = field(compare=False)
    role: str = field(compare=False)
    noted_on: date = field(compare=False)
    reason: str | None = field(compare=False)


def known_near(
    session: Session, centre: LonLat, *, within_m: float, institution_id: UUID | None
) -> list[Known]:
    """What holds for an institution, or for anybody at a point: the general, and its own."""
    here = func.geography(func.ST_SetSRID(func.ST_MakePoint(centre.lon, centre.lat), 4326))
    columns: tuple[Any, ...] = (
        Knowledge.id,
        Knowledge.updated_at,
        Knowledge.kind,
        func.ST_AsBinary(cast(Knowledge.shape, Geometry)),
        Knowledge.general,
        Knowledge.role,
        Knowledge.noted_on,
        Knowledge.reason,
    )
    rows = session.execute(
        select(*columns)
        .where(
            or_(col(Knowledge.general), col(Knowledge.institution_id) == institution_id),
            col(Knowledge.deleted_at).is_(None),
            func.ST_DWithin(Knowledge.shape, here, within_m),
        )
        .order_by(col(Knowledge.id))
    )
    return [
        Known(row_id, at, KnowledgeKind(kind), shapely.from_wkb(bytes(wkb)), *rest)
        for row_id, at, kind, wkb, *rest in rows
    ]
