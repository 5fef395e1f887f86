"""Whole anonymous pages, kept ready to send until something that they show changes.

Every change of the records moves one number, the generation (`records.gate.generation`).
A page is kept under host, path and the generation it was made in; one small query a
request tells whether it still holds, in every process alike, so that a change shows
with the next request. Kept pages carry their bytes, plain and compressed, and an ETag.

Kept are answers of 200 to GET without a query string, without cookies set and without
`private`, `no-store` or `immutable` (pictures: large, and the reader keeps them). The
store is bounded by bytes; the page not asked for longest goes first. A cache in front
(nginx) may keep pages by host and address for `shared_cache_seconds` of `[site]` and
revalidate with the ETag afterwards.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone

from careo.web.records import gate
from careo.web.site.look import look

LIMIT = 64 * 1024 * 1024
"""Bytes of pages that one process keeps, unless CAREO_PAGE_CACHE_BYTES says otherwise."""

COMPRESSED_FROM = 500
_OWN_HEADERS = frozenset({"content-length", "etag", "vary", "date", "set-cookie"})
"""Headers that each answer gets anew; all others are kept with the page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page ready to send."""

    generation: int
    plain: bytes
    packed: bytes | None
    etag: str
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed or b"") + 1_000


class PageStore:
    """Kept pages by key, bounded by bytes, oldest use first out. Safe between threads."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._size = 0
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, generation: int) -> Kept | None:
        """The page under `key` if it was made in `generation`."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.generation != generation:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Kept) -> None:
        """Keeps `page`; one that alone is over a tenth of the limit is not kept."""
        if page.size > self._limit // 10:
            return
        with self._lock:
            old = self._pages.pop(key, None)
            self._size += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._size > self._limit:
                _, gone = self._pages.popitem(last=False)
                self._size -= gone.size

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._pages.clear()
            self._size = 0


def etag_of(body: bytes) -> str:
    """A strong validator of the bytes."""
    return '"' + hashlib.sha256(body).hexdigest()[:24] + '"'


def keep(response: HttpResponse, generation: int) -> Kept:
    """`response` as a kept page."""
    plain = bytes(response.content)
    packed = gzip.compress(plain, 6, mtime=0) if len(plain) >= COMPRESSED_FROM else None
    headers = tuple(
        (name, value) for name, value in response.items() if name.lower() not in _OWN_HEADERS
    )
    return Kept(generation, plain, packed, etag_of(plain), headers)


def keepable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer is the same for everybody and for as long as nothing changes."""
    control = response.headers.get("Cache-Control", "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
        and "immutable" not in control
        and response.headers.get("Vary", "").lower() in ("", "accept-encoding")
    )


def matches(if_none_match: str, etag: str) -> bool:
    """RFC 9110 §13.1.2: any listed validator, compared weakly, or `*`."""
    if not if_none_match:
        return False
    listed = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in listed or etag in listed or etag[:-1] + '-gz"' in listed


def takes_gzip(accept_encoding: str) -> bool:
    """RFC 9110 §12.5.3: whether `gzip` (or `*`, when gzip is not named) is listed with a
    weight above 0."""
    weights: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        name, _, parameter = item.partition(";")
        key, _, value = parameter.strip().partition("=")
        weights[name.strip()] = _weight(value) if key.strip() == "q" else 1.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def answer(page: Kept, environ: dict[str, object]) -> HttpResponse:
    """The page as this client takes it: not modified, compressed or plain."""
    packed = page.packed is not None and takes_gzip(str(environ.get("HTTP_ACCEPT_ENCODING", "")))
    etag = page.etag[:-1] + '-gz"' if packed else page.etag
    response: HttpResponse
    if matches(str(environ.get("HTTP_IF_NONE_MATCH", "")), page.etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(page.packed if packed else page.plain)
    headers = response.headers
    for name, value in page.headers:
        headers[name] = value
    headers["ETag"] = etag
    headers["Vary"] = "Accept-Encoding"
    if response.status_code == 200:
        headers["Content-Length"] = str(len(response.content))
        if packed:
            headers["Content-Encoding"] = "gzip"
    return response


def _unkept(response: HttpResponseBase) -> HttpResponseBase:
    """Answers that are not kept here are kept nowhere else without asking: a search must
    know at once what was taken down, and a missing page may come to be."""
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


class PageCache:
    """The middleware; first in the list, so that a kept page touches nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next = get_response
        self._store = PageStore(getattr(settings, "CAREO_PAGE_CACHE_BYTES", LIMIT))
        seconds = look().shared_cache_seconds
        self._control = f"public, max-age=0, s-maxage={seconds}, must-revalidate"
        self._sessions = settings.SESSION_COOKIE_NAME + "="

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        environ = request.environ if hasattr(request, "environ") else request.META
        if (
            request.method not in ("GET", "HEAD")
            or environ.get("QUERY_STRING")
            or self._sessions in environ.get("HTTP_COOKIE", "")
        ):
            return _unkept(self._next(request))
        # The day stands in the key: an opening whose deadline is over closes by itself.
        address = f"{request.scheme}://{environ.get('HTTP_HOST', '')}{request.path}"
        key = f"{timezone.localdate()} {address}"
        generation = gate.generation()
        page = self._store.get(key, generation)
        if page is None:
            response = self._next(request)
            if not keepable(request, response):
                return _unkept(response)
            response.headers.setdefault("Cache-Control", self._control)
            page = keep(response, generation)
            self._store.put(key, page)
        return answer(page, environ)
