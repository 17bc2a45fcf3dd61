"""Conditions on a column `words`, one for each word that was typed, all answered by its index."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ARRAY, Text, TextClause, bindparam, text

from api.search.phrase import Phrase

NEAR_ENOUGH = 0.45
"""How alike (pg_trgm's word similarity, 0 to 1) a near spelling is: `kerby` is 0.5 of `karby`."""
LONG_ENOUGH = 4
"""Letters that a word needs before it can be spelled almost right."""
ALLOW_NEAR = text("SELECT set_config('pg_trgm.word_similarity_threshold', :least, true)")

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fit:
    """SQL for WHERE and ORDER BY. What was typed is in `values`, never in the SQL."""

    condition: str
    order: str
    values: Values

    def where(self) -> TextClause:
        return self.bound(self.condition)

    def order_by(self) -> TextClause:
        return self.bound(self.order)

    def bound(self, sql: str) -> TextClause:
        """SQL with those of the values that it asks for."""
        asked = [name for name in self.values if f":{name}" in sql]
        return text(sql).bindparams(*(_bind(name, self.values[name]) for name in asked))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What else a word can be: a key in `column`, for each word that names one; or `also`, SQL in
    which `:begins` stands for the pattern of the word."""

    column: str = "kind"
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    also: str | None = None


def fit(phrase: Phrase, *, near: bool, meaning: Meaning | None = None) -> Fit:
    """Each word begins a word of `words`, or almost (`near`), or has a `meaning`.

    First comes what begins as was typed, or what is most like it.
    """
    numbered = [
        _ways(f"{n:02}", word, near, meaning or Meaning()) for n, word in enumerate(phrase.words)
    ]
    values = {name: value for _, given in numbered for name, value in given.items()}
    alike = [f"word_similarity(:{name}, words)" for name in values if name.startswith("word")]
    order = "starts_with(words, :start) DESC"
    return Fit(
        condition=" AND ".join(f"({' OR '.join(ways)})" for ways, _ in numbered),
        order=f"{' + '.join(alike)} DESC, {order}" if alike else order,
        values=values | {"start": phrase.start},
    )


def _ways(n: str, word: str, near: bool, meaning: Meaning) -> tuple[list[str], dict[str, Any]]:
    ways: list[str] = [f"words LIKE :begins{n}"]
    values: dict[str, Any] = {f"begins{n}": f"% {word}%"}
    if meaning.also:
        ways.append(meaning.also.replace(":begins", f":begins{n}"))
    if keys := meaning.keys.get(word):
        ways.append(f"{meaning.column} = ANY (:keys{n})")
        values[f"keys{n}"] = sorted(keys)
    if near and len(word) >= LONG_ENOUGH:
        ways.append(f":word{n} <% words")
        values[f"word{n}"] = word
    return ways, values


def _bind(name: str, value: Any) -> Any:
    return bindparam(name, value, type_=ARRAY(Text) if isinstance(value, list) else Text)
