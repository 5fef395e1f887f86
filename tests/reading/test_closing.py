"""Ends of texts that are no part of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.closing import is_signature, without_closing
from careo.values import Article, Block, BlockKind, Link

WORDS = ("The council of Puerto Alba met on Monday and closed the harbour at night. " * 5).strip()


def article(*texts: str, start: int | None = None) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    return Article("Harbour", blocks, analysis_start=start)


@pytest.mark.parametrize("name", ["REDACCIÓN PUERTO", "ANA M. RUIZ PEÑA", "PORT DESK -", "PUERTO"])
def test_a_name_in_capitals_at_the_end_is_furniture(name: str) -> None:
    for given_ in (article(WORDS, name), article("It began.", f"{WORDS} {name}")):
        found = without_closing(given_, None, "es")
        assert found.text.endswith("at night.")
        assert found.furniture == (name.rstrip(" -"),)


@pytest.mark.parametrize(
    "end",
    ["He never saw the DEA", "It was over. NO!", "Codes: AB12 CD", "She joined the FBI", "ABC"],
)
def test_capitals_that_belong_to_a_sentence_stay(end: str) -> None:
    given_ = article(WORDS, end)
    assert without_closing(given_, None, "en") == given_


def test_a_text_in_capitals_and_one_that_is_nothing_else_stay() -> None:
    for given_ in (
        article(WORDS.upper(), "PORT DESK"),
        article("PORT DESK"),
        article("A", "PORT DESK"),
    ):
        assert without_closing(given_, None, "en") == given_


def test_the_analysis_never_loses_its_first_words() -> None:
    given_ = article(WORDS, "PORT DESK", start=len(WORDS) + 2)
    assert without_closing(given_, None, "en") == given_


@given(st.lists(st.text("AbÉñ .\n-(01/07)", max_size=40), min_size=1, max_size=4))
def test_whatever_is_cut_off_is_kept_as_furniture(texts: list[str]) -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, WORDS + t, (Link(0, 3, "x"),)) for t in texts)
    given_ = Article("Harbour", blocks)
    found = without_closing(given_, "2020-07-01", "es")
    assert given_.text.startswith(found.text)
    assert (found.text == given_.text) == (not found.furniture)
    assert all(link.end <= len(b.text) for b in found.blocks for link in b.links)


@given(st.text())
def test_no_line_breaks_the_judgement(line: str) -> None:
    assert is_signature(line) in (True, False)
