"""Addresses that may stand in an article."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.links import LONGEST, clean_url

BASE = "https://example.org/news/a"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://e.org/x?a=1#b", "https://e.org/x?a=1#b"),
        ("/x", "https://example.org/x"),
        ("b", "https://example.org/news/b"),
        ("//e.org/x", "https://e.org/x"),
        (" https://e.org/\n x ", "https://e.org/x"),
        ("mailto:a@e.org", "mailto:a@e.org"),
    ],
)
def test_addresses_become_absolute(url: str, clean: str) -> None:
    assert clean_url(url, BASE) == clean


@pytest.mark.parametrize(
    "url",
    ["javascript:x()", "JaVaScRiPt:x()", " java\tscript:x()", "\x01javascript:x()",
     "data:text/html,x", "vbscript:x", "file:///etc/passwd", "#top", "",
     "https://[broken", "a" * (LONGEST + 1)],
)  # fmt: skip
@pytest.mark.parametrize("base", [None, BASE])
def test_what_a_page_may_not_link_to_is_refused(url: str, base: str | None) -> None:
    assert clean_url(url, base) is None


def test_without_a_base_relative_addresses_stay() -> None:
    assert clean_url("/x") == "/x"
    assert clean_url("//e.org/x") == "https://e.org/x"


@given(st.text(max_size=60), st.none() | st.just(BASE))
def test_whatever_comes_out_has_a_harmless_scheme(url: str, base: str | None) -> None:
    clean = clean_url(url, base)
    if clean is not None:
        assert urlsplit(clean).scheme in {"", "http", "https", "mailto"}
