"""A capture into an article, whatever it is: the one door of reading."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

from careo.errors import ReadingError
from careo.reading.authors import split_authors
from careo.reading.casing import recase
from careo.reading.closing import without_closing
from careo.reading.dates import parse_date
from careo.reading.encoding import cleaned, decode
from careo.reading.fragment import blocks_of, plain_text
from careo.reading.language import detect, normal_code
from careo.reading.lines import tidy
from careo.reading.markdown import read_markdown
from careo.reading.profiles import Profile, choose
from careo.reading.records import read_record
from careo.reading.shaping import shape
from careo.reading.text import date_line, read_text
from careo.values import BLOCK_BREAK, PROSE, SHOWN_EXTRA, Article, Capture, Stated

READER_VERSION = "5"
"""Goes up when the same capture gives another article."""

LARGEST = 20_000_000
"""Bytes. The longest newspaper pages have 2 MB; more is a dump or an attack."""

_HEAD_OF_PAGE = 300_000  # characters
_HEAD_BLOCKS = 80

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_FEW_ZEROS = 3
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|article|meta|script)\b", re.IGNORECASE
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MARKDOWN_TYPES = frozenset({"text/markdown", "text/x-markdown"})
_OPEN_TYPES = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream"})
_PAGE_TYPES = _HTML_TYPES | _MARKDOWN_TYPES | _OPEN_TYPES


def read(capture: Capture) -> Article:
    """The article a capture holds; what the source states wins over what is found.
    Raises ReadingError, naming the capture, when there is none."""
    try:
        article = _found(capture)
        if not article.blocks:
            raise ReadingError("holds no article text")
        settled = _settled(article, capture)
    except RecursionError:
        raise ReadingError("nested too deeply", where=capture.locator) from None
    except ReadingError as error:
        raise ReadingError(error.reason, where=error.where or capture.locator) from None
    if not settled.title:
        raise ReadingError("holds neither a title nor words", where=capture.locator)
    return settled


def _found(capture: Capture) -> Article:
    where = capture.locator
    stated = capture.stated
    if stated.content is None and stated.standfirst and _media_type(capture) not in _PAGE_TYPES:
        # A feed that gives summaries only: the summary is all there is to read.
        summary = replace(
            stated, content=stated.standfirst, content_type="text/html", standfirst=""
        )
        return _found(replace(capture, stated=summary))
    size = max(len(capture.body), len(capture.stated.content or ""))
    if size > LARGEST:
        raise ReadingError(
            f"{size:,} bytes are more than the {LARGEST:,} that are read", where=where
        )
    if capture.stated.content is not None:
        if not capture.stated.content.strip():
            raise ReadingError("is empty", where=where)
        return read_record(capture)
    if not capture.body.strip():
        raise ReadingError("is empty", where=where)
    if kind := _binary(capture.body):
        raise ReadingError(f"is {kind}, not a page", where=where)
    return _read_body(decode(capture.body, _declared(capture)), capture)


def _read_body(text: str, capture: Capture) -> Article:
    kind = _media_type(capture)
    if kind in _MARKDOWN_TYPES:
        return read_markdown(text, capture)
    if kind in _HTML_TYPES or (kind in _OPEN_TYPES and _looks_like_html(text)):
        return _read_page(text, capture)
    if kind in _OPEN_TYPES:
        return read_text(text, capture)
    if capture.stated.title:  # a feed entry or a row that names an article and tells nothing
        raise ReadingError("the entry has a title but no text", where=capture.locator)
    raise ReadingError(f"files of type {kind} are not read", where=capture.locator)


def _read_page(text: str, capture: Capture) -> Article:
    from careo.reading.html import read_html  # loads trafilatura: half a second

    profile = choose(capture.url, text)
    article = _profiled(read_html(text, capture), profile)
    if profile.hosts and not article.primary_tag:
        return article.with_(primary_tag=_printed_tag(text, article, profile))
    return article


def _printed_tag(page: str, article: Article, profile: Profile) -> str | None:
    """The tag in the date line of a known site's page: pruning takes that line away."""
    for block in blocks_of(page[:_HEAD_OF_PAGE])[:_HEAD_BLOCKS]:
        found = date_line(block.text, profile, article.language) or {}
        if tag := found.get("tag"):
            evidence = f"{article.title} {article.text}"
            return profile.named(tag) or recase(tag, evidence, frozenset(profile.acronyms))
    return None


def _profiled(article: Article, profile: Profile) -> Article:
    """A page's article with the site's profile laid over it."""
    if article.analysis_start is not None:
        return article
    shaped = shape(article.blocks, profile)
    return article.with_(
        blocks=shaped.blocks,
        analysis_start=shaped.analysis_start,
        licence=article.licence or shaped.licence,
        type=article.type or shaped.type,
        furniture=tuple(dict.fromkeys((*article.furniture, *shaped.furniture))),
    )


def _media_type(capture: Capture) -> str:
    return capture.media_type.split(";")[0].strip().casefold()


def _looks_like_html(text: str) -> bool:
    head = text[:3000].lstrip()
    return head.startswith("<") and len(_HTML.findall(head)) > 1


def _declared(capture: Capture) -> str | None:
    for name, value in capture.headers:
        if name.casefold() == "content-type" and (match := _CHARSET.search(value)):
            return match[1]
    match = _CHARSET.search(capture.media_type)
    return match[1] if match else None


