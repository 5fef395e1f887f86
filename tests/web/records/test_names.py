from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from careo.web.records.names import free_slug, section_paths, short_key, slug_of, slug_or_hash


def test_slugs_are_plain_and_cut_at_a_word() -> None:
    assert slug_of("El Niño: ¿quién?") == "el-nino-quien"
    assert slug_of("word " * 40) == "-".join(["word"] * 16)
    assert slug_of("漢字") == ""


@given(st.text(max_size=300))
def test_every_text_has_a_slug_that_fits_an_address(text: str) -> None:
    slug = slug_or_hash(text, text)
    assert re.fullmatch(r"[a-z0-9_-]{1,80}", slug)


def test_a_taken_slug_gets_the_next_free_number() -> None:
    assert free_slug("a", []) == "a"
    assert free_slug("a", ["a", "a-2"]) == "a-3"


@given(st.text(max_size=1000), st.text(max_size=1000))
def test_short_keys_fit_their_column_and_stay_apart(one: str, other: str) -> None:
    assert len(short_key(one)) <= 400
    assert (short_key(one) == short_key(other)) == (one == other)


def test_section_paths_go_down_from_the_top() -> None:
    assert section_paths(["News", "Brief"]) == ["news", "news/brief"]
    assert section_paths([]) == []
