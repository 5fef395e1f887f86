"""RSS, Atom and JSON feeds, from a file or an address."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import feedparser

from careo.errors import FetchError, RecordError
from careo.sources.addresses import canonical
from careo.sources.client import Client
from careo.sources.cutting import Piece, cut_xml
from careo.sources.faults import json_fault
from careo.sources.files import bom_encoding, decode, is_binary, whole
from careo.sources.markup import bare, declared_encoding, own_summary, refuse_entities, where_broken
from careo.sources.port import SourceOptions
from careo.sources.single import FileSource, failed
from careo.sources.stating import content_type_of, date_of, image_of, names_of, text_of
from careo.sources.table import canonical_json
from careo.sources.web import fetch_page, without_content
from careo.values import Capture, Image, Item, Rejection, Stated

_ENTRIES = frozenset({"item", "entry"})


@dataclass(frozen=True)
class FeedBody:
    """A feed as it was read: bytes, where from, when, with which headers."""

    body: bytes
    place: str
    at: dt.datetime
    name: str
    headers: tuple[tuple[str, str], ...] = ()


def feed_items(feed: FeedBody, options: SourceOptions) -> Iterator[Item]:
    """The entries of a feed as captures; Rejections for what cannot be read."""
    try:
        if not feed.body.strip():
            raise RecordError("the feed is empty", where=feed.place)
        if is_binary(feed.body[:4096]):
            raise RecordError("not text: the feed holds binary data", where=feed.place)
        start = feed.body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        yield from _json_items(feed, options) if start == b"{" else _xml_items(feed, options)
    except RecordError as error:
        yield Rejection(error.where or feed.place, error.reason, feed.body)


# --- RSS and Atom --------------------------------------------------------


def _xml_items(feed: FeedBody, options: SourceOptions) -> Iterator[Item]:
    text = decode(feed.body, declared_encoding(feed.body))
    refuse_entities(text, feed.place)
    parsed = _parsed(feed)
    raw = text.encode("utf-8", "replace") if bom_encoding(feed.body) else feed.body
    pieces = list(cut_xml(io.BytesIO(raw), _ENTRIES, options.max_bytes))
    entries = parsed.entries
    if not entries and not pieces:
        at = where_broken(feed.body)
        if parsed.get("version") and not at:
            return  # a feed with nothing in it is fine
        reason = f"the markup breaks at {at}" if at else "no entries"
        raise RecordError(f"not readable as a feed: {reason}", where=feed.place)
    if len(pieces) != len(entries):
        # The repairing parser and the cutter disagree: the parser has the word.
        yield from (Rejection(f"{feed.place}:{p.line}", p.fault, p.body) for p in pieces if p.fault)
        pieces = [Piece(canonical_json(e), 0) for e in entries]
    for number, (entry, piece) in enumerate(zip(entries, pieces, strict=True), 1):
        place = f"{feed.place}:{piece.line}" if piece.line else f"{feed.place}:entry {number}"
        if piece.fault:
            yield Rejection(place, piece.fault, piece.body)
            continue
        media_type = "application/xml" if piece.line else "application/json"
        link = str(entry.get("feedburner_origlink") or entry.get("link") or "")
        ids = (link, str(entry.get("id") or ""))
        stated = _stated(entry, parsed.feed, options)
        yield _capture(feed, _Entry(place, piece.body, media_type), stated, ids)


def _parsed(feed: FeedBody) -> Any:
    headers = {"content-location": feed.place} if "://" in feed.place else {}
    try:
        # As a stream: feedparser takes a bare string for an address or file name.
        # The markup is kept as it came; reading cleans whatever any source gives.
        return feedparser.parse(
            io.BytesIO(feed.body), response_headers=headers, sanitize_html=False
        )
    except Exception as error:  # feedparser's repairing parser fails in many ways on noise
        reason = "not readable as a feed: its markup cannot be taken apart"
        raise RecordError(reason, where=feed.place) from error


@dataclass(frozen=True)
class _Entry:
    place: str
    body: bytes
    media_type: str


def _capture(feed: FeedBody, entry: _Entry, stated: Stated, ids: tuple[str, str]) -> Item:
    link, guid = ids
    url = canonical(link) or canonical(guid)
    if not (stated.content or url):
        return Rejection(entry.place, "an entry without text or address", entry.body)
    return Capture(
        key=url or f"{feed.name}#{guid or stated.title or entry.place}",
        body=entry.body,
        media_type=entry.media_type,
        locator=entry.place,
        fetched=feed.at,
        url=url,
        headers=feed.headers,
        stated=stated,
    )


def _stated(entry: Any, channel: Any, options: SourceOptions) -> Stated:
    contents = [c for c in entry.get("content", ()) if c.get("value")]
    best = next(
        (c for c in contents if "html" in c.get("type", "")), contents[0] if contents else None
    )
    summary = str(entry.get("summary") or "")
    # Past feedparser's own `get`, which passes `published` off as `updated`.
    updated = str(dict.get(entry, "updated") or "")
    content = str(best["value"]) if best else summary
    people = names_of([dict(a) for a in entry.get("authors", ()) if a], split=False)
    language = (
        (best or {}).get("language") or entry.get("language") or channel.get("language") or ""
    )
    outlet = bare(str(channel.get("title") or ""))
    return Stated(
        title=bare(str(entry.get("title") or "")),
        authors=people or names_of(str(entry.get("author") or ""), split=False),
        published=str(entry.get("published") or updated or entry.get("created") or ""),
        modified=updated,
        language=str(language)[:2].lower() or options.language,
        tags=names_of([str(t.get("term") or "") for t in entry.get("tags", ())], split=False),
        standfirst=own_summary(summary, content),
        licence=bare(str(entry.get("rights") or channel.get("rights") or "")),
        content=content or None,
        content_type=_type_of(content, str((best or {}).get("type") or "")),
        lead_image=_image(entry),
        extra={"outlet": outlet} if outlet else {},
    )


def _type_of(content: str, said: str) -> str:
    return "text/html" if "html" in said else content_type_of(content)


def _image(entry: Any) -> Image | None:
    credits_ = entry.get("media_credit")
    credit = credits_[0].get("content") if isinstance(credits_, list) and credits_ else ""
    for name in ("media_content", "media_thumbnail", "links"):
        for media in entry.get(name, ()):
            address = str(media.get("url") or media.get("href") or "")
            usual = "image" if name == "media_thumbnail" else ""
            if address and str(media.get("type") or media.get("medium") or usual).startswith(
                "image"
            ):
                return Image(address, credit=bare(str(credit or "")))
    return None


# --- JSON Feed (jsonfeed.org, version 1.1) -------------------------------


def _json_items(feed: FeedBody, options: SourceOptions) -> Iterator[Item]:
    try:
        data = json.loads(decode(feed.body))
    except (ValueError, RecursionError) as error:
        raise RecordError(json_fault(error), where=feed.place) from None
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise RecordError("no JSON feed: it has no items", where=feed.place)
    for number, item in enumerate(items, 1):
        place = f"{feed.place}:item {number}"
        if not isinstance(item, dict):
            yield Rejection(place, "an item that is no object", canonical_json(item))
            continue
        entry = _Entry(place, canonical_json(item), "application/json")
        ids = (text_of(item.get("url") or item.get("external_url")), text_of(item.get("id")))
        yield _capture(feed, entry, _stated_json(item, data, options), ids)


def _stated_json(
    item: Mapping[str, Any], channel: Mapping[str, Any], options: SourceOptions
) -> Stated:
    markup = text_of(item.get("content_html"))
    content = markup or text_of(item.get("content_text")) or text_of(item.get("summary"))
    authors = (
        item.get("authors") or item.get("author") or channel.get("authors") or channel.get("author")
    )
    language = text_of(item.get("language") or channel.get("language"))
    outlet = bare(text_of(channel.get("title")))
    return Stated(
        title=bare(text_of(item.get("title"))),
        authors=names_of(authors, split=False),
        published=date_of(item.get("date_published") or item.get("date_modified")),
        modified=date_of(item.get("date_modified")),
        language=language[:2].lower() or options.language,
        tags=names_of(item.get("tags"), split=False),
        standfirst=own_summary(text_of(item.get("summary")), content),
        content=content or None,
        content_type="text/html" if markup else content_type_of(content),
        lead_image=image_of(item.get("image") or item.get("banner_image")),
        extra={"outlet": outlet} if outlet else {},
    )


# --- sources -------------------------------------------------------------


@dataclass
class FeedFileSource(FileSource):
    """A feed in a file."""

    def items(self) -> Iterator[Item]:
        try:
            body = whole(self.origin, self.options.max_bytes)
        except (RecordError, OSError) as error:
            yield failed(self.origin, error)
            return
        now = dt.datetime.now(dt.UTC)
        yield from feed_items(
            FeedBody(body, self.origin.place, now, self.origin.name), self.options
        )


@dataclass
class FeedSource:
    """A live feed. It is asked for only when it changed since last time (ETag,
    Last-Modified); with `follow` the page behind every entry is fetched."""

    address: str
    options: SourceOptions
    client: Callable[[], Client]
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        return self.address

    def items(self) -> Iterator[Item]:
        name = f"feed:{self.address}"
        with self.client() as client:
            response = client.fetch(
                self.address, headers=_conditions(self.options.cursor.get(name) or {})
            )
            if response.status == 304:
                self.passed_over["unchanged feeds"] += 1
                return
            if not response.ok:
                raise FetchError(
                    f"the site answers with status {response.status}", where=self.address
                )
            feed = FeedBody(
                response.body, response.url, response.at, self.address, response.headers
            )
            for item in feed_items(feed, self.options):
                yield self._followed(client, item)
        state = {"etag": response.header("etag"), "modified": response.header("last-modified")}
        self.options.cursor.set(name, state)

    def _followed(self, client: Client, item: Item) -> Item:
        if not self.options.follow or not isinstance(item, Capture) or not item.url:
            return item
        page = fetch_page(client, item.url, without_content(item.stated))
        # The same key with or without `follow`: an entry and its page are one article.
        return replace(page, key=item.key) if isinstance(page, Capture) else page


def _conditions(state: Mapping[str, Any]) -> dict[str, str]:
    pairs = {"if-none-match": state.get("etag"), "if-modified-since": state.get("modified")}
    return {k: str(v) for k, v in pairs.items() if v}
