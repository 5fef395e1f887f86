"""One file that is one page (.html .txt .md) as a capture."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass, replace

from careo.errors import RecordError
from careo.sources.addresses import canonical
from careo.sources.files import HEAD, decode, is_binary, whole
from careo.sources.frontmatter import split_front_matter
from careo.sources.port import Origin, SourceOptions
from careo.sources.single import failed
from careo.sources.stating import guess_mapping, state
from careo.values import Capture, Item, Rejection, Stated

MEDIA_TYPES = {"html": "text/html", "text": "text/plain", "markdown": "text/markdown"}

_FALSE = frozenset({"false", "no", "off", "0"})
_TRUE = frozenset({"true", "yes", "on", "1"})
_PATH_DATE = re.compile(r"(?:^|/)(\d{4})/(\d{2})/(\d{2})/(\d{2})(\d{2})-[^/]*$")
_NAME_DATE = re.compile(r"(?:^|/)(\d{4})-(\d{2})-(\d{2})-[^/]*$")
_LINK_TAG = re.compile(r"<(?:link|meta)\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def page_item(origin: Origin, kind: str, options: SourceOptions, now: dt.datetime) -> Item:
    """The page as a Capture, or the Rejection that says why it is none."""
    try:
        body = whole(origin, options.max_bytes)
    except (RecordError, OSError) as error:
        return failed(origin, error)
    if not body.strip():
        return Rejection(origin.place, "the file is empty", body)
    if is_binary(body[:HEAD]):
        return Rejection(origin.place, "not text: the file holds binary data", body)
    return capture_page(Page(origin, kind, body), options, now)


@dataclass(frozen=True)
class Page:
    """A file's bytes with what kind of page they are."""

    origin: Origin
    kind: str
    body: bytes


def capture_page(page: Page, options: SourceOptions, now: dt.datetime) -> Item:
    """A capture with what front matter, path and canonical link state."""
    origin = page.origin
    text = decode(page.body)
    fields, rest = split_front_matter(text)
    if _is_draft(fields):
        return Rejection(
            origin.place, "a draft: its front matter says it is not published", page.body
        )
    url = canonical_link(text) if page.kind == "html" else None
    stated = Stated(language=options.language)
    key_url = url
    if fields:
        fields = {k: v for k, v in fields.items() if not _is_flag(k, v)}
        read = state(fields, guess_mapping(fields, options.columns), options.language)
        stated, url = read.stated, read.url or url
        key_url = url
        if not read.stated.content:
            stated = replace(stated, content=rest, content_type=MEDIA_TYPES[page.kind])
    stated = replace(stated, published=stated.published or date_in_path(origin))
    return Capture(
        key=key_url or origin.key,
        body=page.body,
        media_type=MEDIA_TYPES[page.kind],
        locator=origin.place,
        fetched=now,
        url=url,
        stated=stated,
    )


def _is_flag(name: str, value: object) -> bool:
    """`published: true` is Jekyll's switch, no date."""
    return name == "published" and str(value).strip().lower() in _TRUE | _FALSE


def _is_draft(fields: dict[str, object]) -> bool:
    published = str(fields.get("published", "")).strip().lower()
    return published in _FALSE - {""} or str(fields.get("draft", "")).strip().lower() in _TRUE


def date_in_path(origin: Origin) -> str:
    """The date that blog engines keep in file names: `YYYY/MM/DD/HHMM-slug` or
    `YYYY-MM-DD-slug` (Jekyll); empty when there is none or it is impossible."""
    path = "/".join((*origin.parents, origin.name))
    for pattern in (_PATH_DATE, _NAME_DATE):
        match = pattern.search(path)
        if match:
            try:
                moment = dt.datetime(*(int(x) for x in match.groups()))  # type: ignore[arg-type]
            except ValueError:
                continue
            precise = pattern is _PATH_DATE
            return moment.isoformat(timespec="minutes") if precise else moment.date().isoformat()
    return ""


def canonical_link(text: str) -> str | None:
    """The address a page gives as its own: `link rel=canonical`, else `og:url`.
    One that points at a site's front page is not believed: many templates set it
    so for every page."""
    found: dict[str, str] = {}
    for tag in _LINK_TAG.finditer(text, 0, 512 * 1024):
        attributes = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "")
                      for m in _ATTRIBUTE.finditer(tag[0])}  # fmt: skip
        if "canonical" in attributes.get("rel", "").lower().split():
            found.setdefault("canonical", attributes.get("href", ""))
        elif attributes.get("property", "").lower() == "og:url":
            found.setdefault("og", attributes.get("content", ""))
    for name in ("canonical", "og"):
        url = canonical(found.get(name, ""))
        if url and re.search(r"//[^/]+/[^?#]|\?", url):
            return url
    return None
