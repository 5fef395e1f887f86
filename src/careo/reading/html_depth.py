"""Markup that is nested deeper than the parser goes: made flat, so that no words are lost.

libxml2 stops at 256 levels, and everything behind that place is missing from its tree.
Pages get there by wrappers in wrappers and by tags that nobody closes, hundreds of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from lxml.html import HtmlElement, HTMLParser

from careo.errors import ReadingError

WRAPPERS = 100
"""Levels beyond which only what separates or carries words keeps its tags."""
LEVELS = 140
"""Levels beyond which nothing keeps them. The parser goes to 256, the readers of
fragments keep paragraphs apart to 150."""

OUT_OF_REACH = (
    "more than the parser takes (256 levels of markup, 10 MB in one piece): what is behind "
    "that place cannot be read"
)

_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr", "keygen", "basefont", "frame"),
    }
)
_SEPARATING = frozenset(
    {
        *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "dt", "dd", "a"),
        *("script", "style", "form", "nav", "button", "select", "noscript", "template"),
    }
)
"""What separates or carries words, and what holds none: without its tags the words of
scripts and menus would pass for the article's."""
_PARTED = frozenset({"div", "section", "article", "blockquote", "ul", "ol", "table", "aside"})
"""Wrappers that end a paragraph: a line break stands where one was."""
_CLOSED_BY_NEXT = frozenset({"p", "li", "tr", "td", "th", "dt", "dd", "option", "a"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "label"),
        *("mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u"),
    }
)
_LOOK_BACK = 64
"""How many open elements are looked through for one that the next of its name closes."""

# Tags end where HTML's tokenizer ends them: behind quoted values, whatever these hold.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?"
    r"(?:</(?P=raw)\b[^>]*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?:=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))|=|[^>=])*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)

_Tree = TypeVar("_Tree", bound=HtmlElement)


def parsed_whole(
    markup: str, parser: Callable[[], HTMLParser], parse: Callable[[str, HTMLParser], _Tree]
) -> _Tree:
    """The tree of all of `markup`, made flat first where it is nested too deeply.

    Raises ReadingError when even so the parser stops before the end, and what `parse`
    raises.
    """
    for text in (markup, flattened(markup)):
        own = parser()
        try:
            tree = parse(text, own)
        finally:
            has_stopped = _has_stopped(own)
        if not has_stopped:
            return tree
    raise ReadingError(OUT_OF_REACH)


def _has_stopped(parser: HTMLParser) -> bool:
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def flattened(markup: str) -> str:
    """The markup without the tags that lead deeper than `LEVELS`, and with the closing
    tags that it left out; all words stay, and what were paragraphs are still apart."""
    return "".join(_kept(markup))


def _kept(markup: str) -> Iterator[str]:
    levels, at, is_parted = _Levels(), 0, True
    for token in _TOKEN.finditer(markup):
        yield markup[at : token.start()]
        is_parted = is_parted and not markup[at : token.start()].strip()
        at = token.end()
        name = (token["name"] or "").lower()
        kept = _tags(token, name, levels)
        yield from kept
        if kept:
            is_parted = False
        elif name in _PARTED and not is_parted:
            yield "<br><br>"
            is_parted = True
    yield markup[at:]


def _tags(token: re.Match[str], name: str, levels: _Levels) -> list[str]:
    """What is written for a tag: itself or nothing, behind the closing tags it implies."""
    if not name or name in _VOID or token[0].endswith("/>"):
        return [token[0]]
    if token["end"]:
        return levels.close(name)
    closed = levels.close_before(name)
    return [*closed, token[0]] if levels.open(name) else closed


class _Levels:
    """The elements that are open, and which of them kept their tags."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        self._count: Counter[str] = Counter()
        self._kept = 0

    def open(self, name: str) -> bool:
        """Opens an element; whether its tag is kept."""
        keep = self._kept < (LEVELS if name in _SEPARATING else WRAPPERS)
        self._open.append((name, keep))
        self._count[name] += 1
        self._kept += keep
        return keep

    def close_before(self, name: str) -> list[str]:
        """Closes what an opening tag of this name ends: the one before it, when nothing
        but the like of bold type is open in that. The closing tags of what kept its own."""
        if name not in _CLOSED_BY_NEXT or not self._count[name]:
            return []
        for last, _ in islice(reversed(self._open), _LOOK_BACK):
            if last == name:
                return self.close(name)
            if last not in _INLINE:
                break
        return []

    def close(self, name: str) -> list[str]:
        """Closes the innermost element so named and what is open in it: the closing tags
        of those that kept their own. What closes nothing is left out."""
        tags: list[str] = []
        while self._count[name]:
            last, kept = self._open.pop()
            self._count[last] -= 1
            self._kept -= kept
            if kept:
                tags.append(f"</{last}>")
            if last == name:
                break
        return tags
