"""What every value that passes between the stages holds to."""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from careo.characters import printable, replaced, storable
from careo.values import Article, Block, BlockKind, Capture, Image, Link, Rejection, Span

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_storable_text_has_no_nul_and_can_be_encoded(text: str) -> None:
    clean = storable(text)
    clean.encode()
    assert "\0" not in clean
    assert storable(clean) == clean


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))))
def test_text_that_can_be_stored_stays_as_it_is(text: str) -> None:
    assert storable(text) is text


@given(ANY_TEXT, ANY_TEXT)
def test_what_names_a_record_can_always_be_stored(key: str, value: str) -> None:
    capture = Capture(
        key=key,
        body=b"",
        media_type="text/plain",
        locator=key,
        fetched=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        url=value,
        headers=((key, value),),
    )
    rejection = Rejection(key, value)
    told = (capture.key, capture.locator, capture.url, *capture.headers[0])
    for text in (*told, rejection.locator, rejection.reason):
        assert text is not None
        text.encode()
        assert "\0" not in text


@given(ANY_TEXT)
def test_what_an_article_says_of_itself_can_always_be_stored(text: str) -> None:
    article = Article(
        title=text,
        blocks=(Block(BlockKind.PARAGRAPH, text, (Link(0, len(text), text),)),),
        authors=(text,),
        tags=(text,),
        standfirst=text,
        published=text,
        language=text,
        translation_key=text,
        lead_image=Image(text, text, text, text),
    )
    image = article.lead_image
    assert image is not None
    told = (article.title, *article.authors, *article.tags, article.standfirst, article.text)
    small = (article.published, article.language, article.translation_key)
    for held in (*told, *small, image.url, image.caption, article.blocks[0].links[0].url):
        assert held is not None
        held.encode()
        assert "\0" not in held
    assert len(article.text) == len(text)


@given(ANY_TEXT)
def test_printable_text_can_stand_in_a_feed_and_a_replaced_one_is_as_long(text: str) -> None:
    for clean in (printable(text), replaced(text)):
        etree.fromstring(f"<t>{escape(clean)}</t>".encode())
    assert len(replaced(text)) == len(text)
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 1)])
def test_a_span_is_never_empty_or_backward(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="impossible span"):
        Span(start, end)


KINDS = st.sampled_from(BlockKind)
BLOCKS = st.lists(st.builds(Block, kind=KINDS, text=st.text(max_size=20)), max_size=6)


@given(BLOCKS)
def test_the_spans_of_an_articles_prose_are_the_words_of_its_blocks(blocks: list[Block]) -> None:
    article = Article(title="Two boats", blocks=tuple(blocks))
    for block, span in article.prose():
        assert span.of(article.text) == block.text


@given(BLOCKS)
def test_an_article_comes_back_from_its_json(blocks: list[Block]) -> None:
    article = Article(title="Two boats", blocks=tuple(blocks), tags=("boats",), language="en")
    assert Article.from_json(article.as_json()) == article
