"""Every table, imported once, for migrations and tests."""

from api.areas.models import Municipality
from api.basemap import models as basemap
from api.changes.models import change
from api.crossings.models import MissingCrossing
from api.database import metadata
from api.files.models import StoredFile
from api.institutions.models import Institution
from api.knowledge.models import Knowledge
from api.limits.models import rate
from api.links.models import Link
from api.places.models import Place
from api.sources.models import Source, SourceObject
from api.texts.models import Text

__all__ = [
    "Institution", "Knowledge", "Link", "MissingCrossing", "Municipality", "Place", "Source",
    "SourceObject", "StoredFile", "Text", "basemap", "change", "metadata", "rate",
]  # fmt: skip
