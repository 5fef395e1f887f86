from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.errors import ReadingError
from careo.reading.html_page import Page, json_ld, parse, squeeze, types_of
from reading.pages import page, parsed


def test_meta_elements_are_kept_by_their_lower_case_key() -> None:
    found = parsed(page("", '<meta property="OG:Title" content=" A  b "><meta name="x">'))
    assert found.first_meta("missing", "og:title") == "A b"


def test_json_ld_graphs_are_unfolded_and_articles_told_from_other_things() -> None:
    raw = (
        '{"@graph":[{"@type":["Thing","NewsArticle"],"headline":"H"},'
        '{"@type":"Organization","name":"O"}]}'
    )
    found = parsed(page("", f'<script type="application/ld+json">{raw}</script>'))
    assert list(found.stated("headline")) == ["H"]
    assert [node["name"] for node in found.things] == ["O"]


@pytest.mark.parametrize("raw", ["", "{", "[1, 2", "null", '"text"', "[" * 5000, '{"@type": 3}'])
def test_broken_json_ld_is_passed_over(raw: str) -> None:
    assert [node for node in json_ld(raw) if "headline" in node] == []


def test_json_ld_with_a_trailing_comma_is_read() -> None:
    assert next(json_ld('{"@type":"Article","headline":"H",}'))["headline"] == "H"


@given(
    st.recursive(
        st.none() | st.text(max_size=5),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["@type", "@graph", "author"]), x),
    )
)
def test_any_json_is_walked_without_fault(data: object) -> None:
    import json

    for node in json_ld(json.dumps(data)):
        assert isinstance(types_of(node), list)


def test_the_base_element_decides_about_relative_addresses() -> None:
    found = parsed(page("", '<base href="https://cdn.example/deep/">'))
    assert found.base == "https://cdn.example/deep/"


def test_a_script_base_is_not_taken() -> None:
    found = parsed(page("", '<base href="javascript:x">'))
    assert found.base == "https://courier.example/2020/port"


def test_text_that_browsers_do_not_show_is_no_text() -> None:
    tree = parse(page("<h1>Seen<script>hidden()</script></h1><iframe><b>old</b></iframe>"), "x")
    assert squeeze("".join(tree.itertext())) == "Seen"


@pytest.mark.parametrize("separator", [" ", "/", "\n", '="v" '])
def test_a_tag_with_thousands_of_attributes_is_refused(separator: str) -> None:
    html = "<p " + separator.join(f"a{i}" for i in range(2500)) + ">text"
    with pytest.raises(ReadingError, match="attributes"):
        parse(html, "x")


def test_a_comparison_in_a_program_is_no_tag() -> None:
    program = "<script>if (1 <n " + "word " * 3000 + ")</script><p>text"
    assert isinstance(Page.of(parse(program, "x"), None), Page)
