"""Pages and documents fetched from addresses, as captures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from careo.errors import FetchError
from careo.sources.addresses import canonical
from careo.sources.client import Client, Fetched
from careo.sources.files import HEAD, decode, is_binary
from careo.sources.pages import canonical_link
from careo.sources.port import Source, SourceOptions
from careo.values import Capture, Item, Rejection, Stated

PAGE_TYPES = frozenset(["text/html", "application/xhtml+xml", "text/plain", "text/markdown"])

ByContent = Callable[[Fetched, SourceOptions], Source | None]
"""A reader for what an address gave; None when it is a page."""


def fetch_page(client: Client, address: str, stated: Stated) -> Item:
    """The page at an address as a Capture; a Rejection when it cannot be had."""
    try:
        response = client.fetch(address)
    except FetchError as error:
        return Rejection(address, error.reason)
    return page_from(response, stated, asked=address)


def page_from(response: Fetched, stated: Stated, asked: str = "") -> Item:
    """A response as a Capture; a Rejection when it is no page of text."""
    place = asked or response.url
    if not response.ok:
        return Rejection(place, f"the site answers with status {response.status}")
    media_type = response.media_type or (
        "text/html" if b"<" in response.body[:HEAD] else "text/plain"
    )
    if media_type not in PAGE_TYPES:
        return Rejection(place, f"no page of text but {media_type}")
    if not response.body.strip():
        return Rejection(place, "the page is empty")
    if is_binary(response.body[:HEAD]):
        return Rejection(place, "not text: the page holds binary data", response.body)
    url = own_address(response.body, response.url) if "html" in media_type else response.url
    return Capture(
        key=url,
        body=response.body,
        media_type=media_type,
        locator=place,
        fetched=response.at,
        url=url,
        headers=response.headers,
        stated=stated,
    )


def own_address(body: bytes, fetched_from: str) -> str:
    """The address a fetched page gives as its own, believed only within its host."""
    own = canonical_link(decode(body[: 8 * HEAD]))
    if own and urlsplit(own).hostname == urlsplit(fetched_from).hostname:
        return own
    return canonical(fetched_from) or fetched_from


@dataclass
class AddressSource:
    """Whatever is at an address: a feed or sitemap by its content, else one page."""

    address: str
    options: SourceOptions
    client: Callable[[], Client]
    by_content: ByContent | None = None
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        return self.address

    def items(self) -> Iterator[Item]:
        with self.client() as client:
            response = client.fetch(self.address)
        if not response.ok:
            raise FetchError(f"the site answers with status {response.status}", where=self.address)
        source = self.by_content(response, self.options) if self.by_content else None
        if source is None:
            yield page_from(response, Stated(language=self.options.language))
            return
        yield from source.items()
        self.passed_over.update(source.passed_over)


def without_content(stated: Stated) -> Stated:
    """What an entry states beside its body, for the page behind it."""
    return replace(stated, content=None, content_type="text/html")
