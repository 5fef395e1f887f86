"""Markdown articles."""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import ReadingError
from careo.reading.markdown import blocks_of_markdown
from careo.reading.reader import read
from careo.sources.opening import open_source
from careo.values import PROSE, Article, Block, BlockKind, Capture, Link, Stated, prose_text
from support import shared

ROOT = "https://example.org/a/b"


def capture(text: str, **stated: object) -> Capture:
    return Capture(
        key="k",
        body=text.encode(),
        media_type="text/markdown",
        locator="page.md",
        fetched=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        url=ROOT,
        stated=Stated(content=text, content_type="text/markdown", **stated),  # type: ignore[arg-type]
    )


def article(text: str, **stated: object) -> Article:
    return read(capture(text, **stated))


def test_links_keep_their_place_and_become_absolute() -> None:
    (block,) = blocks_of_markdown(
        "The **mayor** [denied](/no) it, [said *one* paper](x.html).", ROOT
    )
    assert block.text == "The mayor denied it, said one paper."
    assert block.links == (
        Link(10, 16, "https://example.org/no"),
        Link(21, 35, "https://example.org/a/x.html"),
    )


def test_every_kind_of_block_is_read() -> None:
    text = """\
## The harbour

> “No boat,” she said.
>
> Not one.

- a net
- two *lamps*
  1. old
  2. new

| Boat | Year |
|------|------|
| Alba | 1990 |

```
cat harbour.txt
```
"""
    assert [(str(b.kind), b.text) for b in blocks_of_markdown(text)] == [
        ("heading", "The harbour"),
        ("quote", "“No boat,” she said.\nNot one."),
        ("list", "a net\ntwo lamps\nold\nnew"),
        ("list", "Boat | Year\nAlba | 1990"),
        ("paragraph", "cat harbour.txt"),
    ]


def test_sloppy_emphasis_and_indented_markup_leave_no_marks() -> None:
    text = (
        "** The vote **\n\n    <p>It was <b>late</b>.</p>\n\n*Puerto Alba, **DF. *The council met."
    )
    assert [b.text for b in blocks_of_markdown(text)] == [
        "The vote", "It was late.", "*Puerto Alba, DF. *The council met.",
    ]  # fmt: skip


def test_a_picture_that_opens_a_paragraph_stands_above_it() -> None:
    found = article(
        "![The harbour. Foto Rosa Quint](h.jpg)Puerto Alba. The council met.", title="X"
    )
    assert [b.kind for b in found.blocks] == [BlockKind.IMAGE, BlockKind.PARAGRAPH]
    assert found.blocks[0].links[0].url == "https://example.org/a/h.jpg"
    assert found.text == "Puerto Alba. The council met."
    assert found.lead_image is not None
    assert (found.lead_image.caption, found.lead_image.credit) == ("The harbour", "Rosa Quint")


def test_the_first_heading_is_the_title_and_a_date_line_the_date() -> None:
    found = article(
        "# Harbour closes\n\nPublished :`2024-07-29 11:15:14`\n\n---\n\nThe council met."
    )
    assert found.title == "Harbour closes"
    assert found.published == "2024-07-29"
    assert found.text == "The council met."


def test_a_stated_title_leaves_other_headings_alone() -> None:
    found = article("## The vote\n\nThe council met.", title="Harbour closes")
    assert found.text == "The vote\n\nThe council met."


@pytest.mark.parametrize("marker", ["## Analysis", "## Análisis", "### Our analysis"])
def test_an_analysis_heading_starts_the_analysis(marker: str) -> None:
    found = article(f"The council met.\n\n{marker}\n\nIt met in secret.", title="Harbour")
    assert found.text == "The council met.\n\nIt met in secret."
    assert found.analysis_start == found.text.index("It met")
    assert found.furniture == (marker.strip("# "),)


