from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from careo.errors import ReadingError
from careo.reading.fragment import blocks_of
from careo.reading.html_depth import LEVELS, flattened, parsed_whole


def tree_of(markup: str) -> HtmlElement:
    return parsed_whole(markup, HTMLParser, document_fromstring)


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks_of(markup)]


@pytest.mark.parametrize("tag", ["div", "b", "font", "blockquote", "section", "h2", "ul", "em"])
@pytest.mark.parametrize("levels", [LEVELS, 256, 400, 5000])
def test_no_word_is_lost_however_deep_it_stands(tag: str, levels: int) -> None:
    markup = f"<p>Before.</p>{f'<{tag}>' * levels}Deep.{f'</{tag}>' * levels}<p>After.</p>"
    assert " ".join(" ".join(texts(markup)).split()) == "Before. Deep. After."


def test_tags_that_nobody_closes_lose_nothing() -> None:
    markup = "".join(f"<p><font><b>Paragraph {n}." for n in range(400))
    assert texts(markup)[-1] == "Paragraph 399."
    assert len(texts(markup)) == 400


def test_what_were_paragraphs_of_wrappers_are_still_apart() -> None:
    markup = "<div>" * 300 + "<div>One.</div><div>Two.</div>" + "</div>" * 300
    assert texts(markup) == ["One.", "Two."]


def test_links_keep_their_places_at_any_depth() -> None:
    (block,) = blocks_of("<b>" * 300 + 'See <a href="https://a.example/">this</a>.' + "</b>" * 300)
    assert [link.url for link in block.links] == ["https://a.example/"]


def test_a_script_is_no_text_at_any_depth() -> None:
    script = "<script>if (a<b) { document.write('<p>no</p>') }</script><style>p {}</style>"
    assert texts("<div>" * 300 + script + "<form>no <b>no</b></form>Words.") == ["Words."]


def test_markup_that_is_flat_and_closed_comes_back_as_it_was() -> None:
    markup = "<!-- <div> --><div><p class='a>b'>Text<br/>more</p><ul><li>a</li></ul></div>"
    assert flattened(markup) == markup


def test_closing_tags_that_were_left_out_are_put_in() -> None:
    assert flattened("<div><p><b>One<p>Two</div>") == "<div><p><b>One</b></p><p>Two</p></div>"


def test_a_sign_in_an_attribute_does_not_end_a_tag_that_is_left_out() -> None:
    assert "b" not in "".join(texts("<div title='a > b'>" * 300 + "Words."))


def test_more_than_the_parser_takes_even_then_is_an_error() -> None:
    with pytest.raises(ReadingError, match="more than the parser takes"):
        tree_of("<p>" + "word " * 2_300_000 + "</p><p>after</p>")


MARKUP = st.lists(
    st.sampled_from(
        ["<div>", "</div>", "<p>", "</p>", "<b>", "<li>", "<a ", ">", '"', "w ", "<i>"]
    ),
    max_size=40,
).map("".join)


@given(MARKUP, st.integers(0, 600))
def test_any_markup_is_parsed_to_its_end(markup: str, repeated: int) -> None:
    text = "".join(tree_of(f"<body>{markup * repeated} <p>the end</body>").itertext())
    # An open tag may swallow what follows, as browsers have it.
    assert "the end" in text or markup.rfind("<a ") > markup.rfind(">")


@pytest.mark.parametrize(
    "piece", ["<div>", "<a ", '<a "', "</b>", "<!--", "<script>", "<div title='", "<p></div>"]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        flattened(piece * count)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(80_000) < 20 * max(seconds(10_000), 0.01)
