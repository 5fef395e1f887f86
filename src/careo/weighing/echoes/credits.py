"""Whether a copy credits the outlet it is taken from, and keeps its republishing terms.

The terms are those of the site's republishing package: the attribution in the byline, the
link to the original at the top and at the bottom, the licence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from careo.authority.folding import folded
from careo.values import Span
from careo.weighing.echoes.texts import EchoText, host_of, same_address

EDGE = 0.15
"""Share of a text's characters, at either end, that is its top and its bottom…"""
EDGE_LEAST, EDGE_MOST = 280, 1_500
"""…but so many at least, a paragraph, and at most, a screen."""
_CC = re.compile(r"\b(?:cc|creative commons)[ -](by(?:[ -](?:nc|nd|sa))*|zero|0)\b", re.IGNORECASE)
_CC_WORDS = (
    ("by", r"attribution|atribución|atribucion|reconocimiento"),
    ("nc", r"non-?commercial|no-?comercial"),
    ("sa", r"share-?alike|compartir-?igual"),
    ("nd", r"no-?deriv(?:ative)?s|sin-?(?:obra-?)?derivadas?"),
)
"""The parts of the licences' names as their English and Spanish titles spell them out."""
LICENCE_NAME = 60
"""Characters; what is longer are terms told in sentences, which no copy repeats."""
_CC_ADDRESS = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/zero)")


@dataclass(frozen=True, slots=True)
class Credit:
    """How a text credits another: `byline` (its author or outlet in the byline), `named`
    (where the text names them), `linked` (it leads to the very page), `site_linked` (to
    the outlet's site), `in_margin` (named beside the text)."""

    byline: bool = False
    named: tuple[Span, ...] = ()
    linked: bool = False
    site_linked: bool = False
    in_margin: bool = False

    @property
    def found(self) -> bool:
        return bool(self.byline or self.named or self.linked or self.site_linked or self.in_margin)


@dataclass(frozen=True, slots=True)
class Terms:
    """Which republishing terms a copy keeps; None where the original gives nothing to go
    by: no author and no outlet's name, no address, no licence."""

    byline: bool | None
    link_at_top: bool | None
    link_at_bottom: bool | None
    licence: bool | None

    @property
    def met(self) -> bool | None:
        """Whether all are kept that can be told; None when none can."""
        known = [term for term in self._all() if term is not None]
        return all(known) if known else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The terms that are not kept, in words."""
        names = ("byline", "link at the top", "link at the bottom", "licence")
        return tuple(n for n, term in zip(names, self._all(), strict=True) if term is False)

    def _all(self) -> tuple[bool | None, ...]:
        return (self.byline, self.link_at_top, self.link_at_bottom, self.licence)


def credit(original: EchoText, copy: EchoText, copied: Sequence[Span] = ()) -> Credit:
    """How `copy` credits `original`. A name within the `copied` passages is the
    original's own word and credits nobody."""
    names = (*original.outlet.names, *_full_names(original.authors))
    hosts = {*original.outlet.hosts, host_of(original.url)} - {""}
    return Credit(
        byline=_in_byline(original, copy),
        named=tuple(
            span for span in named(copy.text, names) if not any(c.meets(span) for c in copied)
        ),
        linked=any(same_address(link.url, original.url) for link in copy.links),
        site_linked=any(_on(link.url, hosts) for link in copy.links),
        in_margin=any(True for _ in named(copy.margin, names)),
    )


def terms(original: EchoText, copy: EchoText) -> Terms:
    """Which of the terms under which `original` may be republished `copy` keeps."""
    at = [link.at for link in copy.links if same_address(link.url, original.url)]
    edge = min(max(EDGE * len(copy.text), EDGE_LEAST), EDGE_MOST, len(copy.text) / 2)
    has_address = bool(host_of(original.url))
    licence = _licence_key(original.licence or "")
    has_byline = bool(original.authors or original.outlet.names)
    return Terms(
        byline=_in_byline(original, copy) if has_byline else None,
        link_at_top=any(one <= edge for one in at) if has_address else None,
        link_at_bottom=any(one >= len(copy.text) - edge for one in at) if has_address else None,
        licence=licence in _licences(copy) if licence else None,
    )


def named(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Where a text names one of these: whole words, accents aside, with a capital where
    the name has one, since outlets are called like common words."""
    pattern = _pattern(tuple(sorted({name for name in names if name.strip()})))
    if pattern is None:
        return
    low = folded(text)
    for match in pattern.finditer(low):
        if text[match.start()].isupper() or not match.group()[0].isalpha():
            yield Span(*match.span())


@lru_cache(maxsize=1_024)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest_first = sorted((folded(name).strip() for name in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _full_names(authors: Iterable[str]) -> tuple[str, ...]:
    """Authors with a first name: a surname alone, or "Staff", may be anybody."""
    return tuple(name for name in authors if len(name.split()) > 1)


def _in_byline(original: EchoText, copy: EchoText) -> bool:
    """Whether the copy's byline has the outlet or one of the authors."""
    names = (*original.outlet.names, *original.authors)
    return any(True for line in copy.authors for _ in named(line, names))


def _on(url: str, hosts: Iterable[str]) -> bool:
    host = host_of(url)
    return bool(host) and any(
        host == one.removeprefix("www.") or host.endswith(f".{one.removeprefix('www.')}")
        for one in hosts
    )


def _licence_key(words: str) -> str:
    """A licence as it compares: `by-nc` for Creative Commons ones however they are
    written, else the words themselves; "" for terms told in sentences."""
    creative = _creative_commons(words)
    if creative:
        return min(creative)
    return folded(words).strip() if len(words) <= LICENCE_NAME else ""


def _licences(copy: EchoText) -> set[str]:
    """The licences that a copy states, names or links."""
    texts = (copy.licence or "", copy.text, copy.margin, *(link.url for link in copy.links))
    found = {_licence_key(copy.licence or "")}
    return found.union(*map(_creative_commons, texts)) - {""}


def _creative_commons(words: str) -> set[str]:
    """The Creative Commons licences in some words, by address or by name."""
    found = {match.group(1) or "zero" for match in _CC_ADDRESS.finditer(words.lower())}
    for short, long in _CC_WORDS:
        words = re.sub(rf"\b(?:{long})\b", short, words, flags=re.IGNORECASE)
    for match in _CC.finditer(words):
        code = match.group(1).lower().replace(" ", "-")
        found.add("zero" if code == "0" else code)
    return found
