"""Text captures of pages and plain text of records."""

from __future__ import annotations

import csv
import datetime as dt
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.reading.lines import mend, shape_of
from careo.reading.reader import read
from careo.reading.text import read_text
from careo.values import PROSE, Article, Block, BlockKind, Capture, Stated
from support import shared

PARAGRAPH = (
    "The council of Puerto Alba voted on Monday to close the harbour at night, after a "
    "report said that boats without lights had been seen there."
)
BROKEN = """\
A view of the harbour
SHARE
The council of Puerto Alba voted on Monday to
close the harbour
at night. A report
published
by the newspaper
El Faro de Alba
, which has a reporter there, said that boats had been seen (
Observatorio del Puerto – ODP)
.
SEE ALSO:
Puerto Alba News and Profile
Mayor Rosa Quint denied it, but the chief of police
said
that two men had been
arrested
.
InSight Crime Analysis
Who Owns the Boats
The harbour has no
register
, and the owners are hard to find, even for the
customs office
and its inspectors.
SHARE
Puerto Alba
Boats
What are your thoughts? Tell
the desk
at the harbour.
We encourage readers to copy what
the desk wrote
.
Name
Email
"""


def capture(text: str = "", **stated: object) -> Capture:
    return Capture(
        key="k",
        body=text.encode(),
        media_type="text/plain",
        locator="page.txt",
        fetched=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        stated=Stated(**stated),  # type: ignore[arg-type]
    )


def article(text: str, **stated: object) -> Article:
    return read(capture(text, **stated))


def linked(block: Block) -> list[str]:
    return [block.text[x.start : x.end] for x in block.links]


# --- above the body ---------------------------------------------------------


@pytest.mark.parametrize(
    "breadcrumb",
    ["HomeNewsBriefHarbour Closes at Night", "Home > News > Brief > Harbour Closes at Night",
     "Inicio › News › Brief"],
)  # fmt: skip
def test_a_breadcrumb_gives_the_section(breadcrumb: str) -> None:
    page = (
        f"{breadcrumb}\nBRIEF\n\nHarbour Closes at Night\n\nPORTS / 3 MAY 2019 BY ANA RUIZ EN\n\n"
    )
    found = article(f"{page}{PARAGRAPH}\n\nsend InSight Crime your comments")
    assert found.title == "Harbour Closes at Night"
    assert found.section == ("News", "Brief")
    assert found.type == "Brief"


def test_a_date_line_gives_tag_date_authors_and_edition() -> None:
    page = f"Cierra el puerto\n\nEL PUERTO / 3 MAYO 2019 POR ANA RUIZ Y TOM HILL ES\n\n{PARAGRAPH}"
    found = article(page)
    assert (found.primary_tag, found.published) == ("El puerto", "2019-05-03")
    assert found.authors == ("Ana Ruiz", "Tom Hill")
    assert found.language == "es"
    assert found.text == PARAGRAPH


def test_a_tag_in_capitals_is_written_as_the_text_writes_it() -> None:
    page = "Harbour Closes\n\nODP OF EL ZORRO / 3 MAY 2019\n\n"
    found = article(page + PARAGRAPH + " The ODP of El Zorro said so.")
    assert found.primary_tag == "ODP of El Zorro"


def test_what_stands_between_title_and_date_line_is_the_standfirst() -> None:
    page = (
        f"Harbour Closes\n\nNo boat may leave after dark.\n\nBy Ana Ruiz\n3 May 2019\n\n{PARAGRAPH}"
    )
    found = article(page)
    assert found.standfirst == "No boat may leave after dark."
    assert (found.authors, found.published) == (("Ana Ruiz",), "2019-05-03")


def test_a_stated_title_is_not_repeated_in_the_text() -> None:
    found = article(f"NEWS\nHarbour closes\n{PARAGRAPH}\n{PARAGRAPH}", title="Harbour Closes!")
    assert found.title == "Harbour Closes!"
    assert found.text.startswith("The council")


def test_a_text_without_a_title_gets_its_first_words() -> None:
    found = article(f"{PARAGRAPH}\n\n{PARAGRAPH}")
    assert found.title.endswith("…")
    assert PARAGRAPH.startswith(found.title[:-1])
    assert found.text.startswith(found.title[:-1])


# --- the body ---------------------------------------------------------------


def test_blank_lines_make_paragraphs_and_wrapped_lines_are_joined() -> None:
    found = article(
        "Harbour Closes\n\nThe council voted on Monday to close\nthe harbour at night.\n\n"
        "The mayor said that she had\nnot been asked.\n",
    )
    assert [b.text for b in found.blocks] == [
        "The council voted on Monday to close the harbour at night.",
        "The mayor said that she had not been asked.",
    ]


