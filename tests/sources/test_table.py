from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.sources import SourceOptions, open_source
from careo.sources.port import Origin
from careo.sources.rows import delimiter_of
from careo.sources.table import TableSource, records_in
from careo.values import Capture, Item
from sources.giving import captures, origin, rejections
from support import shared


def read(body: bytes | str, kind: str = "csv", **options: Any) -> list[Item]:
    data = body if isinstance(body, bytes) else body.encode()
    return list(TableSource(origin(data, f"t.{kind}"), SourceOptions(**options), kind).items())


# --- CSV -----------------------------------------------------------------


def test_a_row_is_a_capture_of_its_own_bytes() -> None:
    body = 'url,title,body\nhttps://a.example/1,One,"First\nsecond ""line"""\nhttps://a.example/2,Two,Words\n'
    one, two = captures(read(body))
    assert one.body == b'https://a.example/1,One,"First\nsecond ""line"""\n'
    assert one.stated.content == 'First\nsecond "line"'
    assert (one.key, one.url, one.media_type) == ("https://a.example/1",) * 2 + ("text/csv",)
    assert (one.locator, two.locator) == ("t.csv:2", "t.csv:4")
    assert one.headers == (("columns", "url,title,body"),)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_and_line_ends_are_recognised(separator: str, end: str) -> None:
    rows = [["titulo", "cuerpo"], ["Uno", "Palabras, varias; sí"], ["Dos", "Más"]]
    body = end.join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    assert [c.stated.title for c in captures(read(body))] == ["Uno", "Dos"]
    assert delimiter_of(body) == separator


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_come_in_any_usual_encoding(encoding: str) -> None:
    body = "título,cuerpo\nExtradición,“Sí”, dijo\n".encode(encoding)
    (found,) = captures(read(body))
    assert found.stated.title == "Extradición"
    assert found.stated.content == "“Sí”"


def test_one_row_in_another_encoding_does_not_spoil_the_rest() -> None:
    body = "title,body\nUno,más\n".encode() + "Dos,más\n".encode("cp1252") + "Tres,más\n".encode()
    assert [c.stated.content for c in captures(read(body))] == ["más"] * 3


def test_a_column_can_be_named() -> None:
    body = "head,foo,body\nOne,The text,Not the text\n"
    (found,) = captures(read(body, columns={"content": "foo", "title": "head"}))
    assert (found.stated.title, found.stated.content) == ("One", "The text")
    assert found.stated.extra == {"body": "Not the text"}


def test_naming_a_column_that_is_not_there_lists_those_that_are() -> None:
    (found,) = rejections(read("head,foo\nOne,x\n", columns={"content": "bar"}))
    assert found.reason == "there is no column 'bar'; there are foo, head"


def test_a_table_without_texts_says_what_to_do() -> None:
    (found,) = rejections(read("country,year,rate\nHN,2022,35.8\n"))
    assert "no column holds a text" in found.reason
    assert found.locator == "t.csv:1"


def test_rows_without_text_are_told_of_and_blank_rows_are_not() -> None:
    found = read("title,body\nOne,\n,\n\nTwo,Words\n")
    assert [r.locator for r in rejections(found)] == ["t.csv:2"]
    assert [c.stated.title for c in captures(found)] == ["Two"]


def test_an_unclosed_quote_ends_with_a_line_and_what_was_read_before() -> None:
    body = 'title,body\nOne,Words\nTwo,"open\n' + "x" * 500 + "\n"
    found = read(body * 1, max_bytes=300)
    assert [c.stated.title for c in captures(found)] == ["One"]
    (told,) = rejections(found)
    assert "over the size limit" in told.reason
    assert told.locator == "t.csv:3"
    assert told.body.startswith(b'Two,"open')


@pytest.mark.parametrize("closing", ["", 'https://a.example/6,Six,"closed"\n'])
def test_rows_that_an_unclosed_quote_swallowed_are_read_and_told_of(closing: str) -> None:
    body = "url,title,body\nhttps://a.example/1,One,Words\n" + 'https://a.example/2,Two,"open\n'
    body += "".join(f"https://a.example/{n},T{n},Words {n}\n" for n in (3, 4, 5)) + closing
    found = read(body)
    keys = [c.key for c in captures(found)]
    assert keys[:4] == [f"https://a.example/{n}" for n in (1, 3, 4, 5)]
    assert [c.locator for c in captures(found)][1:4] == ["t.csv:4", "t.csv:5", "t.csv:6"]
    (told,) = rejections(found)
    assert told.locator == "t.csv:3"
    assert told.reason.startswith("a quote is not closed")
    assert told.body == b'https://a.example/2,Two,"open\n'


