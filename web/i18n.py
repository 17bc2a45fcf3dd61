"""Languages: English message ids, gettext catalogs, Danish where nothing else is asked for."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

DEFAULT_LOCALE = "da"
SOURCE_LOCALE = "en"
LOCALES = (DEFAULT_LOCALE, SOURCE_LOCALE)
CATALOGS = Path(__file__).parent / "locale"


@cache
def translations(locale: str) -> NullTranslations:
    """The catalog of a language; English needs none, the message ids are English."""
    if locale == SOURCE_LOCALE:
        return NullTranslations()
    catalog = CATALOGS / locale / "LC_MESSAGES" / "messages.mo"
    if not catalog.is_file():
        raise FileNotFoundError(f"{catalog.name} for '{locale}' is missing. Run 'make setup'.")
    with catalog.open("rb") as file:
        return GNUTranslations(file)


def gettext(locale: str, message: str) -> str:
    """A message in a language; the message id itself where there is no translation."""
    return translations(locale).gettext(message)


def ngettext(locale: str, one: str, many: str, number: int) -> str:
    """A message that depends on a number."""
    return translations(locale).ngettext(one, many, number)
