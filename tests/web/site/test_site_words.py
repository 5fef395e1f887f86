"""Addresses, excerpts, dates: the small pure parts."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from careo.web.site.addresses import host_of, safe_href
from careo.web.site.dates import month_name, month_short, parts, short
from careo.web.site.excerpts import cut


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x",
        "HTTP://A.example",
        "mailto:desk@a.example",
        "https://a.example/é?q=1#f",
    ],
)
def test_web_and_mail_addresses_may_be_linked(url: str) -> None:
    assert safe_href(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None, "", "  ", "javascript:alert(1)", "java\tscript:alert(1)", "\x01javascript:x",
        "data:text/html,x", "ftp://a.example", "//a.example", "/path", "path", "https:", "https://",
        "mailto:", "https://[::1", "https://a.example/\n<script>", "https://a.example/\u202egpj",
        "https://" + "a" * 3000,
    ],
)  # fmt: skip
def test_everything_else_may_not(url: str | None) -> None:
    assert safe_href(url) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_check(url: str) -> None:
    found = safe_href(url)
    assert found is None or found.lower().startswith(("http://", "https://", "mailto:"))


def test_a_host_is_named_without_its_www() -> None:
    assert host_of("https://www.a.example:8/x") == "a.example"
    assert host_of("mailto:x@y") == ""


@given(st.text(max_size=400), st.integers(10, 200))
def test_an_excerpt_fits_and_is_a_start_of_the_text(text: str, limit: int) -> None:
    made = cut(text, limit)
    assert len(made) <= limit
    assert " ".join(text.split()).startswith(made.removesuffix("…").rstrip())


def test_an_excerpt_ends_after_a_whole_word_with_an_ellipsis() -> None:
    assert cut("One two, three four", 12) == "One two…"
    assert cut("One two", 12) == "One two"
    assert cut("Onetwothreefour", 8) == "Onetwot…"
    assert cut("One two... three four", 14) == "One two…"
    assert cut("One two. Three four", 12) == "One two…"


def test_dates_are_shown_as_precisely_as_they_are_known_in_both_languages() -> None:
    with translation.override("en"):
        assert [short(d) for d in ("2012-03-21", "2012-03", "2012", "", None, "soon")] == [
            "21 Mar 2012", "Mar 2012", "2012", "", "", "",
        ]  # fmt: skip
    with translation.override("es"):
        assert [short(d) for d in ("2012-01-02", "2012-05", "2012")] == [
            "2 ene 2012", "may 2012", "2012",
        ]  # fmt: skip


def test_months_by_themselves_are_written_as_their_language_writes_them() -> None:
    with translation.override("en"):
        assert (month_name(2012, 3), month_short(3)) == ("March 2012", "Mar")
    with translation.override("es"):
        assert (month_name(2012, 3), month_short(3)) == ("marzo de 2012", "mar")


def test_impossible_dates_are_no_dates() -> None:
    assert parts("2012-13-01") is None
    assert parts("2012-01-32") is None