def test_a_table_of_title_and_body_alone_loses_only_the_broken_record() -> None:
    body = 'title,body\nOne,Words\nTwo,"open words\nThree,"Words, three"\nFour,Words\n'
    found = read(body)
    assert [c.stated.title for c in captures(found)] == ["One", "Three", "Four"]
    assert [(r.locator, r.body) for r in rejections(found)] == [("t.csv:3", b'Two,"open words\n')]


def test_without_address_or_date_the_key_comes_from_the_row() -> None:
    one, two = captures(read("title,body\nOne,Words\nTwo,Words\n"))
    moved = captures(read("title,body\nNew,Words\nTwo,Words\nOne,Words\n"))
    assert one.key != two.key
    assert [c.key for c in moved[1:]] == [two.key, one.key]


def test_long_texts_with_line_ends_and_commas_are_no_swallowed_rows() -> None:
    text = "\n".join(f"https://a.example/{n},on 4 May,they met" for n in range(5))
    (found,) = captures(read(f'url,title,body\nhttps://a.example/1,One,"{text}"\n'))
    assert found.stated.content == text


def test_further_cells_are_kept() -> None:
    (found,) = captures(read("title,body\nOne,Words,more,and more\n"))
    assert found.stated.extra["(further cells)"] == ["more", "and more"]


class Endless(io.RawIOBase):
    """A table that never ends, counting what is read of it."""

    given_out = 0

    def __init__(self) -> None:
        self._next = b"title,body\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._next = self._next or b"One,Words\n" * 50
        chunk, self._next = self._next[: len(buffer)], self._next[len(buffer) :]
        buffer[: len(chunk)] = chunk
        Endless.given_out += len(chunk)
        return len(chunk)


def test_rows_are_streamed() -> None:
    endless = Origin("t.csv", "t.csv", lambda: io.BufferedReader(Endless(), 1 << 16))
    items = TableSource(endless, SourceOptions(), "csv").items()
    assert all(isinstance(next(items), Capture) for _ in range(1000))
    assert Endless.given_out < 10**6


# --- JSON ----------------------------------------------------------------


def test_elements_of_an_array_keep_their_own_bytes() -> None:
    body = '[\n  {"titulo": "Uno", "cuerpo": "Sí"},\n  {"titulo":"Dos","cuerpo":"No"} ]'
    one, two = captures(read(body, "json"))
    assert one.body == '{"titulo": "Uno", "cuerpo": "Sí"}'.encode()
    assert (one.locator, two.locator) == ("t.json:2", "t.json:3")
    assert one.media_type == "application/json"


def test_the_key_around_a_record_is_its_section() -> None:
    body = json.dumps([{"justicia": {"title": "T", "epigraph": "E", "body": "B"}}])
    (found,) = captures(read(body, "json"))
    assert found.stated.section == ("justicia",)
    assert found.stated.standfirst == "E"
    assert found.body == body.strip("[]").encode()


@pytest.mark.parametrize(
    ("value", "titles"),
    [
        ({"title": "A", "body": "x"}, ["A"]),
        ({"articles": [{"title": "A", "body": "x"}, {"title": "B", "body": "y"}]}, ["A", "B"]),
        ({"hits": {"hits": [{"_id": "1", "_source": {"title": "A", "body": "x"}}]}}, ["A"]),
        ({"https://a.example/1": {"title": "A", "body": "x"}}, ["A"]),
        ([[{"title": "A", "body": "x"}]], ["A"]),
        ({"a": 1}, []),
        ("text", []),
    ],
)
def test_records_are_found_in_their_wrappings(value: Any, titles: list[str]) -> None:
    assert [r["title"] for r in records_in(value, {})] == titles


def test_a_wrapped_list_of_any_size_is_read_record_by_record() -> None:
    rows = [{"title": f"T{n}", "body": "words " * 20} for n in range(50)]
    body = json.dumps({"articles": rows, "next": {"page": 2}})
    found = read(body, "json", max_bytes=1000)
    assert [c.stated.title for c in captures(found)] == [r["title"] for r in rows]
    assert rejections(found) == []


