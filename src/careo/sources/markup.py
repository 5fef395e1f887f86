"""XML and HTML helpers for the readers: nothing is expanded, nothing is fetched."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Hashable
from typing import TypeVar

from lxml import etree

from careo.errors import RecordError
from careo.sources.faults import xml_fault

_ENTITY = re.compile(r"<!ENTITY\b")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>", re.DOTALL)
_DROPPED = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")

_Id = TypeVar("_Id", bound=Hashable)


def refuse_entities(text: str, where: str) -> None:
    """Raises RecordError for XML that declares entities: no export, feed or sitemap
    needs them, and they are how small files are made to explode (CWE-776)."""
    match = _ENTITY.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        raise RecordError("declares entities (an entity bomb?): refused", where=f"{where}:{line}")


def declared_encoding(head: bytes) -> str | None:
    """What the XML declaration says, if anything."""
    match = _DECLARED.search(head[:512])
    return match[1].decode("ascii") if match else None


def legal(text: str) -> str:
    """The text without characters that XML 1.0 §2.2 forbids (exports contain them)."""
    return _ILLEGAL.sub("", text)


def parse_fragment(fragment: str, opening: str, where: str) -> tuple[etree._Element, str]:
    """The one element in `fragment`, whose namespaces `opening` declares, and what had
    to be repaired to read it (empty when nothing). Raises RecordError when nothing
    can be read."""
    text = f"<root {opening}>{legal(fragment)}</root>".encode("utf-8", "replace")
    try:
        return _first(etree.fromstring(text, _parser(recover=False)), where), ""
    except etree.XMLSyntaxError as error:
        fault = f"the markup breaks at {xml_fault(error) or 'an unknown place'} of the record"
    try:
        root = etree.fromstring(text, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise RecordError(f"not readable as XML: {fault}", where=where)
    return _first(root, where), fault


def where_broken(body: bytes) -> str:
    """Line and column at which a document stops being XML; empty for one that is whole."""
    try:
        etree.fromstring(body, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        return xml_fault(error) or "its start"
    return ""


def _first(root: etree._Element, where: str) -> etree._Element:
    for child in root:
        tag: object = child.tag
        if isinstance(tag, str):  # no entity reference
            return child
    raise RecordError("not readable as XML: no element", where=where)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def bare(markup: str) -> str:
    """The words of a short piece of HTML, on one line."""
    text = _TAG.sub(" ", _DROPPED.sub(" ", markup)) if "<" in markup else markup
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def own_summary(summary: str, content: str) -> str:
    """A summary's words; empty when it is only the beginning of the content, as
    systems make it where nobody wrote one."""
    words = bare(summary)
    return "" if bare(content[:20_000]).startswith(words[:80]) else words


_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|dl|blockquote|figure|figcaption|table|thead|tbody|tr|td|th|pre|hr"
    r"|section|article|aside|iframe|object|form|script|style|noscript)\b|<!--",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b[^\]]*\]\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*?)\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_SHORTCODE = re.compile(
    r"""\[/?[a-z][\w-]*\s+[\w-]+\s*=\s*["'][^\[\]]*\]|\[/[a-z][\w-]*\]"""
    r"|\[(?:gallery|audio|video|playlist|embed|caption)\]"
)


def as_shown(stored: str) -> str:
    """A post as WordPress stores it → HTML as WordPress shows it: blank lines become
    paragraphs where the editor kept none, captions become figures, and shortcodes
    (not words in brackets: only those with attributes, or closing) go."""
    text = _CAPTION.sub(r"\n\n<figure>\1<figcaption>\2</figcaption></figure>\n\n", stored)
    text = _SHORTCODE.sub("", text)
    if "<!-- wp:" in text or re.search(r"<p[\s>]", text):
        return text
    parts = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    shown = (part if _BLOCK.match(part) else f"<p>{part.replace(chr(10), '<br>' + chr(10))}</p>"
             for part in parts if part)  # fmt: skip
    return "\n".join(shown)


def path_to_root(leaf: _Id, parent: Callable[[_Id], _Id | None]) -> list[_Id]:
    """From the root down to `leaf`; a circle of parents ends the walk."""
    path = [leaf]
    while len(path) < 10:
        above = parent(path[-1])
        if above is None or above in path:
            break
        path.append(above)
    return path[::-1]
