"""An article as it is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.values import Article, Block, BlockKind, Link
from careo.weighing.echoes.sketches import words_of
from careo.weighing.echoes.texts import (
    addresses_in,
    days_apart,
    echo_text,
    host_of,
    is_before,
    same_address,
)
from weighing.echo_texts import GAZETTE, text

DATES = st.one_of(
    st.none(),
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
    st.text(max_size=12),
)


def test_links_stand_where_their_words_stand_in_the_text() -> None:
    article = Article(
        "Title",
        (
            Block(BlockKind.PARAGRAPH, "First the mill.", (Link(6, 9, "https://a.example/x"),)),
            Block(BlockKind.IMAGE, "A mill", (Link(0, 6, "https://a.example/mill.jpg"),)),
            Block(BlockKind.SEE_ALSO, "More", (Link(0, 4, "https://b.example/y"),)),
            Block(BlockKind.PARAGRAPH, "Then the road.", (Link(9, 13, "https://c.example/z"),)),
        ),
    )
    found = echo_text(article)
    assert [(one.url, found.text[one.at :][:4]) for one in found.links] == [
        ("https://a.example/x", "the "),
        ("https://b.example/y", "Then"),
        ("https://c.example/z", "road"),
    ]


def test_an_outlet_is_told_by_the_address_unless_it_is_given() -> None:
    article = Article("Title", (), url="https://www.monitor.example/a")
    assert echo_text(article).outlet.key == "monitor.example"
    assert echo_text(article, GAZETTE).outlet is GAZETTE


def test_each_word_has_its_span() -> None:
    one = text("a", "¡Ay, El Río!")
    assert [one.span(at, at).of(one.text) for at in range(3)] == ["Ay", "El", "Río"]
    assert one.span(1, 2).of(one.text) == "El Río"
    assert one.words == ("ay", "el", "rio")


@given(st.text(max_size=40))
def test_words_and_their_places_agree_in_any_script(words: str) -> None:
    one = text("a", words)
    for at, word in enumerate(one.words):
        assert words_of(one.span(at, at).of(one.text)) == [word]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/x/", "http://a.example/x?utm_source=mail#top", True),
        ("https://A.example/x", "https://a.example/x", True),
        ("https://a.example/x", "https://a.example/y", False),
        ("https://a.example/x", None, False),
        (None, None, False),
        ("http://[bad", "http://[bad", False),
    ],
)
def test_one_page_has_many_addresses(one: str | None, other: str | None, same: bool) -> None:
    assert same_address(one, other) is same


def test_addresses_written_out_lose_the_stop_after_them() -> None:
    found = list(addresses_in("See www.a.example/x, or (https://b.example/y)."))
    assert [one.url for one in found] == ["https://www.a.example/x", "https://b.example/y"]


@given(st.text(max_size=60))
def test_no_text_breaks_the_search_for_addresses(words: str) -> None:
    for one in addresses_in(words):
        host_of(one.url)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2031-05-01", "2031-05-02", True),
        ("2031-05-02", "2031-05-01", False),
        ("2031-05-02", "2031-05-02", None),
        ("2031-05", "2031-05-02", None),
        ("2030", "2031-05-02", True),
        ("2031-02-30", "2031-05-02", None),
        (None, "2031-05-02", None),
    ],
)
def test_a_date_lies_before_another_where_both_tell(
    one: str | None, other: str, before: bool | None
) -> None:
    assert is_before(one, other) is before


@given(DATES, DATES)
def test_what_is_before_is_not_after(one: str | None, other: str | None) -> None:
    forth, back = is_before(one, other), is_before(other, one)
    assert (forth is None and back is None) or forth is not back


def test_days_lie_between_whole_dates_only() -> None:
    assert days_apart("2031-05-01", "2031-04-29") == 2
    assert days_apart("2031-05", "2031-04-29") is None
