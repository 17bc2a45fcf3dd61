"""The tokens of the design, as the stylesheet has them."""

import re
from functools import cache
from typing import NamedTuple

from web.statics import STATIC

TOKENS = STATIC / "css" / "tokens.css"
TOKEN = re.compile(r"^  --([\w-]+): ([^;]+);", re.MULTILINE)


class Token(NamedTuple):
    """A name that stylesheets use and what it stands for."""

    name: str
    value: str

    @property
    def is_colour(self) -> bool:
        return self.value.startswith("#")


@cache
def design_tokens() -> tuple[Token, ...]:
    """The tokens of a screen of usual contrast, in their order."""
    usual, _, _ = TOKENS.read_text("utf-8").partition("@media")
    return tuple(Token(*pair) for pair in TOKEN.findall(usual))
