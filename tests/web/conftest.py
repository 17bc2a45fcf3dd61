"""Pages of made-up things."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.made_up import TILES, a_circle, a_place, an_institution, made
from web.maps import Bounds, map_fragment
from web.templating import render


@pytest.fixture
def institution_page() -> Callable[..., str]:
    """Renders the page of an institution; what is not given is made up."""

    def page(locale: str = "da", **given: Any) -> str:
        context = {
            "institution": an_institution(),
            "circle": a_circle(),
            "groups": [made(key="kindergarten", name="3–5 years", minutes=20.0, ages=(3, 5))],
            "places": [a_place()],
            "map": map_fragment(bounds=Bounds(12.58, 55.66, 12.6, 55.68), tiles=TILES),
            "data_url": "/api/institutions/x/places?group=kindergarten",
            "circle_url": "/api/institutions/x/circle?group=kindergarten",
            "coverage_url": "/api/coverage",
            "attributions": ["© OpenStreetMap-bidragydere", "GeoFA"],
            "public_url": None,
        }
        return render("institution.html", locale, **context | given)

    return page


@pytest.fixture
def index_page() -> Callable[..., str]:
    def page(locale: str = "da", **given: Any) -> str:
        context = {
            "search": made(q="", kind=None, total=1),
            "groups_of_institutions": [
                made(municipality="København", institutions=[an_institution()])
            ],
            "attributions": [],
        }
        return render("index.html", locale, **context | given)

    return page
