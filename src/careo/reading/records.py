"""Records (table rows, WXR items, REST posts, feed entries) into articles.

The body proper is `stated.content`; all of it belongs to the article. WordPress
keeps paragraphs as blank lines and embeds as short codes: both become HTML first.
"""

from __future__ import annotations

import html
import re

from careo.errors import ReadingError
from careo.reading.encoding import cleaned
from careo.reading.fragment import blocks_of
from careo.reading.markdown import lead_image, read_markdown
from careo.reading.profiles import choose
from careo.reading.shaping import shape
from careo.reading.text import read_text
from careo.values import Article, Capture

_PAGE = re.compile(r"<(?:!doctype\s+html|html[\s>]|body[\s>])", re.IGNORECASE)
_MARKUP = re.compile(
    r"</(?:p|div|a|em|strong|b|i|ul|ol|li|h[1-6]|blockquote|span|figure|script)\s*>|<br\s*/?>"
    r"|<(?:p|img|iframe|figure)\b[^>]*>",
    re.IGNORECASE,
)
_BLOCK = (
    "address|article|aside|blockquote|center|div|dl|dd|dt|figure|figcaption|footer|h[1-6]|header|hr"
    "|iframe|li|main|nav|ol|p|pre|section|script|style|table|tbody|td|tfoot|th|thead|tr|ul|video"
)
_OPENS_BLOCK = re.compile(rf"\s*</?(?:{_BLOCK})\b", re.IGNORECASE)
_PRE = re.compile(r"<(pre|script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_CAPTION = re.compile(r"\[caption\b[^\]]*\](.*?)\[/caption\]", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(r"((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)", re.IGNORECASE)
_EMBED = re.compile(
    r"\[(?:embed|youtube|vimeo|video|audio)\b[^\]]*\](https?://[^\s\[]+)\[/\w+\]"
    r"""|\[(?:youtube|vimeo|video|audio|embed)\b[^\]]*?[\s="'](https?://[^\s"'\]]+)[^\]]*\]""",
    re.IGNORECASE,
)
_BARE = re.compile(r"^[ \t]*(https?://[^\s<>\"]+)[ \t]*$", re.MULTILINE)
# Known short codes, and any with attributes; "[sic]" and "[the mayor]" are prose.
_SHORT_CODE = re.compile(
    r"\[/?(?:gallery|playlist|caption|embed|video|audio|more|nextpage|contact-form[\w-]*)\b[^\]]*\]"
    r"|\[/?[a-z][\w-]*(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\]]+))+\s*/?\]",
    re.IGNORECASE,
)


def read_record(capture: Capture) -> Article:
    """The article in a record. Raises ReadingError for a content type that is none
    of HTML, plain text and Markdown."""
    stated = capture.stated
    content = cleaned(stated.content or "")
    kind = stated.content_type.split(";")[0].strip().casefold()
    if kind == "text/html" and not _MARKUP.search(content):
        # A table column or a feed that calls its plain text HTML.
        return read_text(html.unescape(content), capture)
    if kind == "text/plain" and _PAGE.search(content[:1000]):
        kind = "text/html"
    if kind == "text/html":
        return _read_html(content, capture)
    if kind == "text/plain":
        return read_text(content, capture)
    if kind in {"text/markdown", "text/x-markdown"}:
        return read_markdown(content, capture)
    raise ReadingError(f"content of type {kind or 'unknown'} is not read", where=capture.locator)


def _read_html(content: str, capture: Capture) -> Article:
    if _PAGE.search(content[:1000]):
        from careo.reading.html import read_html

        return read_html(content, capture)
    blocks = blocks_of(as_html(content), capture.url)
    profile = choose(capture.url, " ".join(b.text for b in blocks))
    shaped = shape(blocks, profile)
    return Article(
        title=capture.stated.title,
        blocks=shaped.blocks,
        analysis_start=shaped.analysis_start,
        licence=shaped.licence,
        type=shaped.type,
        furniture=shaped.furniture,
        lead_image=lead_image(shaped.blocks),
    )


def as_html(content: str) -> str:
    """WordPress content as plain HTML: short codes resolved, blank lines turned into
    paragraphs where the content relies on them."""
    content = _CAPTION.sub(_figure, content)
    content = _EMBED.sub(lambda m: f"\n\n{_frame(m[1] or m[2])}\n\n", content)
    content = _SHORT_CODE.sub("", content)
    if len(re.findall(r"<p[\s>]", content, re.IGNORECASE)) > content.count("\n\n") / 2:
        return content
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\n\n\x00{len(kept) - 1}\x00\n\n"

    content = _PRE.sub(keep, content.replace("\r\n", "\n").replace("\x00", ""))
    content = _BARE.sub(lambda m: f"\n\n{_frame(m[1])}\n\n", content)
    parts = [part for part in re.split(r"\n[ \t]*\n", content) if part.strip()]
    joined = "\n".join(p if _is_block(p) else f"<p>{p}</p>" for p in parts)
    return re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m[1])], joined)


def _is_block(part: str) -> bool:
    return bool(_OPENS_BLOCK.match(part)) or "\x00" in part


def _figure(match: re.Match[str]) -> str:
    picture = _PICTURE.search(match[1])
    if picture is None:
        return match[1]
    caption = match[1].replace(picture[1], "", 1).strip()
    return f"\n\n<figure>{picture[1]}<figcaption>{caption}</figcaption></figure>\n\n"


def _frame(url: str) -> str:
    return f'<iframe src="{html.escape(html.unescape(url))}"></iframe>'
