"""A live WordPress by its REST API (`wp/v2`): terms, authors, posts, pages.

Posts are walked in the order of their last change, in windows: each next request
asks for what changed after the last one seen, so a post that is edited while we
read is met again at the end instead of shifting others over a page's edge. Posts
that share a second (bulk imports do) are told apart by page within the window.
The cursor keeps window and page; a site that ignores `modified_after` (WordPress
before 5.7) is read by page numbers alone.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from careo.errors import FetchError, SourceError
from careo.sources.addresses import canonical
from careo.sources.client import Client, Fetched
from careo.sources.cutting import cut_json
from careo.sources.files import decode
from careo.sources.markup import bare, own_summary, path_to_root
from careo.sources.port import MEGABYTE, SourceOptions
from careo.sources.wxr import UNPUBLISHED
from careo.values import Capture, Image, Item, Json, Rejection, Stated, Term

PER_PAGE = 100
"""The most that WordPress gives at once."""
MAX_PAGES = 100_000
PAGE_LIMIT = 64 * MEGABYTE

_API_LINK = re.compile(r'<([^<>]+)>\s*;\s*rel="?https://api\.w\.org/"?')
_API_TAG = re.compile(r"""<link[^>]+https://api\.w\.org/[^>]*>""", re.IGNORECASE)
_HREF = re.compile(r"""href=["']([^"']+)["']""", re.IGNORECASE)
_HIDDEN = frozenset({401, 403, 404})


@dataclass(frozen=True)
class Batch:
    """One page of a listing: each record's bytes and value, and the page count."""

    records: tuple[tuple[bytes, Json], ...]
    pages: int
    response: Fetched
    faults: tuple[Rejection, ...] = ()


class Hidden(FetchError):
    """The site does not show this listing to strangers."""


class Api:
    """The REST API of one site."""

    def __init__(self, client: Client, root: str) -> None:
        self._client, self.root = client, root

    @classmethod
    def find(cls, client: Client, address: str) -> Api:
        """The API of the site at `address`, at either of its two places, or where
        the site says it is. Raises FetchError."""
        known = re.match(r"(.*?/wp-json/?|.*[?&]rest_route=/?)", address)
        base = address if address.endswith("/") or "?" in address else address + "/"
        places = (
            [known[1]] if known else [urljoin(base, "wp-json/"), urljoin(base, "?rest_route=/")]
        )
        for place in places:
            if _is_index(client.fetch(place, limit=PAGE_LIMIT)):
                return cls(client, place if place.endswith("/") else place + "/")
        root = "" if known else _stated_root(client.fetch(base))
        if root and _is_index(client.fetch(root, limit=PAGE_LIMIT)):
            return cls(client, root if root.endswith("/") else root + "/")
        raise SourceError("no WordPress REST API answers here", where=address)

    def url(self, path: str, params: Mapping[str, str | int]) -> str:
        """The address of a listing, whichever way the API is addressed."""
        query = urlencode({k: v for k, v in params.items() if v != ""}, quote_via=quote)
        if "rest_route=" in self.root:
            return f"{self.root}wp/v2/{path}&{query}"
        return f"{self.root}wp/v2/{path}?{query}"

    def list(self, path: str, params: Mapping[str, str | int]) -> Batch:
        """One page of a listing. Raises Hidden or FetchError."""
        response = self._client.fetch(self.url(path, params), limit=PAGE_LIMIT)
        if response.status == 400 and b"invalid_page_number" in response.body:
            return Batch((), 0, response)
        if response.status in _HIDDEN:
            raise Hidden(f"not shown to strangers ({response.status})", where=response.url)
        if not response.ok:
            raise FetchError(f"the site answers with status {response.status}", where=response.url)
        if not response.body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"["):
            raise FetchError("the answer is no JSON list", where=response.url)
        return _batch(response)


def _is_index(response: Fetched) -> bool:
    if not response.ok:
        return False
    try:
        index = json.loads(decode(response.body))
    except (ValueError, RecursionError):
        return False
    return isinstance(index, dict) and "wp/v2" in (index.get("namespaces") or ())


