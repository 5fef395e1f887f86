from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from careo.reading.html_blocks import blocks_of
from careo.values import Block, BlockKind, Link

BASE = "https://courier.example/a"


def blocks(inside: str) -> list[Block]:
    return blocks_of(etree.fromstring(f"<body>{inside}</body>"), BASE)


def test_white_space_is_squeezed_and_links_keep_their_words() -> None:
    (block,) = blocks('<p>One \n  <ref target="/b">two\n three</ref>  four</p>')
    assert block.text == "One two three four"
    assert block.links == (Link(4, 13, "https://courier.example/b"),)


def test_line_breaks_part_paragraphs_and_move_links() -> None:
    first, second = blocks('<p>One<lb/>two <ref target="/b">three</ref></p>')
    assert first.text == "One"
    (link,) = second.links
    assert second.text[link.start : link.end] == "three"


@pytest.mark.parametrize(
    ("xml", "kind", "text"),
    [
        ("<head>Title</head>", BlockKind.HEADING, "Title"),
        ("<quote><p>Said</p></quote>", BlockKind.QUOTE, "Said"),
        ("<list><item>a</item><item>b</item></list>", BlockKind.LIST, "a\nb"),
        (
            "<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell></row></table>",
            BlockKind.LIST,
            "a | b\nc",
        ),
        ("loose text", BlockKind.PARAGRAPH, "loose text"),
        ("<div><p>deep</p></div>", BlockKind.PARAGRAPH, "deep"),
    ],
)
def test_elements_become_blocks_of_their_kind(xml: str, kind: BlockKind, text: str) -> None:
    assert [(b.kind, b.text) for b in blocks(xml)] == [(kind, text)]


def test_pictures_and_empty_elements_give_nothing() -> None:
    assert blocks("<p> </p><graphic/><list/>") == []


def test_links_that_may_not_stand_are_dropped_and_their_words_kept() -> None:
    (block,) = blocks('<p><ref target="javascript:x()">words</ref></p>')
    assert block == Block(BlockKind.PARAGRAPH, "words")


words = st.text(st.characters(categories=("L", "Zs", "P"), exclude_characters="<&"), max_size=12)


@given(st.lists(st.tuples(words, words, st.booleans()), max_size=6))
def test_every_link_covers_text_of_its_block(pieces: list[tuple[str, str, bool]]) -> None:
    body = etree.Element("body")
    paragraph = etree.SubElement(body, "p")
    for text, tail, is_link in pieces:
        child = etree.SubElement(paragraph, "ref" if is_link else "lb", target="/x")
        child.text, child.tail = (text if is_link else None), tail
    for block in blocks_of(body, BASE):
        assert block.text == block.text.strip()
        for link in block.links:
            covered = block.text[link.start : link.end]
            assert covered and covered == covered.strip()
