"""The rows of a CSV, with their own bytes and lines, past the quotes that nobody closed."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, cast

from careo.errors import RecordError
from careo.sources.files import as_utf8, decode
from careo.sources.port import Origin

csv.field_size_limit(2**31 - 1)  # the reader's own limit is `max_bytes` a row

UNCLOSED = "a quote is not closed: this record is left out, the rows behind it are read"
UNCLOSED_LAST = "a quote is not closed before the file ends: this record is left out"
TOO_LONG = "a row over the size limit (an unclosed quote?): the rest of the file is not read"
UNREADABLE = "not readable as CSV"

LOOK_AHEAD = 40
"""Lines that one row may have and still be recognised behind an unclosed quote."""

_ADDRESS = re.compile(r"\s*https?://\S")
_DATE = re.compile(r"\D{0,12}\d")


@dataclass(frozen=True)
class Row:
    """A row: the line it begins at, its bytes, its cells; or what is wrong with it.
    After a row that is the `last`, nothing can be read."""

    line: int
    body: bytes
    cells: tuple[str, ...] = ()
    fault: str = ""
    last: bool = False


@dataclass(frozen=True)
class Shape:
    """What a row of one table looks like: how many cells, and where its address and its
    date stand, if it has them."""

    delimiter: str
    width: int
    address: int | None = None
    date: int | None = None

    def has_address(self, cells: list[str]) -> bool:
        """Whether these are a row's cells beyond doubt: its address stands where it belongs."""
        fits = len(cells) == self.width and self.address is not None
        return fits and _ADDRESS.match(cells[self.address or 0]) is not None

    def is_like(self, cells: list[str]) -> bool:
        """Whether these may be a row's cells. Prose has commas too, but a space after
        them, or digits on both sides; a table's cells begin where the separator ends."""
        if self.has_address(cells):
            return True
        if len(cells) != self.width or sum(bool(cell.strip()) for cell in cells) < 2:
            return False
        if self.date is not None and not _DATE.match(cells[self.date]):
            return False
        pairs = list(pairwise(cells))
        is_spaced = any(cell[:1].isspace() for _, cell in pairs)
        return not is_spaced and not all(_within_number(a, b) for a, b in pairs)


def _within_number(before: str, after: str) -> bool:
    return before[-1:].isdigit() and after[:1].isdigit()


class Lines:
    """The lines of a table as text, keeping the bytes of those read since last
    asked. Lines end as CSV writers end them (LF, CRLF, CR). Each is decoded by
    itself, so that one mislabelled line does not spoil the others."""

    def __init__(self, origin: Origin, limit: int) -> None:
        self._limit = limit
        self._taken: list[bytes] = []
        self._size = 0
        self._given_back: deque[bytes] = deque()
        self.count = 0
        self.is_over = False
        # Latin-1 maps each byte to one character and back: splitting only.
        stream = cast("Any", as_utf8(origin))
        self._lines = io.TextIOWrapper(stream, encoding="latin-1", newline="")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._next()
        if not raw:
            self.is_over = True
            raise StopIteration
        self._taken.append(raw)
        self._size += len(raw)
        self.count += 1
        if self._size > self._limit:
            raise RecordError(TOO_LONG)
        return decode(raw)

    def _next(self) -> bytes:
        raw = self._given_back.popleft() if self._given_back else b""
        if raw.endswith((b"\n", b"\r")) or self._given_back:
            return raw
        # The limit may have cut the last line that was given back.
        return raw + self._lines.readline(self._limit + 1).encode("latin-1")

    def taken(self) -> list[bytes]:
        """The bytes of the lines read since the last call, line by line."""
        taken, self._taken, self._size = self._taken, [], 0
        return taken

    def give_back(self, lines: list[bytes]) -> None:
        """These are read next, before what follows them."""
        self._given_back.extendleft(reversed(lines))
        self.count -= len(lines)
        self.is_over = False


def rows_of(lines: Lines, shape: Shape) -> Iterator[Row]:
    """The rows of a table. An unclosed quote costs the record that it stands in: where
    the lines it ran over begin to look like rows, reading goes on."""
    while True:
        start = lines.count + 1
        row = _read(lines, start, shape.delimiter)
        raw = lines.taken()
        if row is None:
            return
        broken = row.fault or not _is_well_quoted(raw, shape.delimiter)
        if broken and (at := _first_row(raw, shape)):
            lines.give_back(raw[at:])
            yield Row(start, b"".join(raw[:at]), fault=UNCLOSED)
            continue
        yield Row(start, b"".join(raw), row.cells, row.fault, row.last)
        if row.last:
            return


def _read(lines: Lines, start: int, delimiter: str) -> Row | None:
    """The next row, without its bytes; None at the end."""
    try:
        cells = next(csv.reader(lines, delimiter=delimiter), None)
    except RecordError as error:
        return Row(start, b"", fault=error.reason, last=True)
    except csv.Error:
        return Row(start, b"", fault=UNREADABLE)
    if cells is None:
        return None
    return Row(start, b"", tuple(cells), UNCLOSED_LAST if lines.is_over else "")


def _is_well_quoted(raw: list[bytes], delimiter: str) -> bool:
    if len(raw) < 2:
        return True
    text = (decode(line) for line in raw)
    try:
        list(csv.reader(text, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _first_row(raw: list[bytes], shape: Shape) -> int:
    """At which line below the first the rows begin that were drawn into a broken one; 0
    when it is one record. Without addresses, most of what follows must be like rows."""
    if shape.width < 2:
        return 0
    text = [decode(line) for line in raw]
    for at in range(1, len(text)):
        cells = next(_cells(islice(text, at, at + LOOK_AHEAD), shape), [])
        if shape.has_address(cells):
            return at
        if shape.is_like(cells):
            following = [row for row in _cells(islice(text, at, None), shape) if row]
            likely = sum(map(shape.is_like, following))
            return at if likely * 2 > len(following) else 0
    return 0


def _cells(text: Iterator[str], shape: Shape) -> Iterator[list[str]]:
    rows = csv.reader(text, delimiter=shape.delimiter)
    while True:
        try:
            yield next(rows)
        except csv.Error:
            yield []
        except StopIteration:
            return


def delimiter_of(head: str) -> str:
    """The separator of a table, from its first line: the most frequent candidate."""
    first = head.lstrip("\ufeff\r\n").split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    return max((",", ";", "\t", "|"), key=outside.count)