def test_an_address_around_a_record_is_no_section() -> None:
    (record,) = records_in({"https://a.example/1": {"title": "A", "body": "x"}}, {})
    assert "section" not in record


def test_one_bad_line_of_json_lines_is_told_of_and_the_next_is_read() -> None:
    body = '{"title":"A","body":"x"}\n{"title":"B",\n\n{"title":"C","body":"z"}\n[1]\n'
    found = read(body, "jsonl")
    assert [c.stated.title for c in captures(found)] == ["A", "C"]
    assert [(r.locator, r.body) for r in rejections(found)] == [
        ("t.jsonl:2", b'{"title":"B",'),
        ("t.jsonl:5", b"[1]"),
    ]
    assert rejections(found)[0].reason == "not valid JSON: line 1, column 14 of the record"


def test_json_lines_in_a_json_file_are_recognised() -> None:
    body = '{"title":"A","body":"x"}\n{"title":"B","body":"y"}\n'
    assert [c.locator for c in captures(read(body, "json"))] == ["t.json:1", "t.json:2"]


def test_a_cut_off_array_gives_what_was_whole() -> None:
    body = '[{"title":"A","body":"x"},\n{"title":"B","bo'
    found = read(body, "json")
    assert [c.stated.title for c in captures(found)] == ["A"]
    assert [(r.locator, r.reason) for r in rejections(found)] == [
        ("t.json:2", "the file is cut off")
    ]


def test_nesting_that_would_break_the_parser_is_told_of() -> None:
    body = "[" + "[" * 100_000 + "]" * 100_000 + ',{"title":"A","body":"x"}]'
    found = read(body, "json")
    assert [c.stated.title for c in captures(found)] == ["A"]
    assert len(rejections(found)) == 1


@pytest.mark.parametrize("kind", ["csv", "json", "jsonl"])
@pytest.mark.parametrize(
    ("body", "reason"), [(b"", "empty"), (b"\n \n", "empty"), (b"\x00\x01\xff" * 50, "binary")]
)
def test_empty_and_binary_files_are_one_clear_line(kind: str, body: bytes, reason: str) -> None:
    (found,) = read(body, kind)
    assert reason in rejections([found])[0].reason


@pytest.mark.parametrize("kind", ["csv", "json", "jsonl"])
@given(data=st.binary(max_size=300))
def test_noise_gives_items_and_never_an_error(kind: str, data: bytes) -> None:
    for item in read(data, kind, max_bytes=100):
        assert item.locator


@given(st.text(st.sampled_from('title,body\n"x{}[]:1\\ ')))
def test_near_tables_give_items_and_never_an_error(text: str) -> None:
    for kind in ("csv", "json", "jsonl"):
        read("title,body\n" + text, kind)
        read('[{"title":"a","body":' + text, kind)


# --- real tables ---------------------------------------------------------


def test_the_crawl_of_articles_is_read_whole() -> None:
    found = list(open_source(str(shared("corpora/insightcrime/articles.csv"))).items())
    assert len(captures(found)) == 24
    for capture in captures(found):
        stated = capture.stated
        assert capture.url is not None
        assert capture.key == capture.url
        assert stated.title
        assert stated.authors
        assert stated.published[:3] == "202"
        assert stated.content
        assert stated.type in (
            "Brief",
            "Analysis",
            "Investigation",
            "Interview",
            "News",
            "Commentary",
        )


def test_nested_one_key_stories_have_their_section() -> None:
    found = list(open_source(str(shared("corpora/eltiempo_2022/news.json"))).items())
    assert len(captures(found)) + len(rejections(found)) == 234
    assert sum(c.stated.section == ("justicia",) for c in captures(found)) > 40
    assert {r.reason for r in rejections(found)} == {"the text is empty"}


def test_single_object_files_are_read() -> None:
    found = captures(open_source(str(shared("corpora/maquina_noticias"))).items())
    assert len(found) == 68
    assert all(c.url and c.stated.title and c.stated.content for c in found)
    assert sum("outlet" in c.stated.extra for c in found) > 50


def test_a_spanish_csv_is_read_whole() -> None:
    found = captures(open_source(str(shared("corpora/bolivia_2020"))).items())
    assert len(found) == 244
    assert all(c.stated.title and c.stated.content and c.stated.published for c in found)
