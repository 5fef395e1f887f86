"""What the tests of the sources share: sorting items, serving scripted answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import httpx

from careo.sources.client import Client
from careo.sources.port import Origin, SourceOptions
from careo.values import Capture, Item, Rejection, Term

FIXTURES = Path(__file__).parent / "fixtures"

MARKUP = [
    "<",
    ">",
    "&",
    "&x;",
    "</",
    "<item>",
    "</item>",
    "<:",
    "<b:c>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?x?>",
    "<category>",
    "<link>",
    "</link>",
    'xmlns="',
    '"',
    "=",
    "a",
    "\x00",
    "é",
]
"""Pieces of broken markup, to be put together at random."""

Answer = Callable[[httpx.Request], httpx.Response]


def captures(items: Iterable[Item]) -> list[Capture]:
    return [item for item in items if isinstance(item, Capture)]


def rejections(items: Iterable[Item]) -> list[Rejection]:
    return [item for item in items if isinstance(item, Rejection)]


def terms(items: Iterable[Item]) -> list[Term]:
    return [item for item in items if isinstance(item, Term)]


def origin(body: bytes, name: str = "given") -> Origin:
    """Bytes as if they lay in a file."""
    import io

    suffix = Path(name).suffix
    return Origin(name, name, lambda: io.BytesIO(body), suffix)


def reply(
    body: bytes | str = b"", status: int = 200, headers: dict[str, str] | None = None
) -> httpx.Response:
    """A response whose body is streamed, as a real one is."""
    data = body.encode() if isinstance(body, str) else body
    return httpx.Response(status, headers=headers or {}, stream=httpx.ByteStream(data))


def client_for(answer: Answer, options: SourceOptions | None = None) -> Callable[[], Client]:
    """Makes clients whose network is `answer`; nobody sleeps. No robots.txt unless
    `answer` gives one."""

    def guarded(request: httpx.Request) -> httpx.Response:
        response = answer(request)
        if request.url.path == "/robots.txt" and response.status_code == 599:
            return reply(status=404)
        return response

    chosen = options or SourceOptions(rate=0)
    return lambda: Client(chosen, transport=httpx.MockTransport(guarded), sleep=lambda _: None)


def site(pages: dict[str, httpx.Response | Callable[[], httpx.Response]]) -> Answer:
    """A site with these pages by path and query; all else is 404."""

    def answer(request: httpx.Request) -> httpx.Response:
        page = pages.get(request.url.raw_path.decode())
        if page is None:
            return reply(status=404)
        return page() if callable(page) else page

    return answer
