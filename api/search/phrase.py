"""What was typed, folded and parted into words, a house number, and kinds that a word can mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session

HOUSE_NUMBER = re.compile(r"\d{1,3}[a-z]?")
FOLD = text("SELECT search_fold(:phrase)")
MEANINGS = text("""
    SELECT word, key FROM unnest(:words) word, unnest(:keys, :names) AS named (key, name)
    WHERE starts_with(search_fold(name), ' ' || word)
""").bindparams(*(bindparam(name, type_=ARRAY(Text)) for name in ("words", "keys", "names")))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words as `search_fold` makes them; `house_number` is not among them."""

    words: tuple[str, ...]
    house_number: str = ""

    @property
    def start(self) -> str:
        """How something that begins like this begins."""
        return " " + " ".join(self.words)

    def whole(self) -> "Phrase":
        """The same with the house number as a word like the others: `Plads 5` may be a name."""
        return Phrase((*self.words, self.house_number)) if self.house_number else self


def phrase_of(session: Session, typed: str) -> Phrase:
    """Read what was typed; it has no words where nothing in it can be searched for."""
    folded = session.execute(FOLD, {"phrase": typed.replace("\x00", " ")}).scalar_one()
    return parse(folded.split())


def parse(words: Iterable[str]) -> Phrase:
    """Take out the first house number that stands after a word, with its letter.

    >>> parse(["vesterbro", "12", "a", "9000", "alborg"])
    Phrase(words=('vesterbro', '9000', 'alborg'), house_number='12a')
    >>> parse(["10", "februar", "vej"])
    Phrase(words=('10', 'februar', 'vej'), house_number='')
    """
    rest = list(words)
    for n, word in enumerate(rest):
        if n and HOUSE_NUMBER.fullmatch(word):
            letter = rest[n + 1] if n + 1 < len(rest) and word.isdecimal() else ""
            with_letter = len(letter) == 1 and letter.isalpha()
            number = word + letter if with_letter else word
            return Phrase((*rest[:n], *rest[n + 1 + with_letter :]), number)
    return Phrase(tuple(rest))


def meanings(
    session: Session, words: Iterable[str], names: Iterable[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """The keys whose name begins with a word, for each word; `names` are keys and their names."""
    keys, said = zip(*names, strict=True)
    found: dict[str, set[str]] = {word: set() for word in words}
    values = {"words": list(found), "keys": list(keys), "names": list(said)}
    for word, key in session.execute(MEANINGS, values):
        found[word].add(key)
    return {word: frozenset(keys) for word, keys in found.items()}