def test_lines_of_one_width_without_blank_lines_are_unwrapped() -> None:
    lines = textwrap.wrap(PARAGRAPH, 60)
    assert len(lines) > 2
    again = textwrap.wrap("The mayor " + PARAGRAPH.lower(), 60)
    found = article("\n".join([*lines, "SEE ALSO: The vote", *again]), title="Harbour")
    assert [(str(b.kind), b.text) for b in found.blocks] == [
        ("paragraph", PARAGRAPH),
        ("see_also", "The vote"),
        ("paragraph", "The mayor " + PARAGRAPH.lower()),
    ]


def test_one_line_is_one_paragraph_where_there_are_no_blank_lines() -> None:
    found = article(f"{PARAGRAPH}\nThe mayor denied it.\n{PARAGRAPH}", title="Harbour")
    assert len(found.blocks) == 3


def test_bullets_become_a_list() -> None:
    found = article(f"{PARAGRAPH}\n\n- one boat\n- two nets\n- no light\n\n{PARAGRAPH}", title="X")
    assert found.blocks[1] == Block(BlockKind.LIST, "one boat\ntwo nets\nno light")


@pytest.fixture(scope="module")
def broken() -> Article:
    return article(BROKEN, title="Harbour Closes at Night")


def test_sentences_in_pieces_are_made_whole(broken: Article) -> None:
    prose = [b.text for b in broken.blocks if b.kind is BlockKind.PARAGRAPH]
    assert prose[0] == (
        "The council of Puerto Alba voted on Monday to close the harbour at night. A report "
        "published by the newspaper El Faro de Alba, which has a reporter there, said that boats "
        "had been seen (Observatorio del Puerto – ODP)."
    )
    assert prose[1].endswith("said that two men had been arrested.")


def test_the_links_of_a_crawl_keep_their_place(broken: Article) -> None:
    first = next(b for b in broken.blocks if b.kind is BlockKind.PARAGRAPH)
    assert linked(first) == [
        "close the harbour", "published", "El Faro de Alba", "Observatorio del Puerto – ODP)",
    ]  # fmt: skip
    assert {x.url for x in first.links} == {""}


def test_inserts_captions_and_headings_are_told_from_prose(broken: Article) -> None:
    assert [(str(b.kind), b.text) for b in broken.blocks if b.kind is not BlockKind.PARAGRAPH] == [
        ("image", "A view of the harbour"),
        ("see_also", "Puerto Alba News and Profile"),
        ("heading", "Who Owns the Boats"),
    ]
    assert "SEE ALSO" not in broken.text


def test_the_analysis_marker_sets_the_offset_and_is_gone(broken: Article) -> None:
    assert broken.analysis_start is not None
    assert broken.text[broken.analysis_start :].startswith("Who Owns the Boats\n\nThe harbour")
    assert "InSight" not in broken.text


def test_what_stands_below_is_furniture_and_licence(broken: Article) -> None:
    assert broken.text.endswith("and its inspectors.")
    assert "What are your thoughts? Tell the desk at the harbour." in broken.furniture
    assert broken.licence == "We encourage readers to copy what the desk wrote."


def test_a_cut_off_last_line_stays_prose() -> None:
    lines = ["The mayor of", "Puerto Alba", "said no.", "She then", "went", "and the council did"]
    blocks = mend(lines, shape_of(lines))
    assert [b.kind for b in blocks] == [BlockKind.PARAGRAPH] * 2
    assert blocks[1].text == "She then went and the council did"


def test_a_see_also_in_running_prose_stays_prose() -> None:
    text = f"{PARAGRAPH}\n\nSee also the report that the council printed in June.\n\n{PARAGRAPH}"
    assert "See also the report" in article(text, title="Harbour").text


def test_headlines_left_below_a_text_are_furniture() -> None:
    below = [
        "Storm on the coast leaves three boats lost",
        "Council buys a lamp",
        "Who is the mayor",
    ]
    found = article("\n".join([PARAGRAPH] * 3 + below), title="Harbour")
    assert found.text == "\n\n".join([PARAGRAPH] * 3)
    assert found.furniture == tuple(below)


def test_a_list_at_the_end_stays() -> None:
    items = ["- one boat", "- two nets", "- no light"]
    found = article("\n".join([PARAGRAPH] * 3 + items), title="Harbour")
    assert found.blocks[-1].text == "one boat\ntwo nets\nno light"


