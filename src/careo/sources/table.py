"""Tables: CSV and TSV, JSON arrays and objects, JSON Lines.

Each row is a capture whose body is the row's own bytes; its fields are stated.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from careo.errors import RecordError
from careo.sources.cutting import MAX_FAULTS, OVER_LIMIT, Piece, cut_json, cut_wrapped_array
from careo.sources.faults import json_fault
from careo.sources.files import HEAD, as_utf8, decode, head_of, is_binary, read_up_to
from careo.sources.port import Stream
from careo.sources.rows import Lines, Row, Shape, delimiter_of, rows_of
from careo.sources.single import FileSource, failed
from careo.sources.stating import ColumnMap, check_columns, guess_mapping, record_key, state
from careo.values import Capture, Item, Rejection

_WRAPPERS = ("_source", "article", "node", "document", "doc", "attributes")
"""Keys under which databases and APIs put the record itself."""

MAX_WRAPPINGS = 5
_WRAPPED_ARRAY = re.compile(rb'\s*\{\s*"[^"\\]*"\s*:\s*\[')

NO_TEXT = "no column holds a text; name one with a column mapping (content=…)"


@dataclass
class TableSource(FileSource):
    """Rows of a table as captures; a row that cannot be used is a Rejection."""

    kind: str

    def __post_init__(self) -> None:
        check_columns(self.options.columns)
        self._now = dt.datetime.now(dt.UTC)

    def items(self) -> Iterator[Item]:
        try:
            head = head_of(self.origin)
            if not head.strip():
                yield self.reject("", "the file is empty")
            elif is_binary(head):
                yield self.reject("", "not text: the file holds binary data", head)
            elif self.kind == "csv":
                yield from self._csv(head)
            else:
                yield from self._json(head)
        except (RecordError, OSError) as error:
            yield failed(self.origin, error)

    # CSV

    def _csv(self, head: bytes) -> Iterator[Item]:
        lines, delimiter = Lines(self.origin, self.options.max_bytes), delimiter_of(decode(head))
        header = next(rows_of(lines, Shape(delimiter, 0)), Row(1, b""))
        names = [name.strip() for name in header.cells]
        mapping = guess_mapping(names, self.options.columns)
        fault = missing(mapping, names) or ("" if mapping.holds_articles else NO_TEXT)
        if header.fault or fault:
            yield self.reject("1", header.fault or fault, header.body)
            return
        columns = (("columns", ",".join(names)),)
        for number, row in enumerate(rows_of(lines, _shape(delimiter, names, mapping)), 1):
            own = _Row(row.body, str(row.line), number, columns)
            if row.fault:
                yield self.reject(own.place, row.fault, row.body)
            elif any(cell.strip() for cell in row.cells):
                yield self._row(own, _named(names, row.cells), mapping)

    # JSON

    def _json(self, head: bytes) -> Iterator[Item]:
        if self.kind == "jsonl" or self._is_lines(head):
            pieces = self._line_pieces()
        else:
            pieces = self._value_pieces()
        bad = 0  # in a row
        for number, piece in enumerate(pieces, 1):
            row = _Row(piece.body, str(piece.line), number)
            found = self._piece(piece, row)
            yield from found
            bad = bad + 1 if all(isinstance(item, Rejection) for item in found) else 0
            if bad >= MAX_FAULTS:
                yield self.reject(row.place, f"given up after {bad} bad records in a row")
                return

    def _piece(self, piece: Piece, row: _Row) -> list[Item]:
        if piece.fault:
            return [self.reject(row.place, piece.fault, piece.body)]
        try:
            value = json.loads(decode(piece.body))
        except (ValueError, RecursionError) as error:
            return [self.reject(row.place, json_fault(error, within="of the record"), piece.body)]
        return list(self._value(value, row))

    def _is_lines(self, head: bytes) -> bool:
        first, newline, rest = head.lstrip().partition(b"\n")
        if not newline or not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
            return False
        try:
            return isinstance(json.loads(decode(first)), dict)
        except (ValueError, RecursionError):
            return False

    def _line_pieces(self) -> Iterator[Piece]:
        with as_utf8(self.origin) as stream:
            number = 0
            while line := stream.readline(self.options.max_bytes + 1):
                number += 1
                if len(line) > self.options.max_bytes:
                    yield Piece(line[:HEAD], number, fault=OVER_LIMIT)
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(HEAD)
                elif line.strip():
                    yield Piece(line.strip(), number)

    def _value_pieces(self) -> Iterator[Piece]:
        with as_utf8(self.origin) as stream:
            limit = self.options.max_bytes
            start = read_up_to(stream, limit + 1)
            wrapped = _WRAPPED_ARRAY.match(start)
            if wrapped and len(start) > limit:
                # Too large to be looked at whole: the list in it is the table.
                yield from cut_wrapped_array(_Joined(start[wrapped.end() - 1 :], stream), limit)
            else:
                yield from cut_json(_Joined(start, stream), limit)

    def _value(self, value: Any, row: _Row) -> Iterator[Item]:
        records = list(records_in(value, self.options.columns))
        if not records:
            yield self.reject(row.place, NO_TEXT, row.body)
        for index, record in enumerate(records):
            body, number = row.body, row.number
            if len(records) > 1:
                body, number = canonical_json(record), row.number * 1000 + index
            mapping = guess_mapping(record, self.options.columns)
            yield self._row(_Row(body, row.place, number), record, mapping)

    # both

    def _row(self, row: _Row, record: Mapping[str, Any], mapping: ColumnMap) -> Item:
        try:
            fields = state(record, mapping, self.options.language)
        except RecursionError:
            return self.reject(row.place, "nested too deeply", row.body)
        if not (fields.stated.content or fields.stated.standfirst or fields.url):
            return self.reject(row.place, "the text is empty", row.body)
        return Capture(
            key=record_key(fields, self.origin.name, f"{self.origin.key}#{row.number}"),
            body=row.body,
            media_type="text/csv" if self.kind == "csv" else "application/json",
            locator=f"{self.origin.place}:{row.place}",
            fetched=self._now,
            url=fields.url,
            headers=row.headers,
            stated=fields.stated,
        )


@dataclass(frozen=True)
class _Row:
    body: bytes
    place: str
    number: int
    headers: tuple[tuple[str, str], ...] = ()


class _Joined:
    """Bytes that were read ahead, then the rest of their stream."""

    def __init__(self, ahead: bytes, rest: Stream) -> None:
        self._ahead, self._rest = io.BytesIO(ahead), rest

    def read(self, size: int = -1, /) -> bytes:
        return self._ahead.read(size) or self._rest.read(size)


def _shape(delimiter: str, names: list[str], mapping: ColumnMap) -> Shape:
    """What the rows of a table with these columns look like."""
    places = {name: at for at, name in enumerate(names)}
    address, date = (places.get(mapping.of(field) or "") for field in ("url", "published"))
    return Shape(delimiter, len(names), address, date)


def _named(names: list[str], row: Sequence[str]) -> dict[str, Any]:
    record: dict[str, Any] = dict(zip(names, row, strict=False))
    if len(row) > len(names):
        record["(further cells)"] = list(row[len(names) :])
    return record


def missing(mapping: ColumnMap, names: Iterable[str]) -> str:
    """What to say when the mapping names a column that is not there; else empty."""
    known = set(names)
    gone = [name for name in mapping.columns.values() if name not in known]
    return f"there is no column {gone[0]!r}; there are {', '.join(sorted(known))}" if gone else ""


def canonical_json(value: Any) -> bytes:
    """A record's bytes where its own cannot be cut out: sorted, compact UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return text.encode("utf-8", "surrogatepass")


