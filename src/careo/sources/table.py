"""Tables: CSV and TSV, JSON arrays and objects, JSON Lines.

Each row is a capture whose body is the row's own bytes; its fields are stated.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from careo.errors import RecordError
from careo.sources.cutting import MAX_FAULTS, OVER_LIMIT, Piece, cut_json, cut_wrapped_array
from careo.sources.files import HEAD, as_utf8, decode, head_of, is_binary, read_up_to
from careo.sources.port import Origin, Stream
from careo.sources.single import FileSource, failed
from careo.sources.stating import ColumnMap, check_columns, guess_mapping, record_key, state
from careo.values import Capture, Item, Rejection

csv.field_size_limit(2**31 - 1)  # the reader's own limit is `max_bytes` a row

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
        lines = _Lines(self.origin, self.options.max_bytes)
        rows = csv.reader(lines, delimiter=delimiter_of(decode(head)))
        names = [name.strip() for name in next(self._rows(rows, lines), [])]
        header = lines.taken()
        mapping = guess_mapping(names, self.options.columns)
        fault = missing(mapping, names) or ("" if mapping.holds_articles else NO_TEXT)
        if fault:
            yield self.reject("1", fault, header)
            return
        columns = (("columns", ",".join(names)),)
        number, line = 0, lines.count + 1
        try:
            for row in self._rows(rows, lines):
                body, number = lines.taken(), number + 1
                swallowed = swallowed_rows(body, names, mapping, rows.dialect.delimiter)
                if swallowed:
                    reason = f"an unclosed quote swallowed {len(swallowed)} rows: read one by one"
                    yield self.reject(str(line), reason, body)
                    for at, raw, cells in swallowed:
                        number += 1
                        own = _Row(raw, str(line + at), number, columns)
                        yield self._row(own, _named(names, cells), mapping)
                elif any(cell.strip() for cell in row):
                    yield self._row(
                        _Row(body, str(line), number, columns), _named(names, row), mapping
                    )
                line = lines.count + 1
        except RecordError as error:
            yield self.reject(str(line), error.reason, lines.taken())

    def _rows(self, rows: Iterator[list[str]], lines: _Lines) -> Iterator[list[str]]:
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                raise RecordError(f"not readable as CSV: {error}", where=str(lines.count)) from None
            if row is None:
                return
            yield row

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
            return [self.reject(row.place, f"not valid JSON: {error}", piece.body)]
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


class _Lines:
    """The lines of a table as text, keeping the bytes of those read since last
    asked. Lines end as CSV writers end them (LF, CRLF, CR). Each is decoded by
    itself, so that one mislabelled line does not spoil the others."""

    def __init__(self, origin: Origin, limit: int) -> None:
        self._limit = limit
        self._taken = bytearray()
        self.count = 0
        stream = as_utf8(origin)
        # Latin-1 maps each byte to one character and back: splitting only.
        self._lines = io.TextIOWrapper(cast("Any", stream), encoding="latin-1", newline="")

    def __iter__(self) -> Iterator[str]:
        while line := self._lines.readline(self._limit + 1):
            raw = line.encode("latin-1")
            self._taken += raw
            if len(self._taken) > self._limit:
                raise RecordError(
                    "a row over the size limit (an unclosed quote?)", where=str(self.count)
                )
            self.count += 1
            yield decode(raw)

    def taken(self) -> bytes:
        """The bytes of the lines read since the last call."""
        taken, self._taken = bytes(self._taken), bytearray()
        return taken


def swallowed_rows(
    body: bytes, names: list[str], mapping: ColumnMap, delimiter: str
) -> list[tuple[int, bytes, list[str]]]:
    """The whole rows that an unclosed quote drew into one row: how many lines below its
    first they stand, their bytes, their cells. None unless the row breaks the rules of
    quoting and at least two of its lines are rows by their number of cells and by an
    address or a date where those belong: prose has commas too."""
    told = [names.index(n) for f in ("url", "published") if (n := mapping.of(f)) in names]
    text = decode(body)
    if not told or text.count("\n") < 2 or _is_well_quoted(text, delimiter):
        return []
    found = []
    for at, raw in enumerate(body.splitlines(keepends=True)):
        line = decode(raw)
        if at and _is_well_quoted(line, delimiter):
            cells = next(csv.reader([line], delimiter=delimiter), [])
            if len(cells) == len(names) and all(_TELLING.match(cells[i]) for i in told):
                found.append((at, raw, cells))
    return found if len(found) > 1 else []


_TELLING = re.compile(r"\s*(?:https?://\S|\D{0,12}\d)")


def _is_well_quoted(text: str, delimiter: str) -> bool:
    try:
        list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _named(names: list[str], row: list[str]) -> dict[str, Any]:
    record: dict[str, Any] = dict(zip(names, row, strict=False))
    if len(row) > len(names):
        record["(further cells)"] = row[len(names) :]
    return record


def missing(mapping: ColumnMap, names: Iterable[str]) -> str:
    """What to say when the mapping names a column that is not there; else empty."""
    known = set(names)
    gone = [name for name in mapping.columns.values() if name not in known]
    return f"there is no column {gone[0]!r}; there are {', '.join(sorted(known))}" if gone else ""


def delimiter_of(head: str) -> str:
    """The separator of a table, from its first line: the most frequent candidate."""
    first = head.lstrip("\ufeff\r\n").split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    return max((",", ";", "\t", "|"), key=outside.count)


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
