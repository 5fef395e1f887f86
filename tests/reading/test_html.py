from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careo.errors import ReadingError
from careo.reading import html_page
from careo.reading.html import read_html
from careo.values import PROSE, Article, BlockKind
from reading.pages import FIRST, SECOND, THIRD, article, capture, page


def kinds(found: Article) -> list[BlockKind]:
    return [block.kind for block in found.blocks]


def test_paragraphs_become_the_text_and_the_headline_the_title() -> None:
    found = read_html(article(), capture())
    assert found.title == "Three clerks charged in the port of Valdemora"
    assert found.text == "\n\n".join((FIRST, SECOND, THIRD))
    assert found.language == "en"
    assert found.url == "https://courier.example/2020/port"


def test_a_link_keeps_its_place_in_its_block() -> None:
    html = article(f'<p>It was <a href="/2019/harbour">reported  before</a> in detail, {THIRD}</p>')
    block = next(b for b in read_html(html, capture()).blocks if b.links)
    (link,) = block.links
    assert block.text[link.start : link.end] == "reported before"
    assert link.url == "https://courier.example/2019/harbour"


def test_an_announced_story_becomes_a_see_also_block_outside_the_text() -> None:
    html = article('<p>Lea también: <a href="/otro">Un barco sin capitán en Valdemora</a></p>')
    found = read_html(html, capture())
    assert BlockKind.SEE_ALSO in kinds(found)
    assert "barco" not in found.text


def test_invitations_are_listed_as_furniture_and_not_kept_in_the_text() -> None:
    html = article("<p>Sign up for our weekly newsletter to get our best stories.</p>")
    found = read_html(html, capture())
    assert "newsletter" not in found.text
    assert any("newsletter" in item for item in found.furniture)


def test_a_picture_stands_after_the_paragraph_it_stood_after() -> None:
    html = article(
        '<figure><img src="/crane.jpg" width="800"><figcaption>The crane</figcaption></figure>'
    )
    found = read_html(html, capture())
    at = kinds(found).index(BlockKind.IMAGE)
    assert found.blocks[at - 1].text == SECOND
    assert found.blocks[at].text == "The crane"
    assert found.blocks[at].links[0].url == "https://courier.example/crane.jpg"
    assert "crane" not in found.text


def test_a_standfirst_under_the_headline_is_a_field_of_its_own() -> None:
    summary = "Containers went through unopened for two years, the filing says."
    found = read_html(article(top=f'<p class="standfirst">{summary}</p>'), capture())
    if found.standfirst is None:
        assert found.text.startswith(summary)
    else:
        assert found.standfirst == summary
        assert summary not in found.text


def test_headings_quotes_and_lists_keep_their_kind() -> None:
    html = article(
        f"<h2>What the filing says</h2><p>{THIRD} Again and again, she added.</p>"
        f"<blockquote><p>{SECOND} So he told us.</p></blockquote>"
        "<ul><li>Forty containers of frozen fish</li><li>Two containers of tiles</li></ul>"
    )
    found = read_html(html, capture())
    assert {BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST} <= set(kinds(found))
    listed = next(b for b in found.blocks if b.kind is BlockKind.LIST)
    assert listed.text.split("\n") == [
        "Forty containers of frozen fish",
        "Two containers of tiles",
    ]


def test_a_box_of_related_stories_gives_teasers() -> None:
    html = article(
        '<div class="related-posts"><h3>Related</h3>'
        '<a href="/ship">A ship without a captain drifts</a><a href="/all">See all</a></div>'
    )
    (teaser,) = read_html(html, capture()).related
    assert teaser.title == "A ship without a captain drifts"
    assert teaser.url == "https://courier.example/ship"


def test_section_tags_and_picture_come_from_the_page_s_data() -> None:
    head = (
        '<meta property="article:tag" content="Customs">'
        '<meta property="article:tag" content="Port">'
        '<meta property="og:image" content="/lead.jpg"><link rel="license" href="/licence">'
        '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":['
        '{"name":"Home"},{"item":{"name":"News"}},{"name":"Courts"}]}</script>'
    )
    found = read_html(article(head=head), capture())
    assert found.section == ("News", "Courts")
    assert found.tags == ("Customs", "Port")
    assert found.lead_image is not None
    assert found.lead_image.url == "https://courier.example/lead.jpg"
    assert found.licence == "https://courier.example/licence"


def test_a_printed_breadcrumb_gives_the_section() -> None:
    crumbs = '<nav class="breadcrumb"><a href="/">Home</a> <a href="/news">News</a></nav>'
    found = read_html(article().replace("<article>", f"{crumbs}<article>"), capture())
    assert found.section == ("News",)


