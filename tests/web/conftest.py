"""Pages of made-up things."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from api.places.filters import place_filter
from tests.web.made_up import (
    TILES,
    a_circle,
    a_group,
    a_place,
    a_reach,
    an_institution,
    made,
    some_choices,
)
from web.maps import map_fragment
from web.templating import render
from web.visit import Visit


@pytest.fixture
def institution_page() -> Callable[..., str]:
    """Renders the page of an institution; what is not given is made up."""

    def page(locale: str = "da", **given: Any) -> str:
        context = {
            "institution": an_institution(),
            "circle": a_circle(),
            "groups": [a_group()],
            "places": [a_place()],
            "slug": "boernehuset-kanalen",
            "reach": a_reach(),
            "most_minutes": 60,
            "map": map_fragment(tiles=TILES),
            "form": made(address="/i/boernehuset-kanalen", method="get", fixed=()),
            "state": {
                "group": "kindergarten",
                "minutes": 20.0,
                "slow": None,
                **place_filter().values(),
            },
            "route_state": {"group": "kindergarten", "minutes": 20.0, "slow": None},
            "chosen": place_filter(),
            "choices": some_choices(),
            "centre": made(lon=12.59, lat=55.67),
            "shapes": '{"type":"FeatureCollection","features":[]}',
            "bounds": "12.58,55.66,12.6,55.68",
            "total": 1,
            "today": date(2026, 11, 23),
            "attributions": ["© OpenStreetMap-bidragydere", "GeoFA"],
            "visit": Visit(locale, "da", "/i/boernehuset-kanalen"),
        }
        said = context | given
        near = [one for one in said["places"] if one.reached is not False]
        far = [one for one in said["places"] if one.reached is False]
        return render("institution.html", locale, **said, near_places=near, far_places=far)

    return page


@pytest.fixture
def index_page() -> Callable[..., str]:
    def page(locale: str = "da", **given: Any) -> str:
        context = {
            "kind": None,
            "total": 1,
            "groups_of_institutions": [
                made(municipality="København", institutions=[an_institution()])
            ],
            "attributions": [],
            "visit": Visit(locale, "da"),
        }
        return render("index.html", locale, **context | given)

    return page
