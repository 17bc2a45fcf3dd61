"""Where a visitor is: language and address, for links that stay in the language and change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from web.i18n import LOCALES


@dataclass(frozen=True, slots=True)
class Language:
    """Another language of the same page, by its own name."""

    locale: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as it was asked for.

    `address` is path and query without the language; `sent` is what a form sent, which no address
    may hold; `origin` is scheme and host; `owner` is who runs the service.
    """

    locale: str
    home_locale: str
    address: str = "/"
    sent: Sequence[tuple[str, str]] = ()
    posted: bool = False
    origin: str = ""
    owner: str | None = None

    def href(self, path: str, locale: str | None = None) -> str:
        """An address in the visitor's language, or in another.

        >>> Visit("en", "da").href("/her"), Visit("en", "da").href("/her", "da")
        ('/en/her', '/her')
        """
        locale = locale or self.locale
        return path if locale == self.home_locale else f"/{locale}{path}"

    def languages(self) -> list[Language]:
        """Every language, the one that is read among them.

        >>> [one.href for one in Visit("da", "da", "/i/x?minutes=5").languages()]
        ['/i/x?minutes=5', '/en/i/x?minutes=5']
        """
        return [
            Language(locale, _own_name(locale), self.href(self.address, locale))
            for locale in LOCALES
        ]


def _own_name(locale: str) -> str:
    """
    >>> _own_name("da")
    'Dansk'
    """
    name = Locale.parse(locale).get_display_name(locale)
    return (name or locale).capitalize()
