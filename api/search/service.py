"""Search: what fits what was typed, in its own spelling first, else in a near one."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from api.institutions import service as institutions
from api.institutions.service import Located
from api.places import service as places
from api.places.service import Seen
from api.places.views import TITLE
from api.search.addresses import Address, find_addresses
from api.search.matching import ALLOW_NEAR, NEAR_ENOUGH, Meaning, fit
from api.search.phrase import Phrase, meanings, phrase_of
from api.tables import categories
from web.i18n import LOCALES, gettext
from web.words import KINDS


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, best first in each list; `near` where only other spellings did."""

    institutions: list[Located]
    addresses: list[Address]
    places: list[Seen]
    near: bool = False

    def __bool__(self) -> bool:
        return bool(self.institutions or self.addresses or self.places)


NOTHING = Found([], [], [])
JOINING = {word for locale in LOCALES for word in gettext(locale, TITLE).split() if "%" not in word}
"""The words between kind and street in the title of a place without a name."""


def search(session: Session, typed: str, *, limit: int) -> Found:
    """At most `limit` institutions, addresses and places each, for what was typed."""
    phrase = phrase_of(session, typed)
    if not phrase.words:
        return NOTHING
    session.execute(ALLOW_NEAR, {"least": str(NEAR_ENOUGH)})
    for near in (False, True):
        if found := _search(session, phrase, near=near, limit=limit):
            return found
    return NOTHING


def _search(session: Session, phrase: Phrase, *, near: bool, limit: int) -> Found:
    whole = phrase.whole()
    kinds = meanings(session, whole.words, _in_all_languages(KINDS.items()))
    named = _without_joining(whole)
    of_place = Meaning("category", meanings(session, named.words, _categories()))
    return Found(
        institutions=institutions.fitting(
            session, fit(whole, near=near, meaning=institutions.meaning(kinds)), limit=limit
        ),
        addresses=_addresses(session, phrase, near=near, limit=limit),
        places=places.fitting(session, fit(named, near=near, meaning=of_place), limit=limit),
        near=near,
    )


def _addresses(session: Session, phrase: Phrase, *, near: bool, limit: int) -> list[Address]:
    """With the number as a house's, else as a part of the name."""
    for one in dict.fromkeys((phrase, phrase.whole())):
        found = find_addresses(session, fit(one, near=near), number=one.house_number, limit=limit)
        if found:
            return found
    return []


def _without_joining(phrase: Phrase) -> Phrase:
    return Phrase(tuple(word for word in phrase.words if word not in JOINING) or phrase.words)


def _categories() -> list[tuple[str, str]]:
    return _in_all_languages((key, category.name) for key, category in categories().items())


def _in_all_languages(names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, gettext(locale, name)) for key, name in names for locale in LOCALES]
