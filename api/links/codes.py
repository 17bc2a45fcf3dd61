"""How a code and a slug are made."""

import re
import secrets
import unicodedata

CODE_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
CODE_LENGTH = 7
MAX_SLUG = 80
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l"})


def new_code() -> str:
    """A code nobody used: 27^7 of them, no vowels (no words), no letter that looks like another."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def slugify(name: str) -> str:
    """A name as it stands in an address.

    >>> slugify("Børnehaven Åkandens Ø")
    'boernehaven-aakandens-oe'
    >>> slugify("Ресторан")
    ''
    """
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_DANISH))
    return re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode())[:MAX_SLUG].strip(
        "-"
    )
