"""Sitemaps (sitemaps.org 0.9, news and hreflang extensions): the pages they list
are fetched through the client. Indexes, nested ones and gzip are followed."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree

from careo.errors import FetchError, RecordError, SourceError
from careo.sources.addresses import canonical
from careo.sources.client import Client
from careo.sources.cutting import Piece, cut_xml
from careo.sources.files import decode, read_up_to, unzipped
from careo.sources.markup import bare, declared_encoding, parse_fragment, refuse_entities
from careo.sources.port import MEGABYTE, Origin, SourceOptions
from careo.sources.web import fetch_page
from careo.values import Item, Json, Rejection, Stated

MAX_DEPTH = 4
MAX_SITEMAP = 50 * MEGABYTE
"""The protocol's own limit for one sitemap, unpacked."""
MAX_ENTRY = MEGABYTE
USUAL = ("sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "sitemap-index.xml")

_LOOKS_LIKE_ONE = re.compile(r"\.(?:xml|txt|gz)$|sitemap")
_PIECES = frozenset({"url", "sitemap"})
_OPENING = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
)


@dataclass(frozen=True)
class Listed:
    """One entry of a sitemap: a page, or (`nested`) another sitemap."""

    address: str
    nested: bool
    changed: str = ""
    stated: Stated = field(default_factory=Stated)


def listed_in(body: bytes, place: str) -> Iterator[Listed | Rejection]:
    """The entries of a sitemap (XML, gzip or one address a line), in order. Raises
    RecordError when it is none."""
    if body.startswith(b"\x1f\x8b"):
        with unzipped(io.BytesIO(body), place) as stream:
            body = read_up_to(stream, MAX_SITEMAP + 1)
        if len(body) > MAX_SITEMAP:
            raise RecordError("larger than the 50 MB that a sitemap may have", where=place)
    text = decode(body, declared_encoding(body))
    if "<" not in text[:4096]:
        yield from _plain(text, place)
        return
    refuse_entities(text, place)
    count = 0
    for piece in cut_xml(io.BytesIO(text.encode("utf-8", "replace")), _PIECES, MAX_ENTRY):
        count += 1
        yield _listed(piece, place)
    if not count and not re.search(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>/]", text):
        raise RecordError("not readable as a sitemap", where=place)


def _plain(text: str, place: str) -> Iterator[Listed]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or canonical(lines[0]) is None:
        raise RecordError("not readable as a sitemap", where=place)
    yield from (Listed(line, nested=False) for line in lines)


def _listed(piece: Piece, place: str) -> Listed | Rejection:
    where = f"{place}:{piece.line}"
    try:
        if piece.fault:
            raise RecordError(piece.fault, where=where)
        element, _ = parse_fragment(decode(piece.body), _OPENING, where)
    except RecordError as error:
        return Rejection(where, error.reason, piece.body)
    fields = {_local(child): child for child in element.iter() if child is not element}
    address = _text(fields.get("loc"))
    if not address:
        return Rejection(where, "an entry without an address", piece.body)
    if piece.name == "sitemap":
        return Listed(address, True, _text(fields.get("lastmod")))
    return Listed(address, False, _text(fields.get("lastmod")), _stated(element, address, fields))


def _stated(element: etree._Element, address: str, fields: dict[str, etree._Element]) -> Stated:
    versions = {
        (link.get("hreflang") or "").lower()[:2]: link.get("href") or ""
        for link in element.iter()
        if _local(link) == "link"
        and link.get("rel") == "alternate"
        and link.get("hreflang") != "x-default"
    }
    own = next((code for code, href in versions.items() if href == address), "")
    group = ""
    if len(versions) > 1:
        group = hashlib.sha256("\n".join(sorted(versions.values())).encode()).hexdigest()[:20]
    # Only what the news extension states: its title and date are the article's.
    return Stated(
        title=bare(_text(fields.get("title"))) if "publication_date" in fields else "",
        published=_text(fields.get("publication_date")),
        modified=_text(fields.get("lastmod")),
        language=own or _text(fields.get("language"))[:2].lower(),
        translation_key=f"hreflang:{group}" if group else "",
    )


