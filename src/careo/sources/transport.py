"""The network below the client: connects only to addresses that were judged.

A name is resolved once per connection, every address it gives is judged, and the
connection goes to the judged address itself, not to the name again; so a name
server that answers differently the second time (DNS rebinding) gains nothing.
Every read and write is held to one deadline per request, so a server that drips
a byte at a time cannot hold a build.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from careo.errors import FetchRefused
from careo.sources.addresses import is_public

Resolver = Callable[[str, int], list[str]]
"""A host name and port → its IP addresses."""


def resolve(host: str, port: int) -> list[str]:
    """The system's answer, without duplicates, in its order. Raises OSError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Deadline:
    """The moment by which the request under way must be over."""

    def __init__(self) -> None:
        self._end = float("inf")

    def start(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that an operation may take; raises ReadTimeout when none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time limit for the whole request has passed")
        return min(left, timeout if timeout is not None else left, 3600.0)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _JudgingBackend(httpcore.NetworkBackend):
    def __init__(self, allow_private: bool, deadline: Deadline, resolver: Resolver) -> None:
        self._inner = httpcore.SyncBackend()
        self._allow_private, self._deadline, self._resolver = allow_private, deadline, resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"the name {host} has no address")
        for address in self._judged(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure

    def _judged(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            said = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
            raise httpcore.ConnectError(f"the name {host} cannot be resolved{said}") from error
        for address in addresses:
            # One private address among several is reason enough: a name that
            # points both ways is how rebinding is prepared.
            if not self._allow_private and not is_public(ipaddress.ip_address(address)):
                raise FetchRefused(
                    f"{host} is at {address}, which is not public (private ones must be allowed)",
                    where=host,
                )
        return addresses


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except httpcore.TimeoutException as error:
            raise httpx.ReadTimeout(str(error)) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise httpx.ReadError(str(error)) from error

    def close(self) -> None:
        self._stream.close()


class JudgingTransport(httpx.BaseTransport):
    """An httpx transport over `_JudgingBackend`. It uses no proxy: behind one the
    address that is connected to could not be judged."""

    def __init__(
        self, *, allow_private: bool, deadline: Deadline, resolver: Resolver = resolve
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=True),
            max_connections=4,
            keepalive_expiry=30.0,
            network_backend=_JudgingBackend(allow_private, deadline, resolver),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        core = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            response = self._pool.handle_request(core)
        except httpcore.TimeoutException as error:
            raise httpx.ReadTimeout(str(error) or "timed out") from error
        except httpcore.ProtocolError as error:
            raise httpx.RemoteProtocolError(str(error)) from error
        except (httpcore.NetworkError, httpcore.UnsupportedProtocol) as error:
            raise httpx.ConnectError(str(error)) from error
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()
