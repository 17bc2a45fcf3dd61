"""Texts in templates: those without values become words when a template is compiled, once for all.

A page of eighty places has a thousand texts; looking each one up anew took most of its time.
"""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from web.i18n import gettext, ngettext

CALLED = ("_", "gettext")


class TranslatedEnvironment(Environment):
    """An environment for one language, with `_()` and `{% trans %}` in it."""

    def __init__(self, locale: str, **options: Any) -> None:
        super().__init__(**options)
        self.add_extension("jinja2.ext.i18n")
        self.policies["ext.i18n.trimmed"] = True
        self.newstyle_gettext = True
        words = Words(locale)
        self._translator = _Translator(words)
        self.globals.update(_=words.text, gettext=words.text, ngettext=words.number_text)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._translator.visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]


class Words:
    """What is translated is ours and safe; values are escaped as they are put in."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.plain = lru_cache(maxsize=1024)(self._plain)
        self._pattern = lru_cache(maxsize=1024)(self._looked_up)

    def text(self, message: str, **values: Any) -> Markup:
        return self._pattern(message) % values if values else self.plain(message)

    def number_text(self, one: str, many: str, number: int, **values: Any) -> Markup:
        return Markup(ngettext(self.locale, one, many, number)) % ({"num": number} | values)

    def _plain(self, message: str) -> Markup:
        return self._looked_up(message) % {}

    def _looked_up(self, message: str) -> Markup:
        return Markup(gettext(self.locale, message))


class _Translator(NodeTransformer):
    def __init__(self, words: Words) -> None:
        self.words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name=name), args=[nodes.Const(value=str(message))]):
                if name in CALLED and not node.kwargs:
                    return nodes.MarkSafe(nodes.Const(str(self.words.plain(message))))
        return node
