"""Danish is complete: every message has its words, and no words are left over."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from web.extract import extract_names
from web.i18n import CATALOGS, LOCALES, SOURCE_LOCALE, gettext, ngettext, translations

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["N_", "gettext:1,1t", "gettext:2,2t"])
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
TRANSLATED = [locale for locale in LOCALES if locale != SOURCE_LOCALE]


def extracted() -> set[str]:
    """The message ids that code, templates and tables use, as `pybabel extract` finds them."""
    with (ROOT / "web" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=is_ours)
    messages = (message for _, _, message, _, _ in found)
    return {one if isinstance(one, str) else one[0] for one in messages} - {""}


def is_ours(folder: str) -> bool:
    return not Path(folder).name.startswith((".", "_", "node_modules", "vendor"))


def catalog(locale: str) -> Catalog:
    with (CATALOGS / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def ids(made: Catalog) -> set[str]:
    return {m.id if isinstance(m.id, str) else m.id[0] for m in made if m.id}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(locale: str) -> None:
    made = catalog(locale)

    assert extracted() - ids(made) == set(), "not in the catalog"
    assert ids(made) - extracted() == set(), "used nowhere"
    assert not made.obsolete


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_message_is_finished(locale: str) -> None:
    unfinished = [
        m.id
        for m in catalog(locale)
        if m.id and (m.fuzzy or not all([m.string] if isinstance(m.string, str) else m.string))
    ]

    assert unfinished == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_what_is_filled_in_is_filled_in_there_too(locale: str) -> None:
    for m in catalog(locale):
        wanted = m.id if isinstance(m.id, str) else m.id[1]
        for words in [m.string] if isinstance(m.string, str) else m.string:
            assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(wanted)), m.id


def test_plain_danish() -> None:
    """LIX below 30: words in a sentence plus the share of words longer than six letters."""
    texts = [m.string for m in catalog("da") if isinstance(m.string, str) and len(m.string) > 45]
    text = " ".join(texts)
    words = re.findall(r"[a-zæøå]+", text.lower())
    sentences = len(re.findall(r"[.!?:](?:\s|$)", text))
    long = [word for word in words if len(word) > 6]

    assert len(words) / sentences + 100 * len(long) / len(words) < 30


def test_names_in_tables_are_messages() -> None:
    table = '# c\n[groups.a]\nkmh = 4\nname = "A"\n\n[goals.b]\nname = "B"\n[groups.c]\nx = 1\n'

    found = list(extract_names(BytesIO(table.encode()), [], [], {}))

    assert sorted(found) == [(4, "gettext", "A", []), (7, "gettext", "B", [])]


def test_english_needs_no_catalog() -> None:
    assert gettext("en", "Playground") == "Playground"
    assert gettext("da", "Playground") == "Legeplads"


def test_danish_plurals() -> None:
    assert ngettext("da", "%(count)s place", "%(count)s places", 1) == "%(count)s sted"
    assert ngettext("da", "%(count)s place", "%(count)s places", 2) == "%(count)s steder"


def test_a_language_without_a_catalog_says_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match="make setup"):
        translations("xx")