def records_in(value: Any, override: Mapping[str, str], depth: int = 0) -> Iterator[dict[str, Any]]:
    """The article records in a JSON value: itself, or those in the wrappings that
    tables come in (`{"articles": […]}`, `{"_source": {…}}`, `{"justicia": {…}}`,
    where the key is then the section)."""
    if depth > MAX_WRAPPINGS:
        return
    if isinstance(value, list):
        for part in value:
            yield from records_in(part, override, depth + 1)
    elif isinstance(value, dict):
        if guess_mapping(value, override).holds_articles:
            yield value
            return
        for key, part in value.items():
            if not isinstance(part, dict | list):
                continue
            outer = {k: v for k, v in value.items() if k != key and not isinstance(v, dict | list)}
            for record in records_in(part, override, depth + 1):
                named = isinstance(part, dict) and record is part and key not in _WRAPPERS
                yield _with_section(record, key if named else "", outer)


def _with_section(record: dict[str, Any], key: str, outer: dict[str, Any]) -> dict[str, Any]:
    """The record with what its wrapping adds: a key that reads like a section (words,
    no number or address), and the wrapper's own fields where it has none so named."""
    record = {**outer, **record}
    is_word = re.fullmatch(r"[^\W\d]+(?:[ _-][^\W\d]+)*", key) is not None
    if is_word and "section" not in guess_mapping(record, {}).columns:
        record["section"] = key
    return record
