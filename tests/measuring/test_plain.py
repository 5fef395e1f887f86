from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from careo.measuring.plain import joined, overlap, plain_article, size
from careo.values import BlockKind

TEXT = "Clerks charged\r\n\r\n\r\nThree clerks\nwere charged.  \n \n   Two fled."


def test_paragraphs_become_blocks_and_the_headline_a_heading() -> None:
    article = plain_article(TEXT, language="en", headline=True).article
    assert [b.text for b in article.blocks] == [
        "Clerks charged",
        "Three clerks\nwere charged.",
        "Two fled.",
    ]
    assert article.blocks[0].kind == BlockKind.HEADING
    assert article.title == "Clerks charged"


@given(st.text(alphabet="ab \n\r\t", max_size=60))
def test_every_character_of_a_block_has_its_place_in_the_source(text: str) -> None:
    plain = plain_article(text, language="en")
    for _, span in plain.article.prose():
        for at in range(span.start, span.end):
            start, end = plain.back(at, at + 1)
            assert text[start:end] == plain.article.text[at]


def test_parts_that_only_white_space_parts_are_one() -> None:
    assert joined([(10, 12), (0, 3), (4, 6)], "abc de -- xy") == ((0, 6), (10, 12))
    assert joined([(0, 3), (3, 6)], "abcdef") == ((0, 6),)
    assert joined([(2, 5)], "ab  c") == ((4, 5),)
    assert joined([(2, 4)], "ab  c") == ()


def test_overlap_and_size_count_characters() -> None:
    assert overlap([(0, 5), (8, 10)], [(3, 9)]) == 3
    assert size([(0, 5), (8, 10)]) == 7
