from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.sources import SourceOptions, open_source
from careo.sources.markup import as_shown, bare, own_summary, path_to_root
from careo.sources.wxr import WxrSource
from careo.values import Item
from sources.giving import FIXTURES, MARKUP, captures, origin, rejections, terms
from support import shared

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><language>es-MX</language><wp:base_blog_url>https://paper.example</wp:base_blog_url>
"""
END = "</channel></rss>"


def item(number: int = 1, **fields: str) -> str:
    values = {
        "wp:post_type": "post",
        "wp:status": "publish",
        "content:encoded": "<p>Words.</p>",
        "title": f"Title {number}",
        "link": f"https://paper.example/{number}/",
        "wp:post_id": str(number),
    }
    values |= {k.replace("__", ":"): v for k, v in fields.items()}
    return (
        "<item>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in values.items()) + "</item>\n"
    )


def read(body: str | bytes, **options: Any) -> list[Item]:
    data = body if isinstance(body, bytes) else body.encode()
    return list(WxrSource(origin(data, "e.xml"), SourceOptions(**options)).items())


# --- an export of our own ------------------------------------------------


@pytest.fixture(scope="module")
def exported() -> list[Item]:
    return list(open_source(str(FIXTURES / "wordpress/export.xml")).items())


def test_published_posts_and_pages_are_captures(exported: list[Item]) -> None:
    found = captures(exported)
    assert len(found) == 7
    assert {c.url for c in found} >= {
        "https://newsroom.example/news/article-0000/",
        "https://newsroom.example/about/",
    }
    assert all(c.key == c.url for c in found)
    assert {c.stated.type for c in found} == {"", "page"}


def test_a_post_states_author_section_tags_date_and_standfirst(exported: list[Item]) -> None:
    post = captures(exported)[0].stated
    assert post.authors == ("Author 0",)
    assert post.section == ("News", "Brief")
    assert len(post.tags) == 2
    assert post.published == "2023-01-01T09:00:00"
    assert post.standfirst.startswith("Kune dankozo")
    assert post.language == "en"


def test_the_lead_image_is_found_by_the_attachment(exported: list[Item]) -> None:
    images = [c.stated.lead_image for c in captures(exported) if c.stated.lead_image]
    assert [(i.caption, i.alt) for i in images] == [("A black square", "Nothing but black")]
    assert images[0].url.endswith("/square.png")


def test_a_record_is_its_own_bytes(exported: list[Item]) -> None:
    whole = (FIXTURES / "wordpress/export.xml").read_bytes()
    for capture in captures(exported):
        assert capture.body in whole
        assert capture.body.startswith(b"<item>")
        assert capture.body.endswith(b"</item>")


def test_terms_carry_their_descriptions(exported: list[Item]) -> None:
    by_name = {(t.kind, t.name): t for t in terms(exported)}
    assert by_name["category", "News"].description == "Short pieces & notes"
    assert by_name["tag", "Cebara Lelucuco"].description == "A tag that somebody described"
    assert by_name["author", "Author 1"].slug == "author-1"


def test_drafts_and_guarded_posts_are_told_of(exported: list[Item]) -> None:
    assert sorted(r.reason for r in rejections(exported)) == ["a draft", "protected by a password"]


def test_a_post_of_the_old_editor_has_paragraphs(exported: list[Item]) -> None:
    (classic,) = (c for c in captures(exported) if c.url and c.url.endswith("/classic/"))
    assert (
        classic.stated.content == "<p>First part,<br>\nsecond line.</p>\n<p>Second part [sic].</p>"
    )
    assert classic.stated.title == "Classic “one”"


# --- faults --------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "pending", "private", "future", "trash", "odd"])
def test_what_is_not_published_is_told_of_with_its_bytes(status: str) -> None:
    (found,) = rejections(read(HEAD + item(wp__status=status) + END))
    assert found.reason
    assert found.body.startswith(b"<item>")


def test_the_workings_of_a_site_are_passed_over() -> None:
    source = WxrSource(
        origin((HEAD + item(wp__post_type="nav_menu_item") + END).encode()), SourceOptions()
    )
    assert list(source.items()) == []
    assert source.passed_over == {"post type nav_menu_item": 1}


def test_a_cut_off_export_gives_its_whole_items_and_the_line() -> None:
    whole = HEAD + item(1) + item(2) + END
    found = read(whole[: whole.index("Title 2") + 3])
    assert [c.stated.title for c in captures(found)] == ["Title 1"]
    reasons = [(r.locator, r.reason) for r in rejections(found)]
    assert reasons[0] == ("e.xml:7", "the file is cut off within this record")
    assert reasons[-1][1].startswith("the file is cut off")


def test_one_broken_item_does_not_spoil_its_neighbours() -> None:
    broken = "<item><title>Broken <b></title><content:encoded>words & more</content:encoded></item>"
    found = read(HEAD + item(1) + broken + item(2) + END)
    assert [c.stated.title for c in captures(found)][::2] == ["Title 1", "Title 2"]
    (mended,) = (c for c in captures(found) if c.stated.title.startswith("Broken"))
    assert mended.stated.extra["repaired"]


def test_control_characters_in_a_post_are_no_obstacle() -> None:
    (found,) = captures(read(HEAD + item(content__encoded="<p>One\x0b two\x00\x1f</p>") + END))
    assert found.stated.content == "<p>One two</p>"
    assert b"\x0b" in found.body


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-8", "UTF-16"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    text = (HEAD + item(title="Extradición") + END).replace("UTF-8", encoding)
    (found,) = captures(read(text.encode(encoding)))
    assert found.stated.title == "Extradición"


def test_a_wrongly_declared_encoding_is_repaired_item_by_item() -> None:
    text = (
        HEAD.encode()
        + item(1, title="Más").encode("cp1252")
        + item(2, title="Más").encode()
        + END.encode()
    )
    assert [c.stated.title for c in captures(read(text))] == ["Más", "Más"]


def test_an_entity_bomb_is_refused() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>\n'
        + HEAD.split("\n", 1)[1]
    )
    (found,) = read(bomb + item(title="&l11;") + END)
    assert "entities" in rejections([found])[0].reason
    assert rejections([found])[0].locator == "e.xml:2"


def test_an_outside_entity_is_never_fetched() -> None:
    body = HEAD + "<item><title>&file;</title><content:encoded>x</content:encoded></item>" + END
    found = read(
        body.replace("<rss", '<!DOCTYPE r [<!ENTITY file SYSTEM "file:///etc/hostname">]><rss', 1)
    )
    assert captures(found) == []
    assert "entities" in rejections(found)[0].reason


def test_a_huge_item_is_told_of_and_the_next_is_read() -> None:
    found = read(HEAD + item(1, content__encoded="x" * 9000) + item(2) + END, max_bytes=4000)
    assert [c.stated.title for c in captures(found)] == ["Title 2"]
    assert "over the size limit" in rejections(found)[0].reason


@pytest.mark.parametrize("body", ["", "not xml at all", "<rss></rss>", HEAD + END])
def test_a_file_without_items_is_one_clear_line(body: str) -> None:
    found = read(body)
    assert captures(found) == []
    assert rejections(found)


@given(st.lists(st.sampled_from(MARKUP), max_size=12).map("".join))
def test_broken_markup_gives_items_and_never_an_error(text: str) -> None:
    read(HEAD + f"<item>{text}</item>" + END)
    read(HEAD + text + END)


@given(st.binary(max_size=300))
def test_noise_gives_items_and_never_an_error(data: bytes) -> None:
    read(data)
    read(HEAD.encode() + b"<item>" + data + b"</item>" + END.encode())


@given(st.data())
def test_any_cut_gives_only_items_that_were_whole(data: Any) -> None:
    whole = (HEAD + item(1) + item(2) + END).encode()
    end = data.draw(st.integers(0, len(whole)))
    titles = [c.stated.title for c in captures(read(whole[:end]))]
    assert titles == ["Title 1", "Title 2"][: len(titles)]


# --- helpers -------------------------------------------------------------


def test_captions_become_figures_and_shortcodes_go() -> None:
    stored = (
        '[caption id="a" width="3"]<img src="y"/> The cap[/caption]\n\nText [gallery] and [aside].'
    )
    assert as_shown(stored) == (
        '<figure><img src="y"/><figcaption> The cap</figcaption></figure>\n'
        "<p>Text  and [aside].</p>"
    )


def test_blocks_of_the_new_editor_are_left_alone() -> None:
    stored = "<!-- wp:paragraph -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:html -->"
    assert as_shown(stored) == stored


def test_bare_words_have_no_markup_scripts_or_entities() -> None:
    assert bare("<b>A</b> &amp; B<script>alert(1)</script> 3 < 4") == "A & B 3 < 4"


def test_a_summary_that_only_repeats_the_beginning_is_none() -> None:
    assert own_summary("<p>It began in &hellip;</p>", "<p>It began in May.</p>") != ""
    assert own_summary("It began in", "<p>It began in May.</p>") == ""
    assert own_summary("A word before", "<p>It began in May.</p>") == "A word before"


def test_a_circle_of_parents_ends() -> None:
    assert path_to_root("a", {"a": "b", "b": "a"}.get) == ["b", "a"]


# --- real exports --------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "count"),
    [("cc_labs/wordpress.xml", 223), ("redleo_es/wordpress.xml", 11),
     ("wptt_theme_unit_test/themeunittestdata.wordpress.xml", 67)],
)  # fmt: skip
def test_real_exports_are_read_to_the_last_post(path: str, count: int) -> None:
    found = list(open_source(str(shared("formats/wxr") / path)).items())
    assert len(captures(found)) == count
    assert all(c.url and c.stated.content for c in captures(found))
    assert all(c.stated.published for c in captures(found))


def test_every_importer_test_file_gives_items_and_no_error() -> None:
    folder = shared("formats/wxr/wordpress_importer_phpunit")
    for path in sorted(folder.glob("*.xml")):
        found = list(open_source(f"wxr:{path}").items())
        assert found, path.name
        assert all(r.reason for r in rejections(found))
