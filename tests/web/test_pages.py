"""Pages as templates make them."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from tests.web.made_up import HOSTILE, a_circle, a_place, an_institution, made
from web.templating import by_ring, isolate, query, render
from web.visit import Visit

Page = Callable[..., str]
LOCALES = ("da", "en")
HERE = Visit("da", "da")


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


def plain(page: str) -> str:
    """Its text with single, plain spaces."""
    return re.sub(r"\s+", " ", Elements(page).text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_are_shown_as_text(institution_page: Page, index_page: Page, hostile: str) -> None:
    place = a_place(title=hostile, name=hostile, credit=hostile)
    institution = an_institution(name=hostile, address=hostile, city=hostile)
    reached = [made(institution=institution, place=place)]
    pages = [
        institution_page(institution=institution, places=[place], attributions=[hostile]),
        index_page(
            groups_of_institutions=[made(municipality=hostile, institutions=[institution])],
        ),
        render("place.html", "da", visit=HERE, place=place, reached_from=reached),
        render("error.html", "da", visit=HERE, code=422, message=hostile, field=hostile),
    ]

    for page in pages:
        elements = Elements(page)
        assert hostile in elements.text
        assert not [a for _, a in elements.found if any(name.startswith("on") for name in a)]
        assert all(script.get("src") for script in elements.named("script"))
        assert not elements.named("img")


def test_nothing_is_inline_and_nothing_from_outside(
    institution_page: Page, index_page: Page
) -> None:
    for page in (institution_page(), index_page()):
        elements = Elements(page)
        fetched = [a.get("src") or a.get("href") for a in elements.named("script", "link", "img")]
        assert all(url and url.startswith("/") and not url.startswith("//") for url in fetched)
        assert not elements.named("style")
        assert not [a for _, a in elements.found if "style" in a]


def test_all_that_the_map_says_is_in_the_list(institution_page: Page) -> None:
    text = plain(institution_page())

    assert "Legeplads ved Volden" in text
    assert "nordøst · ca. 250 m i luftlinje" in text
    assert "ca. 7 min" in text
    assert "Leg og bevægelse sammen" in text
    assert "Fra åbne data, endnu ikke besøgt" in text
    assert "© OpenStreetMap-bidragydere" in text


def test_a_named_place_also_has_its_category(institution_page: Page) -> None:
    text = plain(institution_page(places=[a_place(title="Volden", name="Volden")]))

    assert "Legeplads · nordøst" in text


def test_a_place_where_the_institution_stands_has_no_direction(institution_page: Page) -> None:
    page = institution_page(places=[a_place(direction=None, air_m=0.0, minutes=0.0)])

    assert "ca. 50 m i luftlinje" in plain(page)


def test_a_place_without_a_goal_has_its_own_shape(institution_page: Page) -> None:
    page = institution_page(places=[a_place(goals=[], icon="maki/toilet")])

    assert 'class="badge__shape goal-none"' in page
    assert "goal-none" in page


def test_the_page_says_where_the_map_data_ends(institution_page: Page) -> None:
    some = plain(institution_page(circle=a_circle(coverage_share=0.62)))
    none = plain(institution_page(circle=a_circle(coverage_share=0.0)))
    all_of_it = plain(institution_page(circle=a_circle(coverage_share=1.0)))

    assert "Kortdata slutter her. Vi kender kun 62 % af cirklen." in some
    assert "Vi har endnu ingen kortdata her." in none
    assert "Vi kender kun" not in all_of_it


def test_an_empty_circle_says_what_to_try(institution_page: Page) -> None:
    text = plain(institution_page(places=[]))

    assert "Vi kender endnu ingen steder i cirklen." in text
    assert "Prøv med flere minutter." in text


def test_minutes_and_groups_are_plain_links(institution_page: Page) -> None:
    links = {a["href"]: a for a in Elements(institution_page()).named("a")}

    assert "/i/boernehuset-kanalen?group=kindergarten&minutes=10" in links
    chosen = links["/i/boernehuset-kanalen?group=kindergarten&minutes=20"]
    assert chosen["aria-current"] == "true"
    assert "/i/boernehuset-kanalen?group=kindergarten" in links


def test_places_stand_under_the_ring_that_holds_them(institution_page: Page) -> None:
    places = [a_place(slug="near", minutes=3.0), a_place(slug="far", minutes=12.0)]

    text = plain(institution_page(places=places))

    assert text.index("Højst ca. 5 min") < text.index("Op til ca. 15 min")
    assert "Op til ca. 10 min" not in text


def test_a_place_just_outside_the_last_ring_is_not_lost() -> None:
    rings = a_circle().rings
    place = a_place(minutes=20.01)

    assert by_ring([place], rings) == [(rings[-1], [place])]
    assert by_ring([], rings) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_has_one_heading_a_language_and_a_way_past_the_menu(
    locale: str, institution_page: Page, index_page: Page
) -> None:
    error = render("error.html", locale, visit=Visit(locale, "da"), code=404, message="x")
    place = render(
        "place.html", locale, visit=Visit(locale, "da"), place=a_place(), reached_from=[]
    )

    for page in (institution_page(locale), index_page(locale), error, place):
        elements = Elements(page)
        assert elements.named("html")[0]["lang"] == locale
        assert len(elements.named("h1")) == 1
        assert "#main" in [a.get("href") for a in elements.named("a")]
        assert "openstreetmap.org/copyright" in page


def test_the_search_works_without_javascript_and_leaves_no_trace(index_page: Page) -> None:
    elements = Elements(index_page())

    [form] = elements.named("form")
    assert (form["action"], form["method"]) == ("/soeg", "post")
    assert [field["name"] for field in elements.named("input")] == ["q"]


def test_a_kind_without_institutions_says_so(index_page: Page) -> None:
    elements = Elements(index_page(kind="school", total=0, groups_of_institutions=[]))

    kinds = {a["href"]: a.get("aria-current") for a in elements.named("a")}
    assert kinds["/?kind=school"] == "true"
    assert "Vi fandt ikke noget." in elements.text


def test_institutions_stand_under_their_municipality(index_page: Page) -> None:
    groups = [
        made(municipality="Albertslund", institutions=[an_institution(slug="a")]),
        made(municipality=None, institutions=[an_institution(slug="b"), an_institution(slug="c")]),
    ]

    text = plain(index_page(groups_of_institutions=groups))

    assert "Albertslund 1" in text
    assert "Andre steder 2" in text
    assert "Vuggestue og børnehave" in text


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (404, "Vi kan ikke finde siden"),
        (410, "Det er her ikke længere"),
        (422, "Noget i adressen er forkert"),
        (503, "Der er travlt lige nu"),
        (500, "Noget gik galt"),
        (405, "Noget gik galt"),
    ],
)
def test_errors_help(status: int, title: str) -> None:
    page = render("error.html", "da", visit=HERE, code=status, message="Besked.", field="minutes")

    assert title in page
    assert "Besked." in page
    assert 'href="/"' in page


def test_a_query_holds_what_is_set() -> None:
    assert query(group="a&b", minutes=10.0, kind=None, q="") == "?group=a%26b&minutes=10"
    assert query(minutes=7.5) == "?minutes=7.5"
    assert query() == ""


def test_a_direction_override_ends_with_the_name() -> None:
    assert isolate("a\u202eb\u2069\u2068") == "\u2068a\u202eb\u2069"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        render("error.html", "xx", status=404, message="x")