def _binary(body: bytes) -> str | None:
    """What kind of non-text the bytes are; None for text."""
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return name
    head = body[:4000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    zeros = head.count(0)
    # UTF-16 without a mark has its zeros in every second place.
    wide = max(head[0::2].count(0), head[1::2].count(0)) > 0.9 * zeros and zeros > 0.3 * len(head)
    controls = sum(b < 9 or 13 < b < 32 for b in head) - zeros
    # A few zeros are slips of whoever wrote the text; programs and pictures have far more.
    if (zeros > max(_FEW_ZEROS, len(head) // 50) and not wide) or controls > 0.1 * len(head):
        return "binary"
    return None


# --- what the source states -------------------------------------------------


def _settled(article: Article, capture: Capture) -> Article:
    """What is stated laid over what was found, and what follows from both."""
    stated = _mended(capture.stated)
    profile = choose(capture.url, article.text)
    language = normal_code(stated.language) or article.language or _language(article)
    section = stated.section or article.section or _section_of(capture.url, profile)
    title = tidy(plain_text(stated.title)) or article.title or _first_words(article)
    article = _without_byline(article, stated)
    published = parse_date(stated.published, language) or article.published
    article = without_closing(article, published, language)
    return replace(
        article,
        key=capture.key,
        url=capture.url or article.url,
        title=title,
        section=_sections(section),
        type=_type(stated, article, section, profile),
        primary_tag=tidy(stated.primary_tag) or article.primary_tag,
        tags=_tags(stated.tags) or article.tags,
        authors=_authors(stated.authors) or article.authors,
        published=published,
        language=language,
        standfirst=_standfirst(stated.standfirst, title, article) or article.standfirst,
        licence=tidy(stated.licence) or article.licence,
        lead_image=stated.lead_image or article.lead_image,
        translation_key=stated.translation_key or article.translation_key,
        extra={name: stated.extra[name] for name in SHOWN_EXTRA if stated.extra.get(name)},
    )


def _mended(stated: Stated) -> Stated:
    """What is stated in words, cleaned as the body is."""
    one = ("title", "published", "type", "primary_tag", "standfirst", "licence")
    many = ("authors", "section", "tags")
    changed: dict[str, Any] = {name: cleaned(getattr(stated, name)) for name in one}
    changed |= {name: tuple(map(cleaned, getattr(stated, name))) for name in many}
    return replace(stated, **changed)


def _language(article: Article) -> str | None:
    return detect(article.text) or detect(f"{article.title}. {article.text}")


def _authors(stated: tuple[str, ...]) -> tuple[str, ...]:
    names = (name for text in stated for name in split_authors(html.unescape(text)))
    return tuple(dict.fromkeys(names))


def _tags(stated: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for tag in stated if (t := tidy(html.unescape(tag)))))


def _sections(stated: tuple[str, ...]) -> tuple[str, ...]:
    """Sections, apart where a system ran several names together: a comma in a name
    ("Arts, Culture and Life") has a space behind it, one between names often has none."""
    parts = [part for name in stated for part in re.split(r"(?<=[^\W\d]),(?=[^\W\d])", name)]
    return tuple(dict.fromkeys(name for part in parts if (name := tidy(part))))


def _without_byline(article: Article, stated: Stated) -> Article:
    """Without a first line that only repeats a stated author."""
    names = {_levelled(name) for name in stated.authors} - {""}
    for at, block in enumerate(article.blocks[:3]):
        if block.kind in PROSE and _levelled(block.text) in names and len(article.blocks) > 1:
            blocks = (*article.blocks[:at], *article.blocks[at + 1 :])
            start = article.analysis_start
            return article.with_(
                blocks=blocks,
                furniture=(*article.furniture, block.text),
                analysis_start=start and start - len(block.text) - len(BLOCK_BREAK),
            )
    return article


def _levelled(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _first_words(article: Article) -> str:
    """A title for a text that has none: its first words, or its picture's."""
    words = next((b.text for b in article.blocks if b.text), "").split("\n", 1)[0]
    if len(words) <= 90:
        return words
    return words[:90].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _standfirst(stated: str, title: str, article: Article) -> str:
    """A stated summary, unless it repeats the title, is all of the text, or is only
    the beginning of the text cut short."""
    words = plain_text(stated).lstrip("■•▪- ")
    if _levelled(words) in {_levelled(title), _levelled(article.text)}:
        return ""
    beginning = re.sub(r"\s*(?:\[?(?:…|\.\.\.)\]?|\[&hellip;\])\s*$", "", words)
    if beginning != words and article.text.startswith(beginning[:60]):
        return ""
    return words


def _section_of(url: str | None, profile: Profile) -> tuple[str, ...]:
    """Leading parts of the address's path that are sections of the site."""
    names = {re.sub(r"\s+", "-", s.casefold()): s for s in profile.sections}
    found: list[str] = []
    path = re.sub(r"^https?://[^/]+", "", url or "")
    for part in path.strip("/").split("/")[:-1]:
        if part.casefold() not in names:
            break
        found.append(names[part.casefold()])
    return tuple(found)


def _type(
    stated: Stated, article: Article, section: tuple[str, ...], profile: Profile
) -> str | None:
    if stated.type or article.type:
        return tidy(stated.type) or article.type
    types = {t.casefold(): t for t in profile.types}
    return next((types[s.casefold()] for s in reversed(section) if s.casefold() in types), None)
