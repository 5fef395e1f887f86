"""Records: table rows, WordPress items, feed entries."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import ReadingError
from careo.reading.fragment import blocks_of
from careo.reading.reader import read
from careo.reading.records import as_html
from careo.sources.opening import open_source
from careo.values import Article, Block, BlockKind, Capture, Link, Stated
from support import shared


def article(content: str, content_type: str = "text/html", **stated: object) -> Article:
    return read(
        Capture(
            key="k",
            body=b"row",
            media_type="application/json",
            locator="table.csv:2",
            fetched=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
            url="https://example.org/a",
            stated=Stated(content=content, content_type=content_type, **stated),  # type: ignore[arg-type]
        )
    )


def test_what_a_record_states_wins_over_what_its_text_says() -> None:
    found = article(
        "<h1>Other</h1><p>The council met on Monday.</p>",
        title="Harbour &amp; council",
        authors=("By Ana Ruiz and Tom Hill*", "AFP"),
        published="3 de mayo de 2019",
        language="es-MX",
        section=("News",),
        type="Brief",
        tags=("Ports", "Ports", "Council"),
        primary_tag="Ports",
        standfirst="<p>It met &ldquo;in secret&rdquo;.</p>",
        licence="CC BY 4.0",
        translation_key="harbour",
    )
    assert found.title == "Harbour & council"
    assert found.authors == ("Ana Ruiz", "Tom Hill", "AFP")
    assert (found.published, found.language) == ("2019-05-03", "es")
    assert (found.section, found.type) == (("News",), "Brief")
    assert (found.tags, found.primary_tag) == (("Ports", "Council"), "Ports")
    assert found.standfirst == "It met “in secret”."
    assert (found.licence, found.translation_key, found.key) == ("CC BY 4.0", "harbour", "k")


def test_a_standfirst_that_only_repeats_is_dropped() -> None:
    body = "<p>The council met on Monday and closed the harbour at night for a month.</p>"
    cut = "The council met on Monday and closed the harbour [&hellip;]"
    assert article(body, title="X", standfirst=cut).standfirst is None
    assert article(body, title="The vote", standfirst="The vote.").standfirst is None
    assert article(body, title="X", standfirst="A vote in secret").standfirst == "A vote in secret"


def test_plain_text_that_calls_itself_html_is_read_as_lines() -> None:
    found = article("The council met.\n\nIt was &quot;late&quot;.", title="X")
    assert [b.text for b in found.blocks] == ["The council met.", 'It was "late".']


def test_a_line_that_repeats_the_author_is_no_paragraph() -> None:
    found = article("<p>ANA RUIZ</p><p>The council met.</p>", title="X", authors=("Ana Ruiz",))
    assert found.text == "The council met."
    assert found.furniture == ("ANA RUIZ",)


# --- WordPress --------------------------------------------------------------


def texts(content: str) -> list[tuple[str, str]]:
    return [(str(b.kind), b.text) for b in blocks_of(as_html(content), "https://example.org/")]


def test_blank_lines_are_paragraphs_where_wordpress_relies_on_them() -> None:
    content = "The <b>council</b>\nmet.\r\n\r\nIt was late.\n<blockquote>No.</blockquote>\n\nEnd."
    assert texts(content) == [
        ("paragraph", "The council met."),
        ("paragraph", "It was late."),
        ("quote", "No."),
        ("paragraph", "End."),
    ]


def test_paragraphs_that_are_marked_are_left_as_they_are() -> None:
    assert texts("<p>One\n\ntwo.</p>\n<p>Three.</p>") == [
        ("paragraph", "One two."),
        ("paragraph", "Three."),
    ]


def test_captions_and_embeds_are_resolved_and_other_short_codes_go() -> None:
    content = (
        '[caption id="a" width="3"]<img src="/h.jpg" alt="x" /> The <em>harbour</em>[/caption]\n\n'
        "[embed]https://video.example.org/1[/embed]\n\n"
        "https://video.example.org/2\n\n"
        '[gallery ids="1,2"]\n\n[sic] she said. [box style="red"]Inside.[/box]'
    )
    assert texts(content) == [
        ("image", "The harbour"),
        ("embed", ""),
        ("embed", ""),
        ("paragraph", "[sic] she said. Inside.[/box]"),
    ]


def test_block_comments_leave_no_trace() -> None:
    content = '<!-- wp:paragraph {"a":1} -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:x /-->'
    assert texts(content) == [("paragraph", "One.")]


# --- HTML fragments ---------------------------------------------------------


def test_links_in_a_fragment_keep_their_place() -> None:
    blocks = blocks_of("<p>A <a href='/x'> few <b>words</b></a>, and <a href='#n'>1</a>.</p>",
                       "https://example.org/a")  # fmt: skip
    assert blocks == [
        Block(BlockKind.PARAGRAPH, "A few words, and 1.", (Link(2, 11, "https://example.org/x"),))
    ]


def test_lists_quotes_tables_and_figures_have_their_kinds() -> None:
    html = (
        "<h2>Boats</h2><ul><li>one</li><li>two <a href='https://e.org'>nets</a>"
        "<ul><li>old</li></ul></li></ul><blockquote><p>No.</p><p>Never.</p></blockquote>"
        "<table><tr><th>Boat</th></tr><tr><td>Alba</td></tr></table>"
        "<figure><img src='https://e.org/i.jpg'><figcaption>A boat</figcaption></figure>"
        "<blockquote class='twitter-tweet'>Hi <a href='https://e.org/t'>May 3</a></blockquote>"
    )
    blocks = blocks_of(html)
    assert [(str(b.kind), b.text) for b in blocks] == [
        ("heading", "Boats"),
        ("list", "one\ntwo nets\nold"),
        ("quote", "No.\nNever."),
        ("list", "Boat\nAlba"),
        ("image", "A boat"),
        ("embed", "Hi May 3"),
    ]
    assert blocks[1].links == (Link(8, 12, "https://e.org"),)
    assert blocks[4].links[0].url == "https://e.org/i.jpg"
    assert blocks[5].links == (Link(0, 8, "https://e.org/t"),)


def test_pictures_that_only_count_readers_are_left_out() -> None:
    html = "<p>One.<img src='https://e.org/i.jpg' width='1'><img src='https://e.org/t-pixel.png?a=1'></p>"
    assert [b.kind for b in blocks_of(html)] == [BlockKind.PARAGRAPH]


def test_two_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert texts("One<br>two<br/><br/>three") == [("paragraph", "One two"), ("paragraph", "three")]


@pytest.mark.parametrize(
    "html",
    ["<script>x()</script>", "<p onclick='x()'>a</p>", "<a href='javascript:x()'>a</a>",
     "<svg><script>x()</script></svg>", "<img src='javascript:x()'>", "<form>x()</form>",
     "<iframe src='vbscript:x()'></iframe>", "<a href=' java\tscript:x()'>a</a>"],
)  # fmt: skip
def test_nothing_that_runs_survives(html: str) -> None:
    for block in blocks_of(html):
        assert "x()" not in block.text
        assert not block.links


def test_very_deep_markup_keeps_its_words() -> None:
    blocks = blocks_of("<div>" * 5000 + "deep words" + "</div>" * 5000)
    assert "deep words" in " ".join(b.text for b in blocks) or not blocks


# --- errors -----------------------------------------------------------------


def test_an_unknown_content_type_is_refused_with_its_place() -> None:
    with pytest.raises(ReadingError, match=r"table\.csv:2: content of type image/png"):
        article("x", "image/png")


def test_halves_of_characters_do_not_reach_the_output() -> None:
    for content_type in ("text/html", "text/plain", "text/markdown"):
        found = article(
            "<p>One \ud800two.</p>\n\nThree \udfff.",
            content_type,
            title="X\ud800",
            authors=("Ana\udc00 Ruiz",),
            tags=("Ports\ud800",),
            standfirst="It \ud800met",
        )
        assert json.dumps(found.as_json(), ensure_ascii=False).encode()
        assert "two." in found.text


def test_a_record_without_words_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"table\.csv:2: is empty"):
        article("   ")
    with pytest.raises(ReadingError, match="holds no article text"):
        article("<p> </p><script>1</script>")


# --- real exports -----------------------------------------------------------


def test_real_wordpress_exports_are_read() -> None:
    folder = shared("formats/wxr")
    found = [read(i) for i in open_source(str(folder)).items() if isinstance(i, Capture)]
    assert len(found) > 400
    for one in found:
        assert one.title
        assert "[caption" not in one.text
        assert "wp:paragraph" not in one.text


def test_a_table_of_a_newspaper_is_read() -> None:
    items = open_source(str(shared("corpora/bolivia_2020/noticias.csv"))).items()
    found = [read(item) for item in items if isinstance(item, Capture)]
    assert len(found) == 244
    assert {one.language for one in found} == {"es"}
    assert sum(one.published is not None for one in found) > 240


_TAGS = st.sampled_from(
    ["<p>", "</p>", "<a href='x'>", "</a>", "<ul><li>", "</ul>", "<br>", "<blockquote>",
     "<table><tr>", "<td>", "<script>", "</script>", "<img src=x>", "<figure>", "<h2>",
     "[caption]", "[/caption]",
     "\n\n", "<!--", "-->", "<iframe src=y>", "&nbsp;", "&#0;", "<pre>", "</pre>", "SEE ALSO: "]
)  # fmt: skip


@given(st.lists(_TAGS | st.text(max_size=10), max_size=30).map("".join))
def test_any_html_gives_an_article_that_fits_or_a_reading_error(content: str) -> None:
    try:
        found = article(content)
    except ReadingError:
        return
    for block in found.blocks:
        assert all(0 <= x.start <= x.end <= len(block.text) for x in block.links)
    assert all(span.of(found.text) == block.text for block, span in found.prose())
