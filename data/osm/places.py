"""What the rules of data/osm_rules.toml make of an object: a place, an institution, nothing."""

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from data.osm.layers import ADDRESS_KEY, Row, Tags, address_row
from data.osm.text import json_text
from data.rules import ANY, TagRule, osm_rules

FACTS = frozenset(
    {
        "wheelchair", "fee", "opening_hours", "surface", "lit", "fenced", "barrier",
        "drinking_water", "toilets", "min_age", "max_age", "sport", "website", "covered",
        "capacity", "seasonal", "toilets:wheelchair", "changing_table", "stroller", "shelter",
        "picnic_table",
    }
)  # fmt: skip
OPERATOR_TYPES = frozenset(
    {"public", "government", "municipal", "association", "business", "charity", "religious",
     "ngo", "community", "cooperative", "private_non_profit"}
)  # fmt: skip
NAME_LIMIT = 200


class Index:
    """Rules by their first tag, since most objects meet none: the first that matches still wins."""

    def __init__(self, rules: Iterable[TagRule]) -> None:
        self._by_tag: dict[tuple[str, str], list[tuple[int, TagRule]]] = {}
        for number, rule in enumerate(rules):
            key, values = next(iter(rule.tags.items()))
            for value in values:
                self._by_tag.setdefault((key, value), []).append((number, rule))
        self.keys = frozenset(key for key, _ in self._by_tag)

    def first(self, tags: Tags) -> TagRule | None:
        candidates: list[tuple[int, TagRule]] = []
        for key in self.keys & tags.keys():
            candidates += self._by_tag.get((key, tags[key]), ())
            candidates += self._by_tag.get((key, ANY), ())
        if not candidates:
            return None
        matching = [(number, rule) for number, rule in candidates if rule.matches(tags)]
        return min(matching, key=itemgetter(0))[1] if matching else None


class Places:
    """Sorts objects by the rules, and counts what is private."""

    def __init__(self, *, institutions: bool) -> None:
        self.rules = osm_rules()
        self.places = Index(self.rules.places)
        self.institutions = Index(self.rules.institutions if institutions else ())
        self.keys = self.places.keys | self.institutions.keys
        self.left_out: Counter[str] = Counter()

    def row(self, tags: Tags) -> Row:
        """Category, name and facts of a place, and what makes it an institution; or nothing."""
        row: Row = {}
        rule = self.places.first(tags)
        if rule is not None:
            row |= self._place(rule, tags)
        rule = self.institutions.first(tags)
        if rule is not None:
            row |= self._institution(rule, tags)
        return row

    def is_one(self, tags: Tags) -> bool:
        """Whether an object with these tags is a place, private ones apart."""
        return self.places.first(tags) is not None and not self.rules.is_private(tags)

    def _place(self, rule: TagRule, tags: Tags) -> Row:
        if self.rules.is_private(tags):
            self.left_out[self.rules.private_reason] += 1
            return {}
        row = {"category": rule.outcome, "facts": _facts(tags), **_called(tags)}
        if rule.min_area_m2:
            row["min_area_m2"] = str(rule.min_area_m2)
        return row

    def _institution(self, rule: TagRule, tags: Tags) -> Row:
        called = _called(tags)
        if not called:
            self.left_out["an institution without a name"] += 1
            return {}
        row = {"institution": rule.outcome, **called}
        if ownership := tags.get("operator:type"):
            row["ownership"] = ownership
        return row | (address_row(tags) or {} if ADDRESS_KEY in tags else {})


def _called(tags: Tags) -> Row:
    name = " ".join((tags.get("name:da") or tags.get("name") or "").split())
    return {"called": name[:NAME_LIMIT]} if name else {}


def _facts(tags: Tags) -> str:
    """Facts for later, never a person's: an operator only where it says what kind it is."""
    said = dict(tags)
    if tags.get("operator:type") in OPERATOR_TYPES and "operator" in tags:
        return json_text(said, FACTS | {"operator"})
    return json_text(said, FACTS)
