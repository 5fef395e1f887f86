"""The one network client: polite (robots, rate, Retry-After) and bounded (size,
time, redirects, address). Everything that is fetched goes through it."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from careo.errors import FetchError, FetchRefused
from careo.sources.addresses import canonical, origin_of
from careo.sources.files import decode, megabytes
from careo.sources.port import MEGABYTE, SourceOptions
from careo.sources.transport import Deadline, JudgingTransport

MAX_REDIRECTS = 8
MAX_TRIES = 4
MAX_WAIT = 60.0
"""Seconds we are willing to wait when a server asks us to."""
MAX_DELAY = 30.0
"""Seconds between requests that a robots.txt can make us keep."""
MAX_ROBOTS = 500 * 1024
"""RFC 9309 §2.5: a crawler must read at least 500 kibibytes of robots.txt."""
TIME_FACTOR = 6
"""A whole request may take this many times the time limit of one read."""

_RETRIED = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = "Careo"


@dataclass(frozen=True)
class Fetched:
    """A response, whatever its status. `url` is where redirects led; `body` is
    unpacked; `headers` are as sent, names in lower case."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: dt.datetime

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def header(self, name: str) -> str:
        """The first value of a header; empty when there is none."""
        return next((v for k, v in self.headers if k == name.lower()), "")

    @property
    def media_type(self) -> str:
        return self.header("content-type").split(";")[0].strip().lower()


