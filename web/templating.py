"""Pages from templates: everything escaped, in the visitor's language, with words for numbers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from web import directions, measures, times
from web.directions import SAFETY
from web.i18n import LOCALES, gettext
from web.icons import icon_id, icon_sheet
from web.statics import static_url
from web.translating import TranslatedEnvironment
from web.visit import Visit
from web.words import DIRECTIONS, KINDS, facts, goals

TEMPLATES = Path(__file__).parent / "templates"
OSM_CREDIT = "© OpenStreetMap-bidragydere"
OSM_COPYRIGHT = "https://www.openstreetmap.org/copyright"

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def render(template: str, locale: str, **context: Any) -> str:
    """A page in a language."""
    return environment(locale).get_template(template).render(context)


@cache
def environment(locale: str) -> Environment:
    if locale not in LOCALES:
        raise ValueError(f"no such language: {locale}")
    made = TranslatedEnvironment(
        locale,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(_filters(locale))
    made.globals.update(
        locale=locale,
        static_url=static_url,
        icon_id=icon_id,
        icon_sheet=icon_sheet,
        goals=goals(),
        facts=facts(),
        part=_parts_of(made),
        kinds=KINDS,
        query=query,
        href=href,
        fields=fields,
        osm_credit=OSM_CREDIT,
        osm_copyright=OSM_COPYRIGHT,
    )
    return made


def _parts_of(environment: Environment) -> Callable[..., str]:
    """Macros of `parts.html` by name: the same few stand on a page a hundred times."""

    @lru_cache(maxsize=4096)
    def drawn(name: str, *arguments: Any) -> str:
        macro: Callable[..., str] = getattr(environment.get_template("parts.html").module, name)
        return macro(*arguments)

    def part(name: str, *arguments: Any) -> str:
        return drawn(name, *(tuple(one) if isinstance(one, list) else one for one in arguments))

    return part


def _filters(locale: str) -> dict[str, Callable[..., Any]]:
    def word(words: dict[str, str], key: str) -> str:
        return gettext(locale, words[key])

    return {
        "minutes": partial(measures.minutes, locale=locale),
        "short_metres": partial(measures.short_metres, locale=locale),
        "safety": partial(word, SAFETY),
        "why_first": partial(directions.cause, locale=locale),
        "number": partial(measures.number, locale=locale),
        "metres": partial(measures.metres, locale=locale),
        "whole_minutes": measures.whole_minutes,
        "whole_percent": measures.whole_percent,
        "direction": partial(word, DIRECTIONS),
        "kind": partial(word, KINDS),
        "opening": partial(times.opening, locale=locale),
        "clock": partial(times.clock, locale=locale),
        "day": partial(times.day, locale=locale),
        "season": partial(times.season, locale=locale),
        "isolate": isolate,
        "by_ring": by_ring,
    }


def isolate(text: str) -> str:
    """Text for a place without markup (a title, a label): its direction stays its own.

    What a name leaves open (a right-to-left override, say) ends with it; `<bdi>` does the same
    where markup is possible.
    """
    inner = text.replace(POP_ISOLATE, "").replace(FIRST_STRONG_ISOLATE, "")
    return f"{FIRST_STRONG_ISOLATE}{inner}{POP_ISOLATE}"


def by_ring(places: Iterable[Any], rings: Sequence[Any]) -> list[tuple[Any, list[Any]]]:
    """Places by the smallest ring that holds them, nearest ring first, empty rings left out.

    A place that is a little outside the last ring (its edge is inside) goes to the last ring.
    """
    groups: list[tuple[Any, list[Any]]] = [(ring, []) for ring in rings]
    for place in places:
        holding = (group for ring, group in groups if place.minutes <= ring.minutes)
        next(holding, groups[-1][1]).append(place)
    return [(ring, group) for ring, group in groups if group]


@pass_context
def href(context: Context, path: str) -> str:
    """An address of ours in the language of the page."""
    visit: Visit = context["visit"]
    return visit.href(path)


def query(**values: Any) -> str:
    """A query string of what is set: `?group=kindergarten&minutes=10`."""
    given = fields(values)
    return f"?{urlencode(given)}" if given else ""


def fields(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What is set, a pair for each value, as an address or the hidden inputs of a form have it."""
    pairs = []
    for key, value in values.items():
        every = value if isinstance(value, list) else [value]
        pairs += [(key, _plain(one)) for one in every if one not in (None, "")]
    return pairs


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
