from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careo.sources.rows import TOO_LONG, UNCLOSED, UNCLOSED_LAST, Lines, Row, Shape, rows_of
from sources.giving import origin

PLAIN = Shape(",", 2)
WITH_ADDRESS = Shape(",", 3, address=0)
WITH_DATE = Shape(",", 3, date=0)


def rows(body: str, shape: Shape = PLAIN, limit: int = 10**6) -> list[Row]:
    return list(rows_of(Lines(origin(body.encode(), "t.csv"), limit), shape))


def cells(found: list[Row]) -> list[tuple[str, ...]]:
    return [row.cells for row in found if not row.fault]


def faults(found: list[Row]) -> list[tuple[int, str, bytes]]:
    return [(row.line, row.fault, row.body) for row in found if row.fault]


def test_a_row_has_its_line_its_bytes_and_its_cells() -> None:
    assert rows('One,"a ""b""\nc"\nTwo,d\n') == [
        Row(1, b'One,"a ""b""\nc"\n', ("One", 'a "b"\nc')),
        Row(3, b"Two,d\n", ("Two", "d")),
    ]


@pytest.mark.parametrize(
    ("body", "broken", "others"),
    [
        ('A,"open\nB,b\nC,c\n', 'A,"open\n', [("B", "b"), ("C", "c")]),
        ('A,"open\nB,b\n', 'A,"open\n', [("B", "b")]),
        ('"A,open\nB,b\nC,c\n', '"A,open\n', [("B", "b"), ("C", "c")]),
        ('A,"open\nB,"x, y"\nC,c\n', 'A,"open\n', [("B", "x, y"), ("C", "c")]),
        ('A,"open\nB,"x\ny"\nC,c\n', 'A,"open\n', [("B", "x\ny"), ("C", "c")]),
        ('"A","open\n"B","b"\n', '"A","open\n', [("B", "b")]),
        ('A,"open\nand more of it.\nB,b\nC,c\n', 'A,"open\nand more of it.\n',
         [("B", "b"), ("C", "c")]),
        ('A,"open\n\nB,b\n', 'A,"open\n\n', [("B", "b")]),
    ],
)  # fmt: skip
def test_an_unclosed_quote_costs_only_the_record_that_it_stands_in(
    body: str, broken: str, others: list[tuple[str, ...]]
) -> None:
    found = rows("First,row\n" + body)
    assert cells(found) == [("First", "row"), *others]
    assert faults(found) == [(2, UNCLOSED, broken.encode())]


def test_several_unclosed_quotes_cost_a_record_each() -> None:
    found = rows('A,"open\nB,b\nC,"open too\nD,d\nE,e\n')
    assert cells(found) == [("B", "b"), ("D", "d"), ("E", "e")]
    assert [line for line, *_ in faults(found)] == [1, 3]


def test_the_last_record_may_be_the_one_with_the_unclosed_quote() -> None:
    found = rows('A,a\nB,"open\nand more, with a comma')
    assert cells(found) == [("A", "a")]
    assert faults(found) == [(2, UNCLOSED_LAST, b'B,"open\nand more, with a comma')]


@pytest.mark.parametrize(
    "prose",
    [
        "On Monday, they met.\nOn Tuesday, they left.",
        "It weighed 1,200 kg\nand cost 3,400 dollars",
        "No comma here\nnor here",
    ],
)
def test_prose_behind_an_unclosed_quote_is_no_row(prose: str) -> None:
    assert faults(rows(f'A,"{prose}\n')) == [(1, UNCLOSED_LAST, f'A,"{prose}\n'.encode())]


def test_a_text_that_is_quoted_well_keeps_lines_that_look_like_rows() -> None:
    assert cells(rows('A,"B,b\nC,c"\nD,d\n')) == [("A", "B,b\nC,c"), ("D", "d")]


def test_an_address_shows_a_row_among_prose() -> None:
    body = 'https://a.example/1,A,"open\nfew, words\nhttps://a.example/2,B, b\nmore\nprose\nends\n'
    found = rows(body, WITH_ADDRESS)
    assert cells(found)[0] == ("https://a.example/2", "B", " b")
    assert faults(found)[0][2] == b'https://a.example/1,A,"open\nfew, words\n'


def test_a_row_without_its_date_is_none() -> None:
    broken = '2020-01-01,A,"open\n'
    assert faults(rows(broken + "Berta,Ciro,Dora\n", WITH_DATE))[0][1] == UNCLOSED_LAST
    assert cells(rows(broken + "2020-01-02,Ciro,Dora\n", WITH_DATE)) == [
        ("2020-01-02", "Ciro", "Dora")
    ]


def test_rows_beyond_the_size_limit_are_read_on_from_where_they_begin() -> None:
    body = 'A,"open\n' + "".join(f"T{n},words {n}\n" for n in range(100))
    found = rows(body, limit=300)
    assert cells(found) == [(f"T{n}", f"words {n}") for n in range(100)]
    assert faults(found) == [(1, UNCLOSED, b'A,"open\n')]


def test_a_record_over_the_limit_ends_the_file_and_says_so() -> None:
    found = rows('A,a\nB,"open\n' + "x" * 400 + "\nC,c\n", limit=300)
    assert cells(found) == [("A", "a")]
    assert [(line, fault) for line, fault, _ in faults(found)] == [(2, TOO_LONG)]


WORDS = st.text(st.sampled_from("abcdef"), min_size=1, max_size=8)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=12), st.data())
def test_whichever_record_is_broken_all_others_are_read(
    table: list[tuple[str, str]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(table) - 2))
    lines = [f'"{one}","{two}"\n' for one, two in table]
    lines[at] = lines[at].removesuffix('"\n') + "\n"
    found = rows("".join(lines))
    assert cells(found) == table[:at] + table[at + 1 :]
    assert faults(found) == [(at + 1, UNCLOSED, lines[at].encode())]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=8))
def test_what_a_csv_writer_writes_is_read_as_it_was(table: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    found = rows(out.getvalue())
    assert [list(row.cells) for row in found] == table
    assert b"".join(row.body for row in found) == out.getvalue().encode()


@given(st.text(st.sampled_from('a,"\n\r 1'), max_size=60))
def test_no_byte_is_lost_whatever_the_quotes(body: str) -> None:
    assert b"".join(row.body for row in rows(body)) == body.encode()


@pytest.mark.parametrize("line", ['T,"open\n', 'T,"a ""b\n', '"\n', 'T,b"\n'])
def test_quotes_open_on_every_line_take_time_in_proportion(line: str) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        rows(line * count)
        return time.perf_counter() - start

    seconds(200)
    assert seconds(8000) < 20 * max(seconds(1000), 0.01)
