from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careo.sources.cutting import JsonCutter, Piece, XmlCutter, cut_json, cut_xml

LIMIT = 1 << 20

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def in_chunks(cutter: JsonCutter | XmlCutter, data: bytes, size: int) -> list[Piece]:
    pieces = [p for at in range(0, len(data), size) for p in cutter.feed(data[at : at + size])]
    return [*pieces, *cutter.finish()]


@given(st.lists(VALUES, max_size=6), st.integers(1, 40), st.sampled_from([None, 1, "\t"]))
def test_an_array_is_cut_into_its_elements(values: list[Any], size: int, indent: Any) -> None:
    data = json.dumps(values, ensure_ascii=False, indent=indent).encode()
    pieces = in_chunks(JsonCutter(LIMIT), data, size)
    assert [p.fault for p in pieces] == [""] * len(values)
    assert [json.loads(p.body) for p in pieces] == values
    assert all(p.body in data for p in pieces)


@given(st.lists(st.dictionaries(st.text(), VALUES, max_size=3), min_size=1, max_size=5))
def test_values_in_a_row_are_cut_apart(values: list[Any]) -> None:
    data = "\n".join(json.dumps(v, ensure_ascii=False) for v in values).encode()
    assert [json.loads(p.body) for p in in_chunks(JsonCutter(LIMIT), data, 7)] == values


@given(st.lists(VALUES, min_size=1, max_size=4), st.data())
def test_a_cut_off_array_says_so_and_gives_what_was_whole(values: list[Any], data: Any) -> None:
    whole = json.dumps([{"v": v} for v in values]).encode()
    end = data.draw(st.integers(1, len(whole) - 1))
    pieces = in_chunks(JsonCutter(LIMIT), whole[:end], 16)
    assert pieces[-1].fault == "the file is cut off"
    good = [json.loads(p.body)["v"] for p in pieces if not p.fault]
    assert good == values[: len(good)]


@given(st.binary(max_size=400), st.integers(1, 50))
def test_noise_never_breaks_the_json_cutter(data: bytes, size: int) -> None:
    in_chunks(JsonCutter(LIMIT), b"[" + data, size)
    in_chunks(JsonCutter(100), data, size)


def test_pieces_of_json_know_their_line() -> None:
    data = b'[\n {"a": 1},\n\n {"b":\n 2}\n]\n'
    assert [p.line for p in cut_json(io.BytesIO(data), LIMIT)] == [2, 4]


def test_a_record_over_the_limit_is_told_of_and_the_next_is_read() -> None:
    data = json.dumps([{"a": "x" * 5000}, {"b": 1}]).encode()
    pieces = in_chunks(JsonCutter(1000), data, 100)
    assert [p.fault for p in pieces] == ["a record over the size limit", ""]
    assert json.loads(pieces[1].body) == {"b": 1}


# --- XML -----------------------------------------------------------------

NAMES = frozenset({"item"})
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="<>&]\r"), max_size=30)


@given(st.lists(TEXTS, max_size=6), st.integers(1, 60))
def test_elements_are_cut_out_whole(texts: list[str], size: int) -> None:
    items = [f"<item a='1'><title>{t}</title><![CDATA[</item><item>]]></item>" for t in texts]
    data = ("<rss><channel>" + "\n".join(items) + "</channel></rss>").encode()
    pieces = in_chunks(XmlCutter(NAMES, LIMIT), data, size)
    assert [p.body.decode() for p in pieces] == items
    assert {p.fault for p in pieces} <= {""}


def test_tags_in_comments_are_no_tags() -> None:
    data = b"<r><!-- <item> --><item>one<!-- </item> --></item></r>"
    (piece,) = cut_xml(io.BytesIO(data), NAMES, LIMIT)
    assert piece.body == b"<item>one<!-- </item> --></item>"


def test_names_match_whole_and_with_any_prefix() -> None:
    data = b"<r><items/><x:item>a</x:item><itemize>b</itemize><item>c</item></r>"
    assert [p.body for p in cut_xml(io.BytesIO(data), NAMES, LIMIT)] == [
        b"<x:item>a</x:item>",
        b"<item>c</item>",
    ]


def test_pieces_of_xml_know_line_and_name() -> None:
    data = b"<r>\n<wp:tag>\n</wp:tag>\n<item>\n</item></r>"
    pieces = list(cut_xml(io.BytesIO(data), frozenset({"tag", "item"}), LIMIT))
    assert [(p.line, p.name) for p in pieces] == [(2, "tag"), (4, "item")]


def test_an_item_that_is_not_closed_spoils_only_itself() -> None:
    data = b"<r><item>one<item>two</item><item>three"
    pieces = list(cut_xml(io.BytesIO(data), NAMES, LIMIT))
    assert [bool(p.fault) for p in pieces] == [True, False, True]
    assert [p.body for p in pieces] == [b"<item>one", b"<item>two</item>", b"<item>three"]


def test_an_item_over_the_limit_is_told_of_once() -> None:
    data = b"<r><item>" + b"x" * 9000 + b"</item><item>y</item></r>"
    pieces = in_chunks(XmlCutter(NAMES, 2000), data, 500)
    assert [p.fault for p in pieces] == ["a record over the size limit", ""]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ["<item>", "</item>", "<![CDATA[", "]]>", "<!--", "-->", "<item", "x\n", ">"]
        ),
        max_size=30,
    ),
    st.integers(1, 20),
)
def test_how_a_stream_is_chunked_does_not_matter(parts: list[str], size: int) -> None:
    data = "".join(parts).encode()
    assert in_chunks(XmlCutter(NAMES, LIMIT), data, size) == in_chunks(
        XmlCutter(NAMES, LIMIT), data, len(data) + 1
    )


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_memory_stays_flat_between_items(size: int) -> None:
    cutter = XmlCutter(NAMES, LIMIT)
    for _ in range(2000):
        list(cutter.feed(b"y" * size))
    assert len(cutter._buffer) < 64 * 1024
