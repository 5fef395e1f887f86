from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from careo.values import Block, BlockKind, Link, Span, prose_text
from careo.web.site.addresses import SCHEMES
from careo.web.site.body import Marked, Part, sections, see_also_titles


def mark(text: str, name: str, at: int = 0, entity: str = "") -> Marked:
    start = text.index(name, at)
    return Marked(Span(start, start + len(name)), entity or name, f"/database/{name}/", name, "P")


def paragraph(text: str, *links: Link) -> Block:
    return Block(BlockKind.PARAGRAPH, text, links)


def parts(*blocks: Block, marks: tuple[Marked, ...] = ()) -> tuple[Part, ...]:
    return sections(blocks, marks)[0].parts


def test_text_is_escaped_and_links_keep_their_words() -> None:
    block = paragraph("Ask <b>her</b> & him", Link(4, 14, "https://a.example/?x=1&y=2"))
    assert parts(block)[0].html == (
        'Ask <a href="https://a.example/?x=1&amp;y=2" rel="noopener external">'
        "&lt;b&gt;her&lt;/b&gt;</a> &amp; him"
    )


def test_an_address_that_is_no_web_or_mail_address_stays_text() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "//a.example", "/x", "", "vbscript:x"):
        assert parts(paragraph("here", Link(0, 4, url)))[0].html == "here"


def test_an_entity_is_linked_once_in_each_section() -> None:
    facts, more, analysis = "Ada met Ada.", "Ada left.", "Ada again, Ada."
    blocks = tuple(paragraph(t) for t in (facts, more, analysis))
    text = prose_text(blocks)
    starts = [i for i in range(len(text)) if text.startswith("Ada", i)]
    marks = tuple(mark(text, "Ada", i) for i in starts)
    found = sections(blocks, marks, text.index(analysis))
    assert [run.analysis for run in found] == [False, True]
    links = [[p.html.count("<a ") for p in run.parts] for run in found]
    assert links == [[1, 0], [1]]


def test_a_mention_inside_a_link_or_across_its_border_is_no_link_of_its_own() -> None:
    text = "The Lantern Circle met."
    block = paragraph(text, Link(4, 11, "https://a.example/"))
    html = parts(block, marks=(mark(text, "Lantern Circle"),))[0].html
    assert html.count("<a ") == 1
    assert "entity" not in html


def test_a_mention_that_could_not_be_linked_leaves_the_next_one_free() -> None:
    text = "Ada wrote. Ada called."
    block = paragraph(text, Link(0, 3, "https://a.example/"))
    html = parts(block, marks=(mark(text, "Ada"), mark(text, "Ada", 5)))[0].html
    assert html.endswith(">Ada</a> called.")
    assert html.count('class="entity"') == 1


def test_mentions_after_blocks_that_are_no_prose_stay_in_place() -> None:
    image = Block(BlockKind.IMAGE, "Some picture", (Link(0, 4, "https://a.example/p.jpg"),))
    blocks = (paragraph("First."), image, paragraph("Then Ada came."))
    found = parts(*blocks, marks=(mark(prose_text(blocks), "Ada"),))
    assert ">Ada</a>" in found[2].html
    assert found[1].href == "https://a.example/p.jpg"
    assert found[1].host == "a.example"


def test_list_items_are_apart_and_keep_links_and_mentions() -> None:
    text = "see one\nAda two\n\nthree"
    block = Block(BlockKind.LIST, text, (Link(4, 7, "https://a.example/1"),))
    found = parts(block, marks=(mark(text, "Ada"),))[0]
    assert len(found.items) == 3
    assert "https://a.example/1" in found.items[0]
    assert 'class="entity"' in found.items[1]


def test_the_heading_before_the_analysis_becomes_its_heading() -> None:
    heading = Block(BlockKind.HEADING, "Newsroom Analysis")
    blocks = (paragraph("Facts."), heading, paragraph("Thoughts."))
    at = prose_text(blocks).index("Thoughts")
    facts, analysis = sections(blocks, (), at)
    assert [p.html for p in facts.parts] == ["Facts."]
    assert analysis.heading == "Newsroom Analysis"


def test_a_see_also_insert_loses_its_words_of_introduction_in_both_languages() -> None:
    for lead in ("SEE ALSO: ", "See also ", "VEA TAMBIÉN: ", "Ver también "):
        text = f"{lead}The Circle"
        link = Link(len(lead), len(text), "https://a.example/")
        html = parts(Block(BlockKind.SEE_ALSO, text, (link,)))[0].html
        assert html.startswith("<a ")
        assert html.endswith(">The Circle</a>")


class Seen(HTMLParser):
    """Collects the tags and addresses a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.hrefs: list[str] = []
        self.names: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.hrefs += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


hostile = st.text(alphabet=st.sampled_from("<>\"'&;:/ajvscript \n\tx=()é\u202e"), max_size=60)


@given(
    text=hostile,
    url=hostile | st.sampled_from(["javascript:x", "JAVASCRIPT:x", 'https://a.example/<">']),
    start=st.integers(0, 60),
    length=st.integers(0, 60),
    kind=st.sampled_from([BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST, BlockKind.HEADING]),
)
def test_whatever_the_words_and_links_only_our_own_tags_come_out(
    text: str, url: str, start: int, length: int, kind: BlockKind
) -> None:
    seen = Seen()
    for part in sections((Block(kind, text, (Link(start, start + length, url),)),)):
        for piece in part.parts:
            seen.feed(piece.html + "".join(piece.items))
    seen.close()
    assert seen.tags <= {"a", "p"}
    assert seen.names <= {"href", "rel"}
    assert all(href.split(":")[0].lower() in SCHEMES for href in seen.hrefs)
    assert "".join(seen.text.split()) == "".join(text.split())


def test_a_see_also_insert_without_a_link_leads_to_the_article_of_that_title() -> None:
    block = Block(BlockKind.SEE_ALSO, "SEE ALSO: The Ledger & Co")
    other = Block(BlockKind.SEE_ALSO, "SEE ALSO: Unknown", (Link(10, 17, ""),))
    assert see_also_titles((block, other)) == ["The Ledger & Co", "Unknown"]
    found = sections((block, other), titled={"The Ledger & Co": "/news/ledger/"})[0].parts
    assert found[0].html == '<a href="/news/ledger/">The Ledger &amp; Co</a>'
    assert found[1].html == "Unknown"
