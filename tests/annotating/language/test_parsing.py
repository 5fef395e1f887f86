"""Pieces lead back to the text exactly, however they were cut and masked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from careo.annotating.language.parsing import PIECE_LIMIT, WORD_LIMIT, masked, pieces_of
from careo.values import Article, Block, BlockKind

texts = st.text(alphabet="ab .!?\n(seever vídeo)“”", max_size=200)


@given(st.lists(texts, max_size=5))
def test_every_character_of_a_piece_is_that_of_the_text(paragraphs: list[str]) -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs)
    written = Article("t", blocks)
    for piece in pieces_of(written):
        for at, character in enumerate(piece.text):
            assert written.text[piece.offset(at)] == character


@given(st.text(max_size=80), st.text(min_size=1, max_size=80))
def test_a_span_of_a_piece_covers_its_words(left: str, right: str) -> None:
    piece = masked(f"{left} (see the video) {right}", 0)
    span = piece.span(0, len(piece.text))
    assert span.start == piece.offset(0)
    assert span.end == piece.offset(len(piece.text) - 1) + 1


def test_asides_are_left_out_and_names_in_parentheses_are_not() -> None:
    piece = masked("Ana Sol (see video below) met the Lemon Office (LO).", 10)
    assert piece.text == "Ana Sol met the Lemon Office (LO)."
    assert piece.offset(piece.text.index("met")) == 10 + len("Ana Sol (see video below) ")


def test_a_long_block_is_cut_at_sentences_and_loses_nothing() -> None:
    text = "One sentence stands here. " * 3_000
    written = Article("t", (Block(BlockKind.PARAGRAPH, text),))
    pieces = list(pieces_of(written))
    assert "".join(p.text for p in pieces) == text
    assert all(len(p.text) <= PIECE_LIMIT for p in pieces)
    assert all(p.text.startswith("One") for p in pieces)


def test_a_block_without_a_single_blank_is_cut_all_the_same() -> None:
    written = Article("t", (Block(BlockKind.PARAGRAPH, "x" * 35_000),))
    assert "".join(p.text for p in pieces_of(written)) == "x" * 35_000


def test_a_word_that_never_ends_is_cut_for_the_tokenizer() -> None:
    text = f"Ana said {'(' * 1_700} and left. " * 8
    written = Article("t", (Block(BlockKind.PARAGRAPH, text),))
    pieces = [p.text for p in pieces_of(written)]
    assert "".join(pieces) == text
    assert max(len(word) for piece in pieces for word in piece.split()) <= WORD_LIMIT


def test_blocks_beside_the_text_and_blank_ones_give_no_pieces() -> None:
    blocks = (
        Block(BlockKind.IMAGE, "A caption"),
        Block(BlockKind.PARAGRAPH, "  "),
        Block(BlockKind.HEADING, "Heading"),
    )
    assert [p.text for p in pieces_of(Article("t", blocks))] == ["Heading"]
