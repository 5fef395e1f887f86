"""Bytes into text, whatever they claim to be; and text that was decoded wrongly
before us, repaired. Nothing here fails."""

from __future__ import annotations

import codecs
import re

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these names as Windows-1252 (WHATWG Encoding Standard, labels).
_AS_WINDOWS = {"iso8859-1", "ascii"}
_STATED_INSIDE = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=\s*["']?\s*|<\?xml[^>]{0,100}?encoding\s*=\s*["'])"""
    rb"""([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_USUAL = frozenset("áéíóúüñÁÉÍÓÚÜÑàâãçêôõÃÇ¿¡ºª°«»“”‘’–—…•·€£¢§©®½¼ ´")
_SNIFFED = 64_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of `body`. In this order: byte order mark, UTF-8 if it is valid,
    the charset `declared` by the carrier, the one the page declares, a guess.
    Mojibake is mended line by line; control characters are dropped."""
    return cleaned(_decoded(body, declared))


def cleaned(text: str) -> str:
    """Text that came decoded (a field of a record), as `decode` would have given it:
    mojibake mended, control characters and lone surrogates dropped."""
    return _CONTROLS.sub("", mend(text))


def mend(text: str) -> str:
    """Repairs lines that were once decoded with the wrong charset (“PolicÃ­a”);
    lines that look right are left as they are."""
    if text.isascii() or not is_bad(text):
        return text
    lines = text.split("\n")
    return "\n".join(ftfy.fix_encoding(line) if is_bad(line) else line for line in lines)


def _decoded(body: bytes, declared: str | None) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    if wide := _wide_without_mark(body):
        return body.decode(wide, errors="replace")
    candidates = ("utf-8", _codec(declared), _codec(_stated_inside(body)))
    for candidate in candidates:
        if (text := _strictly(body, candidate)) is not None:
            return text
    if _nearly_utf8(body):
        return body.decode("utf-8", errors="replace")
    return _guessed(body)


def _strictly(body: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        return None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
        if not getattr(found, "_is_text_encoding", True):
            return None  # "base64", "zlib" and such are codecs too
    except (LookupError, ValueError):
        return None
    return "cp1252" if found.name in _AS_WINDOWS else found.name


def _stated_inside(body: bytes) -> str | None:
    match = _STATED_INSIDE.search(body[:2048])
    return match[1].decode("ascii") if match else None


def _wide_without_mark(body: bytes) -> str | None:
    """UTF-16 without its mark: Latin text has a zero in every second byte."""
    head = body[:2000]
    if len(head) < 4:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _nearly_utf8(body: bytes) -> bool:
    """Truncated or slightly damaged UTF-8: many good sequences, hardly a bad one."""
    text = body[:_SNIFFED].decode("utf-8", errors="replace")
    bad = text.count("�")
    good = sum(not c.isascii() for c in text) - bad
    return good > 20 * bad or (bad == 1 and good > 2)


def _guessed(body: bytes) -> str:
    """Windows-1252 where it gives what English and Spanish print (a statistical
    guess errs on short texts); else the guess."""
    plain = body.decode("cp1252", errors="replace")
    if all(c in _USUAL for c in set(plain) if not c.isascii()):
        return plain
    best = from_bytes(body[:_SNIFFED]).best()
    if best is not None:
        text = _strictly(body, _codec(best.encoding))
        if text is not None:
            return text
    return plain