def _stated_root(page: Fetched) -> str:
    link = _API_LINK.search(page.header("link"))
    if link:
        return str(urljoin(page.url, link[1]))
    tag = _API_TAG.search(decode(page.body[: MEGABYTE // 2]))
    href = _HREF.search(tag[0]) if tag else None
    return str(urljoin(page.url, href[1])) if href else ""


def _batch(response: Fetched) -> Batch:
    records: list[tuple[bytes, Json]] = []
    faults: list[Rejection] = []
    body = response.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    for number, piece in enumerate(cut_json(io.BytesIO(body), PAGE_LIMIT), 1):
        try:
            value = None if piece.fault else json.loads(decode(piece.body))
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            records.append((piece.body, value))
        else:
            reason = piece.fault or "not valid JSON"
            faults.append(Rejection(f"{response.url} (record {number})", reason, piece.body))
    pages = response.header("x-wp-totalpages")
    return Batch(tuple(records), int(pages) if pages.isdigit() else 1, response, tuple(faults))


@dataclass
class WordPressSource:
    """The published posts and pages of a WordPress site as captures."""

    address: str
    options: SourceOptions
    client: Callable[[], Client]
    per_page: int = PER_PAGE
    passed_over: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._names: dict[str, dict[int, str]] = {"categories": {}, "tags": {}, "users": {}}
        self._above: dict[int, int] = {}
        self._embed = False

    @property
    def label(self) -> str:
        return self.address

    def items(self) -> Iterator[Item]:
        with self.client() as client:
            api = Api.find(client, self.address)
            for path, kind in (("categories", "category"), ("tags", "tag"), ("users", "author")):
                yield from self._terms(api, path, kind)
            for path in self.options.post_types:
                yield from _Walk(self, api, path).items()

    def _terms(self, api: Api, path: str, kind: str) -> Iterator[Term]:
        page = pages = 1
        while page <= min(pages, MAX_PAGES):
            try:
                batch = api.list(path, {"per_page": PER_PAGE, "page": page})
            except Hidden:
                self.passed_over[f"{path} hidden by the site"] += 1
                self._embed = self._embed or path == "users"
                return
            for _, record in batch.records:
                name, number = bare(str(record.get("name", ""))), _int(record.get("id"))
                self._names[path][number] = name
                if path == "categories" and _int(record.get("parent")):
                    self._above[number] = _int(record.get("parent"))
                if name:
                    about = bare(str(record.get("description") or ""))
                    yield Term(kind, name, str(record.get("slug") or ""), about)
            page, pages = page + 1, batch.pages

    @property
    def embed(self) -> str:
        """What posts must bring with them because its listing is hidden."""
        return "author" if self._embed else ""

    # one post

    def capture(
        self, record: Json, body: bytes, images: dict[int, Image], response: Fetched
    ) -> Item:
        """A post as a Capture, or the Rejection that says why not."""
        place = f"{response.url} ({record.get('type') or 'post'} {record.get('id')})"
        reason = _unfit(record)
        if reason:
            return Rejection(place, reason, body)
        url = canonical(str(record.get("link") or "")) or canonical(_rendered(record, "guid"))
        return Capture(
            key=url or f"{self.address}#{record.get('id')}",
            body=body,
            media_type="application/json",
            locator=place,
            fetched=response.at,
            url=url,
            headers=response.headers,
            stated=self._stated(record, images),
        )

    def _stated(self, record: Json, images: dict[int, Image]) -> Stated:
        categories = [
            i for i in map(_int, _list(record, "categories")) if i in self._names["categories"]
        ]
        paths = [path_to_root(i, self._above.get) for i in categories]
        names = self._names["categories"]
        author = self._names["users"].get(_int(record.get("author"))) or _embedded_author(record)
        kind = str(record.get("type") or "post")
        tags = (self._names["tags"].get(_int(i), "") for i in _list(record, "tags"))
        extra: Json = {"id": record.get("id"), "slug": record.get("slug")}
        if categories:
            extra["categories"] = [names[i] for i in categories]
        return Stated(
            title=bare(_rendered(record, "title")),
            authors=(author,) if author else (),
            published=str(record.get("date") or ""),
            modified=str(record.get("modified") or ""),
            language=_language(record) or self.options.language,
            section=tuple(names.get(i, "") for i in max(paths, key=len, default=[])),
            type="" if kind == "post" else kind,
            tags=tuple(dict.fromkeys(t for t in tags if t)),
            standfirst=own_summary(_rendered(record, "excerpt"), _rendered(record, "content")),
            content=_rendered(record, "content"),
            content_type="text/html",
            lead_image=images.get(_int(record.get("featured_media"))),
            translation_key=_translation_key(record, self.address),
            extra=extra,
        )


class _Walk:
    """The posts of one type, from where the cursor left off."""

    def __init__(self, source: WordPressSource, api: Api, path: str) -> None:
        self._source, self._api, self._path = source, api, path
        self._options = source.options
        self._cursor_name = f"wordpress:{api.root}:{path}"
        self._since = _moment(self._options.modified_after)
        state = self._options.cursor.get(self._cursor_name) or {}
        # Another `modified_after` than last time means: start anew from there.
        state = state if state.get("since", "") == self._since else {}
        self._after = str(state.get("after") or self._since)
        self._page = int(state.get("page") or 1)
        self._windows = bool(state.get("windows", True))
        self._seen: set[tuple[int, str]] = set()

    def items(self) -> Iterator[Item]:
        for _ in range(MAX_PAGES):
            try:
                batch = self._fetch()
            except Hidden:
                self._source.passed_over[f"{self._path} hidden by the site"] += 1
                return
            if self._is_ignored(batch):
                self._windows, self._after, self._page = False, "", 1
                continue
            yield from batch.faults
            yield from self._captures(batch)
            done = self._page >= batch.pages or not batch.records
            self._advance(batch, done)
            self._keep()
            if done:
                return

    def _fetch(self) -> Batch:
        params: dict[str, str | int] = {
            "per_page": self._source.per_page,
            "page": self._page,
            "orderby": "modified",
        }
        params |= {"order": "asc", "modified_after": self._after if self._windows else self._since}
        return self._api.list(self._path, params | {"_embed": self._source.embed})

    def _is_ignored(self, batch: Batch) -> bool:
        """Whether the site took no notice of `modified_after`."""
        first = _modified(batch.records[0][1]) if batch.records else ""
        moved = self._after > self._since
        return self._windows and moved and self._page == 1 and bool(first) and first <= self._after

    def _captures(self, batch: Batch) -> Iterator[Item]:
        fresh = [
            (b, r) for b, r in batch.records if (_int(r.get("id")), _modified(r)) not in self._seen
        ]
        images = self._images({_int(r.get("featured_media")) for _, r in fresh} - {0})
        for body, record in fresh:
            if len(body) > self._options.max_bytes:
                place = f"{batch.response.url} (post {record.get('id')})"
                yield Rejection(place, "a record over the size limit")
            else:
                yield self._source.capture(record, body, images, batch.response)
        self._seen = {(_int(r.get("id")), _modified(r)) for _, r in batch.records}

    def _images(self, wanted: set[int]) -> dict[int, Image]:
        if not wanted:
            return {}
        numbers = ",".join(str(n) for n in sorted(wanted))
        fields = "id,source_url,caption,alt_text,title"
        try:
            batch = self._api.list(
                "media", {"include": numbers, "per_page": PER_PAGE, "_fields": fields}
            )
        except Hidden:
            self._source.passed_over["media hidden by the site"] += 1
            return {}
        return {_int(r.get("id")): _image(r) for _, r in batch.records if r.get("source_url")}

    def _advance(self, batch: Batch, done: bool) -> None:
        last = _modified(batch.records[-1][1]) if batch.records else ""
        edge = _second_before(last)
        if self._windows and edge > self._after:
            self._after, self._page = edge, 1
        elif not done:
            self._page += 1

    def _keep(self) -> None:
        state: Json = {"since": self._since, "after": self._after, "page": self._page}
        self._options.cursor.set(self._cursor_name, state | {"windows": self._windows})


# --- fields of a record --------------------------------------------------


def _int(value: Any) -> int:
    return value if isinstance(value, int) else int(value) if str(value).isdecimal() else 0


def _list(record: Json, name: str) -> list[Any]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def _rendered(record: Json, name: str) -> str:
    value = record.get(name)
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def _modified(record: Json) -> str:
    return str(record.get("modified") or "")


def _unfit(record: Json) -> str:
    content, status = record.get("content"), str(record.get("status") or "publish")
    if isinstance(content, dict) and content.get("protected"):
        return "protected by a password"
    if status != "publish":
        return UNPUBLISHED.get(status, f"has status {status!r}")
    return "" if _rendered(record, "content").strip() else "the text is empty"


def _embedded_author(record: Json) -> str:
    embedded = record.get("_embedded")
    authors = embedded.get("author") if isinstance(embedded, dict) else None
    first = authors[0] if isinstance(authors, list) and authors else {}
    return bare(str(first.get("name") or "")) if isinstance(first, dict) else ""


def _image(record: Json) -> Image:
    caption = bare(_rendered(record, "caption"))
    return Image(str(record["source_url"]), caption, alt=bare(str(record.get("alt_text") or "")))


def _language(record: Json) -> str:
    """The language that Polylang (`lang`) or WPML (`wpml_current_locale`) states."""
    value = record.get("lang") or record.get("wpml_current_locale") or ""
    return value[:2].lower() if isinstance(value, str) else ""


def _translation_key(record: Json, site: str) -> str:
    """The same for a post and its translations: the lowest of their numbers."""
    numbers = {_int(record.get("id"))}
    for others in (record.get("translations"), record.get("wpml_translations")):
        parts = list(others.values()) if isinstance(others, dict) else others
        for part in parts if isinstance(parts, list) else []:
            numbers.add(_int(part.get("id") if isinstance(part, dict) else part))
    numbers.discard(0)
    return f"{site}#{min(numbers)}" if len(numbers) > 1 else ""


def _moment(text: str) -> str:
    """A date or time as `modified_after` wants it."""
    return f"{text}T00:00:00" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text


def _second_before(moment: str) -> str:
    try:
        earlier = dt.datetime.fromisoformat(moment) - dt.timedelta(seconds=1)
    except (ValueError, OverflowError):
        return ""
    return earlier.isoformat(timespec="seconds")
