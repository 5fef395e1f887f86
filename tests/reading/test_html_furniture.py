from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.html_furniture import Known, link_share, sort_out
from careo.values import Block, BlockKind, Link
from reading.pages import FIRST, SECOND, THIRD

KNOWN = Known("Three clerks charged", ("Marta Quillón",), "courier.example")


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def linked(text: str, part: str, url: str = "https://courier.example/other") -> Block:
    at = text.index(part)
    return Block(BlockKind.PARAGRAPH, text, (Link(at, at + len(part), url),))


def kept(*blocks: Block) -> list[Block]:
    return list(sort_out([paragraph(FIRST), paragraph(SECOND), *blocks], KNOWN).blocks[2:])


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter and never miss a story.",
        "Suscríbete a nuestro boletín semanal.",
        "Síguenos en Facebook, Instagram y Telegram.",
        "For the latest news download our app for Android.",
        "¿Ya sabías que tenemos canal de Telegram? Únete aquí.",
        "All rights reserved.",
        "Share this article",
        "Tags: harbour, customs",
        "Reading time: 4 minutes",
    ],
)
def test_what_speaks_to_the_reader_is_furniture(text: str) -> None:
    result = sort_out([paragraph(FIRST), paragraph(SECOND), paragraph(text)], KNOWN)
    assert len(result.blocks) == 2
    assert result.furniture == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "The clerk said he learnt of the raid on Facebook, from a cousin in Ostramar.",
        "La fiscal dijo que el grupo usaba un canal de Telegram para avisar de los controles.",
        "“Subscribe to my channel,” the smuggler told his followers on YouTube before his arrest.",
        "El grupo recibe alertas por WhatsApp y comparte las placas de los agentes en Facebook.",
        "Victims were told to subscribe to the app, the prosecutor said, and lost their savings.",
        "Read the filing carefully, the judge told them, and then decide what to say.",
    ],
)
def test_reporting_about_the_same_things_is_kept(text: str) -> None:
    assert kept(paragraph(text), paragraph(THIRD)) == [paragraph(text), paragraph(THIRD)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Lea también: Un barco sin capitán", "Un barco sin capitán"),
        ("LE PUEDE INTERESAR: Un barco sin capitán", "Un barco sin capitán"),
        ("Related: A ship without a captain", "A ship without a captain"),
        (
            "A ship without a captain drifts to Ostramar",
            "A ship without a captain drifts to Ostramar",
        ),
    ],
)
def test_a_pointer_to_another_story_is_marked(text: str, part: str) -> None:
    (block,) = kept(linked(text, part))
    assert block.kind is BlockKind.SEE_ALSO
    assert block.links[0].url == "https://courier.example/other"


def test_a_paragraph_that_is_one_link_elsewhere_is_kept() -> None:
    block = linked(
        "The whole filing as the court published it",
        "The whole filing as the court published it",
        "https://court.example/1",
    )
    assert kept(block, paragraph(THIRD)) == [block, paragraph(THIRD)]


def test_a_list_of_teasers_at_the_end_is_marked_and_one_inside_is_kept() -> None:
    links = (Link(0, 14, "/a"), Link(15, 30, "/b"))
    teasers = Block(BlockKind.LIST, "A ship drifted\nA bridge falls!", links)
    (closing,) = kept(teasers)
    assert closing.kind is BlockKind.SEE_ALSO


def test_headings_with_nothing_below_them_are_dropped() -> None:
    heading = Block(BlockKind.HEADING, "More from the coast of Valdemora")
    assert kept(paragraph(THIRD), heading) == [paragraph(THIRD)]


def test_the_opening_repeats_of_title_and_byline_are_dropped() -> None:
    opening = [paragraph("Three clerks charged"), paragraph("By Marta Quillón, May 3, 2021")]
    result = sort_out([*opening, paragraph(FIRST)], KNOWN)
    assert result.blocks == (paragraph(FIRST),)


def test_a_paragraph_that_comes_twice_in_a_row_is_kept_once() -> None:
    assert kept(paragraph(THIRD), paragraph(THIRD)) == [paragraph(THIRD)]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: harbour press office",
        "The crane at the fourth pier (Foto: Odo Brandt)",
        "The crane at the fourth pier / Reuters",
    ],
)
def test_a_line_with_a_picture_s_credit_is_furniture(text: str) -> None:
    assert kept(paragraph(text), paragraph(THIRD)) == [paragraph(THIRD)]


def test_a_sentence_that_names_an_agency_is_kept() -> None:
    block = paragraph("The lawyer repeated the denial to the agency Reuters.")
    assert kept(block, paragraph(THIRD)) == [block, paragraph(THIRD)]


def test_what_is_said_of_the_author_below_the_article_is_dropped() -> None:
    about = paragraph("Marta Quillón is a reporter who covers the courts of the coast.")
    assert kept(paragraph(THIRD), about) == [paragraph(THIRD)]


def test_a_sentence_about_somebody_else_at_the_end_is_kept() -> None:
    about = paragraph("Odo Brandt is a lawyer of one of the clerks.")
    assert kept(paragraph(THIRD), about) == [paragraph(THIRD), about]


def test_a_menu_run_together_is_furniture() -> None:
    menu = "Council Harbour Taxes Schools Streets Forms " * 15
    assert kept(paragraph(menu), paragraph(THIRD)) == [paragraph(THIRD)]


@given(st.lists(st.text(min_size=1, max_size=80), max_size=12))
def test_every_block_is_kept_or_listed(texts: list[str]) -> None:
    blocks = [paragraph(text) for text in texts]
    result = sort_out(blocks, KNOWN)
    assert len(result.blocks) + len(result.furniture) == len(blocks)


def test_the_linked_share_of_a_block() -> None:
    assert link_share(linked("abcd", "ab")) == 0.5
    assert link_share(paragraph("")) == 0.0