def _local(element: etree._Element) -> str:
    tag: object = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


@dataclass
class SitemapSource:
    """The pages that a sitemap lists, fetched one by one.

    `where` is an address (of a sitemap, or of a site, whose robots.txt and usual
    places are then asked) or a file. The cursor keeps which sitemaps are done, how
    far the one under way is, and when the last whole walk began.
    """

    where: str | Origin
    options: SourceOptions
    client: Callable[[], Client]
    is_sitemap: bool = False
    """Whether the address is known to be a sitemap's and no site's."""
    passed_over: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._name = f"sitemap:{self.label}"
        state = self.options.cursor.get(self._name) or {}
        self._done: list[str] = list(state.get("done") or [])
        self._at: tuple[str, int] = (str(state.get("sitemap") or ""), int(state.get("count") or 0))
        self._seen: set[str] = set()
        self._since = self.options.modified_after or str(state.get("since") or "")
        self._started = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)

    @property
    def label(self) -> str:
        return self.where if isinstance(self.where, str) else self.where.place

    def items(self) -> Iterator[Item]:
        with self.client() as client:
            if isinstance(self.where, str):
                for address in self._roots(client, self.where):
                    yield from self._walk(client, address, None, 0)
            else:
                with self.where.open() as stream:
                    body = read_up_to(stream, MAX_SITEMAP)
                yield from self._walk(client, self.where.place, body, 0)
        # The next run walks anew, past what says it has not changed since the day
        # before this one.
        self._done, self._at, self._since = [], ("", 0), self._started.isoformat()
        self._keep()

    def _roots(self, client: Client, address: str) -> list[str]:
        if self.is_sitemap or _LOOKS_LIKE_ONE.search(urlsplit(address).path):
            return [address]
        listed = [urljoin(address, s) for s in client.robots(address).sitemaps]
        if listed:
            return listed
        for name in USUAL:
            place = urljoin(address, "/" + name)
            if client.fetch(place, limit=MAX_SITEMAP).ok:
                return [place]
        raise SourceError(
            "the site names no sitemap and has none at the usual places", where=address
        )

    def _walk(self, client: Client, address: str, body: bytes | None, depth: int) -> Iterator[Item]:
        if address in self._seen or address in self._done:
            return
        self._seen.add(address)
        if depth > MAX_DEPTH:
            yield Rejection(address, f"sitemaps nested more than {MAX_DEPTH} deep")
            return
        try:
            body = self._fetched(client, address) if body is None else body
            entries = listed_in(body, address)
            yield from self._entries(client, address, entries, depth)
        except (RecordError, FetchError) as error:
            if depth == 0 and isinstance(error, FetchError):
                raise
            yield Rejection(error.where or address, error.reason)
        self._done.append(address)
        self._keep()

    def _fetched(self, client: Client, address: str) -> bytes:
        response = client.fetch(address, limit=MAX_SITEMAP)
        if not response.ok:
            raise FetchError(f"the site answers with status {response.status}", where=address)
        return response.body

    def _entries(
        self, client: Client, address: str, entries: Iterator[Listed | Rejection], depth: int
    ) -> Iterator[Item]:
        passed = self._at[1] if self._at[0] == address else 0
        for count, entry in enumerate(entries, 1):
            if isinstance(entry, Rejection):
                yield entry
            elif entry.nested:
                yield from self._walk(client, urljoin(address, entry.address), None, depth + 1)
            elif count > passed:
                yield from self._page(client, entry)
                self._at = (address, count)
                self._keep()

    def _page(self, client: Client, entry: Listed) -> Iterator[Item]:
        since = self._since
        if since and entry.changed and entry.changed[: len(since)] < since:
            self.passed_over["unchanged pages"] += 1
            return
        yield fetch_page(client, entry.address, entry.stated)

    def _keep(self) -> None:
        state: Json = {"done": self._done[-1000:], "sitemap": self._at[0], "count": self._at[1]}
        state["since"] = self._since
        self.options.cursor.set(self._name, state)
