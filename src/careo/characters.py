"""Which characters a text may hold before it is kept or shown; all values hold to it."""

from __future__ import annotations

import re
from collections.abc import Callable

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
"""What XML 1.0 §2.2 forbids, so that no feed could carry it; pages show nothing for it."""
_CONTROL = re.compile(f"[{_CONTROLS}]")
_NO_CHARACTER = re.compile(f"[{_CONTROLS}\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` as every database and encoding takes it: without NUL, and with lone
    surrogates (bytes of a file name that are no UTF-8, broken JSON escapes) spelled out."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def printable(text: str) -> str:
    """`text` as pages and feeds can show it: storable, and without control characters."""
    return storable(_CONTROL.sub("", text))


def replaced(text: str) -> str:
    """`text` with U+FFFD for each character that `printable` would not leave: as long as
    before, so that offsets into it hold."""
    return _NO_CHARACTER.sub("\ufffd", text)


def make(value: object, clean: Callable[[str], str], *names: str) -> None:
    """Cleans the named fields of a frozen value that is being made; each is a text, a
    text or None, or a tuple of texts."""
    for name in names:
        held = getattr(value, name)
        if isinstance(held, str):
            cleaned: object = clean(held)
        elif isinstance(held, tuple):
            cleaned = tuple(clean(text) for text in held)
        else:
            continue
        if cleaned != held:
            object.__setattr__(value, name, cleaned)