class Client:
    """Fetches by GET. One at a time; use it as a context manager.

    `fetch` raises FetchRefused for what we decline (robots, scheme, private
    address, too large, redirects in a circle) and FetchError for what fails.
    """

    def __init__(
        self,
        options: SourceOptions,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._options = options
        self._deadline = Deadline()
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._robots: dict[str, Protego] = {}
        self._unknown_rules: dict[str, FetchError] = {}
        contact = f"; +{options.contact}" if options.contact else ""
        self.agent = f"{_AGENT}/0.1 (newsroom archive importer{contact})"
        self._transport = transport or JudgingTransport(
            allow_private=options.allow_private, deadline=self._deadline
        )
        self._headers = {"user-agent": self.agent, "accept-encoding": "gzip", "accept": "*/*"}
        connect = min(options.timeout, 10.0)
        self._timeout = httpx.Timeout(options.timeout, connect=connect).as_dict()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._transport.close()

    def fetch(
        self, address: str, *, headers: dict[str, str] | None = None, limit: int = 0
    ) -> Fetched:
        """The response to a GET, redirects followed. `limit` in bytes replaces the
        options' `max_bytes`."""
        limit = limit or self._options.max_bytes
        seen: set[str] = set()
        for _ in range(MAX_REDIRECTS + 1):
            address = self._allowed(address, seen)
            response = self._patiently(address, headers or {}, limit)
            target = response.header("location")
            if response.status not in _REDIRECTS or not target:
                return response
            address = urljoin(address, target)
        raise FetchRefused(f"more than {MAX_REDIRECTS} redirects", where=address)

    # what may be fetched

    def _allowed(self, address: str, seen: set[str]) -> str:
        scheme = urlsplit(address).scheme.lower() if "://" in address[:12] else ""
        url = canonical(address)
        if url is None:
            reason = (
                "not a web address" if scheme in ("http", "https", "") else f"no {scheme} addresses"
            )
            raise FetchRefused(f"{reason}: only http and https are fetched", where=address)
        if urlsplit(address).username or urlsplit(address).password:
            raise FetchRefused("addresses with a user name are not fetched", where=url)
        if url in seen:
            raise FetchRefused("redirects in a circle", where=url)
        seen.add(url)
        if self._options.obey_robots and not self.may_fetch(url):
            raise self._unknown_rules.get(origin_of(url)) or FetchRefused(
                "robots.txt asks us not to fetch this", where=url
            )
        return url

    def may_fetch(self, url: str) -> bool:
        """Whether the site's robots.txt lets us fetch this address."""
        return bool(self.robots(url).can_fetch(url, _AGENT))

    def robots(self, url: str) -> Protego:
        """The rules of the address's site, kept for the life of the client.

        RFC 9309 §2.3.1: none (4xx) allows everything, an unreachable one (5xx or
        no answer) forbids everything.
        """
        origin = origin_of(url)
        if origin not in self._robots:
            self._robots[origin] = Protego.parse(self._robots_text(origin))
        return self._robots[origin]

    def _robots_text(self, origin: str) -> str:
        address = f"{origin}/robots.txt"
        closed = "User-agent: *\nDisallow: /"
        for _ in range(6):  # RFC 9309 §2.3.1.2: at least five redirects
            try:
                response = self._patiently(address, {}, MAX_ROBOTS)
            except FetchRefused:
                raise
            except FetchError as error:
                self._unknown_rules[origin] = error
                return closed
            target = response.header("location")
            if response.status in _REDIRECTS and target:
                address = canonical(urljoin(address, target)) or address
                continue
            if response.ok:
                return decode(response.body)
            if response.status < 500:
                return ""
            reason = f"its robots.txt answers with status {response.status}: left alone"
            self._unknown_rules[origin] = FetchRefused(reason, where=origin)
            return closed
        return ""

    # how it is fetched

    def _patiently(self, url: str, headers: dict[str, str], limit: int) -> Fetched:
        for attempt in range(1, MAX_TRIES + 1):
            self._keep_distance(url)
            failure = ""
            try:
                response = self._once(url, headers, limit)
            except httpx.HTTPError as error:
                failure = str(error) or type(error).__name__
                response = None
            except httpx.InvalidURL as error:
                raise FetchRefused(f"not a web address: {error}", where=url) from error
            if response is not None and response.status not in _RETRIED:
                return response
            if attempt == MAX_TRIES:
                if response is not None:
                    return response
                raise FetchError(f"cannot be fetched: {failure}", where=url)
            self._sleep(self._pause(response, attempt, url))
        raise AssertionError("unreachable")

    def _pause(self, response: Fetched | None, attempt: int, url: str) -> float:
        asked = (
            retry_after(response.header("retry-after"), dt.datetime.now(dt.UTC))
            if response
            else None
        )
        if asked is not None and asked > MAX_WAIT:
            raise FetchError(
                f"the server asks us to wait {asked:.0f} seconds; try again then", where=url
            )
        return asked if asked is not None else min(2.0 ** (attempt - 1), MAX_WAIT)

    def _keep_distance(self, url: str) -> None:
        host = urlsplit(url).netloc
        delay = 1.0 / self._options.rate if self._options.rate > 0 else 0.0
        rules = self._robots.get(origin_of(url))
        if rules is not None and self._options.obey_robots:
            delay = max(delay, min(float(rules.crawl_delay(_AGENT) or 0), MAX_DELAY))
        wait = self._last.get(host, float("-inf")) + delay - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._last[host] = time.monotonic()

    def _once(self, url: str, headers: dict[str, str], limit: int) -> Fetched:
        self._deadline.start(self._options.timeout * TIME_FACTOR)
        # Below httpx's client, which would follow, rewrite or choke on redirects.
        request = httpx.Request(
            "GET", url, headers=self._headers | headers, extensions={"timeout": self._timeout}
        )
        response = self._transport.handle_request(request)
        try:
            body = self._body(response, url, limit)
            pairs = tuple((k.lower(), v) for k, v in response.headers.multi_items())
            return Fetched(url, response.status_code, pairs, body, dt.datetime.now(dt.UTC))
        finally:
            response.close()

    def _body(self, response: httpx.Response, url: str, limit: int) -> bytes:
        if response.status_code in _REDIRECTS | _RETRIED:
            return b""
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in ("identity", "", "gzip", "x-gzip"):
            raise FetchError(f"packed as {coding}, which we did not ask for", where=url)
        body = bytearray()
        for part in _unpacked(response.iter_raw(65536), packed="gzip" in coding, url=url):
            body += part
            if len(body) > limit:
                raise FetchRefused(f"larger than the limit of {megabytes(limit)}", where=url)
        return bytes(body)


def _unpacked(chunks: Iterator[bytes], *, packed: bool, url: str) -> Iterator[bytes]:
    """The chunks unpacked in steps of at most a megabyte, however much one holds."""
    unpacker = zlib.decompressobj(wbits=31) if packed else None
    for chunk in chunks:
        if unpacker is None:
            yield chunk
            continue
        try:
            yield unpacker.decompress(chunk, MEGABYTE)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, MEGABYTE)
        except zlib.error as error:
            raise FetchError(f"the packed response is damaged: {error}", where=url) from error


def retry_after(value: str, now: dt.datetime) -> float | None:
    """Seconds that a Retry-After header asks for (a number or an HTTP date); None
    for what is neither."""
    value = value.strip()
    if value.isdigit():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max((moment - now).total_seconds(), 0.0)
