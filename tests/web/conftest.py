"""Pages of made-up things."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from api.places.filters import place_filter
from tests.web.made_up import TILES, a_circle, a_place, an_institution, made, some_choices
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
            "groups": [made(key="kindergarten", name="3–5 years", minutes=20.0, ages=(3, 5))],
            "places": [a_place()],
            "map": map_fragment(tiles=TILES),
            "form": made(address="/i/boernehuset-kanalen", method="get", fixed=()),
            "state": {"group": "kindergarten", "minutes": 20.0, **place_filter().values()},
            "chosen": place_filter(),
            "choices": some_choices(),
            "centre": made(lon=12.59, lat=55.67),
            "circle_json": {"type": "FeatureCollection", "features": []},
            "bounds": "12.58,55.66,12.6,55.68",
            "total": 1,
            "today": date(2026, 11, 23),
            "attributions": ["© OpenStreetMap-bidragydere", "GeoFA"],
            "visit": Visit(locale, "da", "/i/boernehuset-kanalen"),
        }
        return render("institution.html", locale, **context | given)

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