def test_decks_below_a_repeated_title_are_the_standfirst() -> None:
    decks = [
        "The mayor said that she had not been asked",
        "Two men are being looked for on the coast",
    ]
    found = article("\n".join(["Harbour", *decks, PARAGRAPH, PARAGRAPH]), title="Harbour")
    assert found.standfirst == ". ".join(decks)
    assert found.text == f"{PARAGRAPH}\n\n{PARAGRAPH}"


def test_a_post_left_as_text_becomes_one_embed() -> None:
    post = ["We saw lights. pic.twitter.com/abc", "— Harbour Watch (@watch)", "May 3, 2019"]
    lines = [PARAGRAPH, *post, PARAGRAPH]
    found = article("\n".join(lines), title="Harbour")
    assert found.text == f"{PARAGRAPH}\n\n{PARAGRAPH}"
    assert found.blocks[1].kind is BlockKind.EMBED
    assert found.blocks[1].text.startswith("We saw lights.")
    assert found.blocks[1].links[0].url == "https://pic.twitter.com/abc"


# --- a real crawl -----------------------------------------------------------


@pytest.fixture(scope="module")
def crawl() -> list[Article]:
    with shared("corpora/insightcrime/articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        read(
            Capture(
                key=row["url"],
                body=b"row",
                media_type="text/csv",
                locator=f"articles.csv:{at}",
                fetched=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
                url=row["url"],
                stated=Stated(
                    title=row["title"],
                    authors=(row["author"],),
                    published=row["date"],
                    type=row["type"],
                    content=row["content"],
                    content_type="text/plain",
                ),
            )
        )
        for at, row in enumerate(rows, 2)
    ]


def test_every_crawled_paragraph_ends_like_one(crawl: list[Article]) -> None:
    assert len(crawl) == 24
    prose = [b.text for a in crawl for b in a.blocks if b.kind is BlockKind.PARAGRAPH]
    unfinished = [text for text in prose if text.rstrip("*")[-1] not in ".!?:”)"]
    assert len(unfinished) <= 1  # one lacks its full stop in the source
    assert [text for text in prose if text[0].islower()] == []


def test_no_furniture_is_left_in_crawled_text(crawl: list[Article]) -> None:
    for found in crawl:
        lines = found.text.split("\n")
        assert not {"SHARE", "Name", "Email", "×", "InSight Crime Analysis"} & set(lines)
        assert "SEE ALSO" not in found.text
        assert "your comments" not in found.text
        assert found.licence
        assert found.licence.endswith("use an article.")
        assert found.language == "en"
        assert found.section[0] == "News"


def test_crawled_inserts_analysis_parts_and_authors(crawl: list[Article]) -> None:
    source = shared("corpora/insightcrime/articles.csv").read_text(encoding="utf-8")
    inserts = [b for found in crawl for b in found.blocks if b.kind is BlockKind.SEE_ALSO]
    assert len(inserts) == source.count("SEE ALSO")
    assert all(len(b.text) < 100 for b in inserts)
    marked = source.count("\nInSight Crime Analysis\n")
    assert sum(found.analysis_start is not None for found in crawl) == marked
    assert ("Max Radwin", "Seth Robbins") in {found.authors for found in crawl}
    assert all("*" not in name for found in crawl for name in found.authors)


# --- anything at all --------------------------------------------------------

_WORDS = st.sampled_from(
    ["SHARE", "SEE ALSO:", "Analysis", "InSight Crime Analysis", "BRIEF", "A / 3 MAY 2012", "- x",
     "the", "Puerto Alba", ", and", ".", "“No", "(", PARAGRAPH, "", "Related Content", "By Ana",
     "About InSight Crime", "THE ORGANIZATION", "pic.twitter.com/x", "— A (@a)", "Foto: AP"]
)  # fmt: skip


@given(st.lists(_WORDS | st.text(max_size=30), max_size=30).map("\n".join))
def test_any_text_gives_an_article_whose_links_and_spans_fit(text: str) -> None:
    found = read_text(text, capture())
    for block in found.blocks:
        for link in block.links:
            assert 0 <= link.start <= link.end <= len(block.text)
    for block, span in found.prose():
        assert block.kind in PROSE
        assert span.of(found.text) == block.text
    if found.analysis_start is not None:
        starts = [span.start for _, span in found.prose()]
        assert found.analysis_start in starts
    assert Article.from_json(found.as_json()).as_json() == found.as_json()
