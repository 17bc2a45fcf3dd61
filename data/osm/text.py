"""Text on its way: out of osmium's lines, into JSON, into COPY."""

import json
import re
from collections.abc import Collection, Mapping

ESCAPED = re.compile(r"%([0-9a-f]+)%")
COPY_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def unescape(text: str) -> str:
    """What osmium wrote: `%20%` is a space, each special character its code point in hex.

    >>> unescape("Caf%e9% Nord%2c% 1%20%sal")
    'Café Nord, 1 sal'
    """
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def escape(text: str) -> str:
    """The other way round, for the lines that we write ourselves.

    >>> unescape(escape("a=b, 100 %\\n")) == "a=b, 100 %\\n"
    True
    """
    return re.sub(r"[\s,=@%]", lambda found: f"%{ord(found[0]):x}%", text)


def for_copy(text: str) -> str:
    """A value as COPY's text format wants it."""
    return text.translate(COPY_ESCAPES)


def json_text(tags: Mapping[str, str], keys: Collection[str]) -> str:
    """Those of the tags whose keys are asked for, as a JSON object."""
    return _encode({key: value for key, value in tags.items() if key in keys})
