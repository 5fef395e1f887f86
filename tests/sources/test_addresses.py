from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.sources.addresses import canonical, is_public, origin_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTPS://News.Example/A?b=1#c", "https://news.example/A?b=1"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a?utm_source=x&id=3&fbclid=y", "https://news.example/a?id=3"),
        ("https://news.example/a?q=a%20b", "https://news.example/a?q=a%20b"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_an_address_has_one_canonical_form(written: str, expected: str) -> None:
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "written",
    ["", "news.example/a", "ftp://a/b", "javascript:alert(1)", "http://", "http://[x/", "/a"],
)
def test_what_is_no_web_address_has_no_canonical_form(written: str) -> None:
    assert canonical(written) is None


@given(st.text())
def test_canonical_is_idempotent_and_never_fails(text: str) -> None:
    once = canonical(text)
    assert once is None or canonical(once) == once


@given(st.from_regex(r"https?://[a-z0-9.]{1,20}(:[0-9]{1,5})?/[ -~]{0,40}", fullmatch=True))
def test_canonical_is_idempotent_on_addresses(text: str) -> None:
    once = canonical(text)
    assert once is None or canonical(once) == once


def test_the_origin_is_scheme_host_and_port() -> None:
    assert origin_of("https://news.example:8443/a?b") == "https://news.example:8443"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1"),
        *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"),
    ],
)
def test_private_addresses_are_not_public_in_any_disguise(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
