"""Web addresses: their canonical form and whether they may be fetched."""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src)$")
_PORTS = {"http": 80, "https": 443}

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


def canonical(address: str) -> str | None:
    """The address without fragment, default port and tracking parameters, host in
    lower case and without the dot of the root; None for what is no http(s) address."""
    try:
        parts = urlsplit(address.strip())
        # One name with and without its dot (RFC 3986 §3.2.2), which no resolver is
        # to judge by another way than its other spelling.
        host, port = _usual((parts.hostname or "").rstrip(".")), parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or re.search(r"[\s<>\"]", host):
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[scheme]:
        netloc += f":{port}"
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [(k, v) for k, v in pairs if not _TRACKING.match(k)]
        # Only rebuilt when something goes: rebuilding may change the escaping.
        query = urlencode(kept) if len(kept) != len(pairs) else query
    path = re.sub(r"\s", "%20", parts.path) or "/"
    return urlunsplit((scheme, netloc, path, query, ""))


def _usual(host: str) -> str:
    """An IPv4 address in the form that everybody reads (`0x7f.1` is `127.0.0.1`, WHATWG
    URL Standard §3.5); other hosts as they are."""
    if not re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", host):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return host


def origin_of(address: str) -> str:
    """Scheme, host and port of an http(s) address (`https://example.org`)."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(ip: IP) -> bool:
    """Whether an address is on the open internet: not private, loopback, link-local
    (where cloud metadata services listen), shared, reserved or multicast. An IPv6
    address that carries an IPv4 one is judged by both (RFC 4291, 6052, 3056)."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = (
            ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        )
        if inner is not None and not is_public(inner):
            return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in ipaddress.IPv6Network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
