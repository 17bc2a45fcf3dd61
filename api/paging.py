"""Long lists come in parts; each part says where the next one is (RFC 8288)."""

from typing import Annotated, TypeVar

from fastapi import Query, Request, Response
from pydantic import BaseModel

from api.errors import N_, Rejected
from api.geojson import Feature, FeatureCollection
from api.pages import origin_of

PROPERTIES = TypeVar("PROPERTIES", bound=BaseModel)
Limit = Annotated[int, Query(ge=1, le=1000)]
After = Annotated[str | None, Query(max_length=120, description="The id of the last one before.")]
NO_SUCH_ID = N_("There is nothing of that id to go on from.")


def part(
    request: Request, response: Response, features: list[Feature[PROPERTIES]], *, limit: int
) -> FeatureCollection[PROPERTIES]:
    """The first `limit` features, and a link to the rest where there are more than these."""
    shown = features[:limit]
    if len(features) > limit:
        url = request.url.include_query_params(after=shown[-1].id, limit=limit)
        response.headers["Link"] = f'<{origin_of(request)}{url.path}?{url.query}>; rel="next"'
    return FeatureCollection(features=shown)


def rest_after(features: list[Feature[PROPERTIES]], after: str | None) -> list[Feature[PROPERTIES]]:
    """What comes after an id. Raises Rejected where it is not among them."""
    if after is None:
        return features
    for n, feature in enumerate(features, 1):
        if feature.id == after:
            return features[n:]
    raise Rejected(NO_SUCH_ID, field="after")