def test_a_see_also_line_becomes_an_insert_with_its_target() -> None:
    found = article(
        "One.\n\nSEE ALSO: [The vote](/vote)\n\nVEA TAMBIÉN: El voto\n\nTwo.", title="X"
    )
    assert found.blocks[1:3] == (
        Block(BlockKind.SEE_ALSO, "The vote", (Link(0, 8, "https://example.org/vote"),)),
        Block(BlockKind.SEE_ALSO, "El voto", (Link(0, 7, ""),)),
    )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "text <script>alert(1)</script> text",
        "<style>p{alert(1)}</style>\n\ntext",
        '<a href="javascript:alert(1)">text</a>',
        '<img src="x" onerror="alert(1)">',
        "[text](javascript:alert(1))",
        "[text](java\nscript:alert(1))",
        '<iframe src="data:text/html,alert(1)"></iframe>',
        "<div><p>text<script>alert(1)</p></div>",
    ],
)
def test_no_script_survives(html: str) -> None:
    for block in blocks_of_markdown(f"Before.\n\n{html}\n\nAfter.", ROOT):
        assert not any("alert" in x.url for x in block.links)
        assert "alert" not in block.text or "[text](" in html


def test_words_and_embeds_in_raw_html_stay() -> None:
    text = (
        "<div class='box'><p>The <a href='/v'>vote</a>.</p></div>\n\n"
        '<iframe src="https://video.example.org/1" title="Vote"></iframe>\n\nA<br>b'
    )
    assert blocks_of_markdown(text, ROOT) == [
        Block(BlockKind.PARAGRAPH, "The vote.", (Link(4, 8, "https://example.org/v"),)),
        Block(BlockKind.EMBED, "Vote", (Link(0, 4, "https://video.example.org/1"),)),
        Block(BlockKind.PARAGRAPH, "A b"),
    ]


def test_deep_nesting_ends_in_blocks_or_an_error() -> None:
    for text in ("> " * 3000 + "x", "- " * 3000 + "x", "[" * 5000 + "x", "<div>" * 5000 + "x"):
        try:
            assert article(text).blocks
        except ReadingError as error:
            assert "page.md" in str(error)


def test_a_newspapers_posts_are_all_read() -> None:
    folder = shared("corpora/la_jornada_zacatecas/crime")
    found = [read(i) for i in open_source(str(folder)).items() if isinstance(i, Capture)]
    assert len(found) > 400
    for one in found:
        assert one.title
        assert one.published
        assert one.published.startswith("201")
        assert one.language == "es"
        assert "](" not in one.text
        assert "<" not in one.text


def test_captures_with_a_title_and_a_date_line_are_all_read() -> None:
    folder = shared("corpora/cnn_2024/crime")
    found = [read(i) for i in open_source(str(folder)).items() if isinstance(i, Capture)]
    assert len(found) > 40
    for one in found:
        assert one.published
        assert one.published.startswith("2024-0")
        assert not one.title.startswith("#")
        assert one.title not in one.text.split("\n")
        assert "Published :" not in one.text


_PIECES = st.sampled_from(
    ["# ", "## Analysis", "> ", "- ", "1. ", "[a](b)", "![a](b)", "**", "`", "<a href=x>", "</a>",
     "<script>", "</script>", "<br>", "<div>", "\n", "\n\n", "|a|b|\n|-|-|\n|c|d|", "SEE ALSO: ",
     "\\", "&amp;", "---", "~~x~~", "<!--", "-->", "[a]: b"]
)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=12), max_size=25).map("".join))
def test_any_markdown_gives_an_article_that_fits_or_a_reading_error(text: str) -> None:
    try:
        found = article(text)
    except ReadingError:
        return
    for block in found.blocks:
        assert all(0 <= x.start <= x.end <= len(block.text) for x in block.links)
    spans = list(found.prose())
    assert all(span.of(found.text) == block.text for block, span in spans)
    assert {b.kind for b, _ in spans} <= PROSE
    assert "".join(chain.from_iterable(b.text for b in found.blocks)).count("\x00") == 0


@pytest.mark.parametrize("levels", [10, 29, 30, 61, 300])
@pytest.mark.parametrize("kind", ["quotes", "lists"])
def test_words_in_any_number_of_quotes_and_lists_are_read(kind: str, levels: int) -> None:
    deep = "> " * levels + "Deep words." if kind == "quotes" else ""
    deep = deep or "".join(f"{'  ' * n}- item {n}\n" for n in range(levels)) + "\nDeep words."
    text = prose_text(tuple(blocks_of_markdown(f"First words.\n\n{deep}\n\nLast words.\n")))
    assert "First words." in text
    assert "Deep words." in text
    assert text.endswith("Last words.")
    assert kind == "quotes" or f"item {levels - 1}" in text