def test_the_canonical_address_stands_in_for_an_unknown_one() -> None:
    head = '<link rel="canonical" href="https://courier.example/canonical">'
    assert (
        read_html(article(head=head), capture(url=None)).url == "https://courier.example/canonical"
    )


def test_the_language_is_that_of_the_text_and_not_what_the_page_claims() -> None:
    text = (
        "Los fiscales del puerto dijeron el lunes que tres empleados de la aduana cobraban por "
        "dejar pasar contenedores, según un documento presentado ante el juzgado de la ciudad."
    )
    html = page(f"<article><h1>Tres empleados acusados en el puerto</h1><p>{text}</p></article>")
    assert read_html(html, capture()).language == "es"


def test_further_articles_of_an_endless_page_are_left_out() -> None:
    second = "<article><h1>A bridge falls in Ostramar</h1><p>The bridge fell at dawn.</p></article>"
    html = article().replace("</body>", f"{second * 2}</body>")
    assert "bridge" not in read_html(html, capture()).text


def test_an_empty_page_is_used_for_its_stated_body() -> None:
    body = f"{FIRST}\\n{SECOND}\\n{THIRD}".replace('"', "")
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Clerks",'
        f'"articleBody":"{body}"}}</script>'
    )
    found = read_html(page("<div id=app></div>", head), capture())
    assert [b.text for b in found.blocks] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        (" \n\x00", "empty"),
        ("<html><body></body></html>", "no article text"),
        ("<div>" * 50_000, "no article text"),
        ("<p>" + "x" * 11_000_000, "more than the parser takes"),
        ("<p " + " ".join(f"a{i}" for i in range(3000)) + ">x", "attributes"),
    ],
)
def test_a_page_without_an_article_is_refused_with_its_name(html: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason) as caught:
        read_html(html, capture())
    assert str(caught.value).startswith("port.html: ")
    assert "\n" not in str(caught.value)


def test_a_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "MAX_CHARACTERS", 1000)
    with pytest.raises(ReadingError, match="the limit is 1,000"):
        read_html("x" * 1001, capture())


def test_a_truncated_page_gives_what_it_has() -> None:
    whole = article()
    found = read_html(whole[: whole.index(THIRD) + 20], capture())
    assert FIRST in found.text


def test_scripts_and_script_links_do_not_survive() -> None:
    html = article(
        "<script>alert('boo')</script>"
        f'<p onclick="alert(1)">See <a href="javascript:alert(1)">this</a>, '
        f'<a href=" JaVa\tScript:alert(1)">that</a>, <a href="data:text/html,x">data</a> and '
        f'<a href="https://court.example/1">the filing</a>. {SECOND} Yes.</p>'
    )
    found = read_html(html, capture())
    assert "alert" not in str(found.as_json())
    links = [link.url for block in found.blocks for link in block.links]
    assert links == ["https://court.example/1"]


markup = st.recursive(
    st.sampled_from(
        [
            FIRST,
            SECOND,
            THIRD,
            "<br>",
            "&lt;script&gt;",
            "<script>evil()</script>",
            "\x00",
            "",
        ]
    )
    | st.text(st.characters(exclude_characters="<"), max_size=30),
    lambda inner: st.builds(
        "<{0} {1}>{2}</{0}>".format,
        st.sampled_from(
            ["div", "p", "a", "article", "table", "li", "h1", "blockquote", "figure", "iframe"]
        ),
        st.sampled_from(
            [
                "",
                'href="javascript:evil()"',
                'href="vbscript:evil()"',
                'href="https://e.example/x"',
                'src="data:text/html,evil"',
                'class="author"',
                'class="date"',
                'itemprop="datePublished"',
            ]
        ),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)


@settings(max_examples=120)
@given(markup)
@example("<svg><title>x</title></svg><math>")
@example("<template><p>" + FIRST)
def test_any_markup_gives_an_article_or_a_refusal_and_no_script(html: str) -> None:
    try:
        found = read_html(html, capture())
    except ReadingError:
        return
    assert "evil()" not in str(found.as_json())
    for block in found.blocks:
        for link in block.links:
            assert 0 <= link.start <= link.end <= len(block.text)
            assert re.match(r"(https?|mailto):", link.url)
    assert any(block.kind in PROSE for block in found.blocks)


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_as_text_give_an_article_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(ReadingError):
        read_html(data.decode("latin-1"), capture(url=None))


def test_a_headline_with_markup_in_it_does_not_stay_in_the_text() -> None:
    words = 'Harbour <script>f(1)</script> "><img src=x>'
    body = "<p>The council of Ostramar closed the harbour on Monday, its clerk said.</p>" * 5
    markup = f"<html><head><title>{words}</title></head><body><article><h1>{words}</h1>{body}"
    found = read_html(f"{markup}</article></body></html>", capture())
    assert "<" not in found.title
    assert found.text.startswith("The council")
