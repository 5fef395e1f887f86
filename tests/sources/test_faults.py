from __future__ import annotations

import json

import pytest
from lxml import etree

from careo.sources.faults import json_fault, xml_fault


def fault_of(text: str, within: str = "") -> str:
    with pytest.raises((ValueError, RecursionError)) as caught:
        json.loads(text)
    return json_fault(caught.value, within=within)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1, column 1"),
        ('{"a": b}', "line 1, column 7"),
        ('{"a": 1\n "b": 2}', "line 2, column 2"),
        ('{"a": 1} x', "line 1, column 10"),
    ],
)
def test_broken_json_is_told_by_line_and_column_alone(text: str, place: str) -> None:
    assert fault_of(text) == f"not valid JSON: {place}"


def test_the_place_may_be_within_something() -> None:
    assert fault_of("x", "of the record").endswith("column 1 of the record")


def test_what_json_cannot_hold_is_told_in_plain_words() -> None:
    assert fault_of("[" * 100_000) == "not valid JSON: nested too deeply"
    assert fault_of("9" * 10_000) == "not valid JSON: a number with too many digits"


def test_broken_xml_is_told_by_its_line() -> None:
    with pytest.raises(etree.XMLSyntaxError) as caught:
        etree.fromstring(b"<a>\n<b></a>")
    assert xml_fault(caught.value).startswith("line 2, column ")
