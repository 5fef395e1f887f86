from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.sources.frontmatter import split_front_matter


def test_yaml_values_stay_as_they_were_written() -> None:
    fields, text = split_front_matter(
        "---\ndate: 2012-03-21\npublished: true\ntags: [a, b]\n---\nBody\n"
    )
    assert fields == {"date": "2012-03-21", "published": "true", "tags": ["a", "b"]}
    assert text == "Body\n"


def test_windows_line_ends_and_a_byte_order_mark_are_no_obstacle() -> None:
    fields, text = split_front_matter("\ufeff---\r\ntitle: A\r\n---\r\nBody")
    assert (fields, text) == ({"title": "A"}, "Body")


def test_a_title_with_an_unquoted_colon_is_read_line_by_line() -> None:
    fields, _ = split_front_matter("---\ntitle: Alcalde: no renuncio\nauthor: 'Ana'\n---\n")
    assert fields == {"title": "Alcalde: no renuncio", "author": "Ana"}


def test_toml_is_read_too() -> None:
    fields, text = split_front_matter('+++\ntitle = "A"\ndate = 2020-01-02\n+++\nBody')
    assert (fields, text) == ({"title": "A", "date": "2020-01-02"}, "Body")


@pytest.mark.parametrize(
    "text", ["", "Plain", "---\nno end", "text\n---\na: b\n---\n", "--- x\n---\n"]
)
def test_text_without_front_matter_is_left_whole(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_an_alias_bomb_is_not_expanded() -> None:
    levels = "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghi")
    )
    fields, _ = split_front_matter(f"---\na: &a [x, x, x]\n{levels}---\nBody")
    assert len(str(fields)) < 2000


@given(st.text())
def test_no_block_breaks_the_reading(block: str) -> None:
    split_front_matter(f"---\n{block}\n---\nrest")
    split_front_matter(f"+++\n{block}\n+++\nrest")
