from __future__ import annotations

from careo.values import Block, BlockKind, Link
from careo.web.site.republishing import as_html, as_text, byline, package
from careo.web.site.values import Shown

URL = "https://tide.example/news/talks/"
BLOCKS = (
    Block(BlockKind.PARAGRAPH, "Facts & <figures>.", (Link(0, 5, "https://a.example/"),)),
    Block(BlockKind.IMAGE, "Not ours", (Link(0, 3, "https://img.example/"),)),
    Block(BlockKind.LIST, "one\ntwo"),
    Block(BlockKind.PARAGRAPH, "Thoughts."),
)
TEXT = "Facts & <figures>.\n\none\ntwo\n\nThoughts."


def shown(**changes: object) -> Shown:
    given: dict[str, object] = {
        "title": "Talks", "url": URL, "permalink": URL + "v/1/", "published": "2021-03-14",
        "modified": "", "language": "en", "authors": ("A. One", "B. Two", "C. Three"),
        "publisher": "The Tidewater Record", "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip
    return Shown(**(given | changes))  # type: ignore[arg-type]


def test_the_byline_names_authors_publisher_and_date() -> None:
    assert byline(shown()) == "By A. One, B. Two and C. Three, The Tidewater Record, 14 Mar 2021"
    assert byline(shown(authors=(), published="")) == "By The Tidewater Record"
    assert byline(shown(authors=("The Tidewater Record",))).count("Tidewater") == 1


def test_both_forms_have_the_original_above_and_below_and_the_licence_last() -> None:
    made = package(shown(), BLOCKS, TEXT.index("Thoughts"))
    for form in (made.html, made.text):
        assert form.index(URL) < form.index("By A. One") < form.index("Thoughts") < form.rindex(URL)
        assert form.index("creativecommons.org") > form.rindex(URL)


def test_the_text_is_as_it_was_and_the_html_is_escaped() -> None:
    assert TEXT.split("\n\n", maxsplit=1)[0] in as_text(shown(), BLOCKS, None)
    html = as_html(shown(), BLOCKS, None)
    assert (
        '<a href="https://a.example/" rel="noopener external">Facts</a> &amp; &lt;figures' in html
    )
    assert "<li>one</li><li>two</li>" in html
    assert "- one\n- two" in as_text(shown(), BLOCKS, None)


def test_pictures_are_not_part_of_the_package() -> None:
    made = package(shown(), BLOCKS, None)
    assert "Not ours" not in made.html + made.text


def test_the_analysis_gets_its_heading_in_both_forms() -> None:
    made = package(shown(), BLOCKS, TEXT.index("Thoughts"))
    assert "<h2>Analysis</h2>\n<p>Thoughts.</p>" in made.html
    assert "Analysis\n\nThoughts." in made.text
    assert "Analysis" not in as_text(shown(), BLOCKS, None)


def test_terms_in_the_sources_own_words_are_kept_as_they_are() -> None:
    terms = "You may copy this, and tell us."
    made = package(shown(terms=terms), BLOCKS, None)
    for form in (made.html, made.text):
        assert terms in form
        assert "Republished under" not in form


def test_without_a_licence_none_is_claimed() -> None:
    made = package(shown(licence="", licence_url=""), BLOCKS, None)
    assert "Republished" not in made.html + made.text
