"""Cutting records out of a stream without parsing it: JSON values, XML elements.

The pieces are the source's own bytes, so they can be kept as evidence; a piece
that is bad does not spoil the next one; and only one piece is held at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careo.sources.port import MEGABYTE, Stream

CHUNK = 256 * 1024
OVER_LIMIT = "a record over the size limit"
MAX_FAULTS = 1000
"""Bad pieces after which a stream is given up: it is something else, or hostile."""
SKIPPED = 4
"""Times the limit that a record may be long before the rest is given up."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes cut out of a stream. `line` counts from 1. `fault` is empty for a
    whole piece, else why it is none; its bytes are then what there was."""

    body: bytes
    line: int
    name: str = ""
    fault: str = ""


# --- JSON ----------------------------------------------------------------

_TOKENS = re.compile(rb'[{}\[\]",]')
_BETWEEN = re.compile(rb"[\s,]*")
_STRING_END = re.compile(rb'[\\"]')


class JsonCutter:
    """Cuts the elements of a top-level JSON array, or a row of top-level values.

    Feed it chunks; it gives pieces. Strings are skipped, brackets counted;
    whether a piece is valid JSON is for the parser to say.
    """

    def __init__(self, limit: int, *, stop_after_array: bool = False) -> None:
        self._limit = limit
        self._stop_after_array, self.is_over = stop_after_array, False
        self._buffer = bytearray()
        self._at = 0
        self._depth = 0
        self._in_string = False
        self._floor: int | None = None  # 1 within an outer array, 0 for bare values
        self._line = 1
        self._skipping = False
        self._skipped = 0

    @property
    def is_lost(self) -> bool:
        """Whether a record is so far over the limit that its end was missed (a
        bracket or quote too many): there is no sense in going on."""
        return self._skipped > SKIPPED * self._limit

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        """The pieces that this chunk completes."""
        self._buffer += chunk
        if self._floor is None and not self._begin():
            return
        yield from self._scan()
        if len(self._buffer) > self._limit:
            if not self._skipping:
                yield Piece(bytes(self._buffer[:CHUNK]), self._line, fault=OVER_LIMIT)
            self._skipping = True
            self._skipped += self._at
            self._drop(self._at)

    def finish(self) -> Iterator[Piece]:
        """What is left when the stream has ended."""
        left = b"" if self.is_over else bytes(self._buffer)
        rest = left.strip(b" \t\r\n,")
        line = self._line + left.count(b"\n", 0, left.find(rest[:1]) if rest else len(left))
        if self._depth > 0 and (self._floor == 1 or rest):
            yield Piece(rest[:MEGABYTE], line, fault="the file is cut off")
        elif rest and not self._skipping:
            yield Piece(rest, line)

    def _begin(self) -> bool:
        lead = len(self._buffer) - len(self._buffer.lstrip())
        self._drop(lead)
        if not self._buffer:
            return False
        self._floor = 1 if self._buffer[:1] == b"[" else 0
        if self._floor:
            self._drop(1)
            self._depth = 1
        return True

    def _drop(self, count: int) -> None:
        self._line += self._buffer.count(b"\n", 0, count)
        del self._buffer[:count]
        self._at = max(self._at - count, 0)

    def _scan(self) -> Iterator[Piece]:
        while not self.is_over:
            if self._in_string:
                if not self._skip_string():
                    return
                continue
            match = _TOKENS.search(self._buffer, self._at)
            if match is None:
                self._at = len(self._buffer)
                return
            self._at = match.end()
            yield from self._token(match[0])

    def _skip_string(self) -> bool:
        match = _STRING_END.search(self._buffer, self._at)
        if match is None:
            self._at = len(self._buffer)
            return False
        if match[0] == b"\\":
            if match.end() >= len(self._buffer):
                self._at = match.start()
                return False
            self._at = match.end() + 1
        else:
            self._at, self._in_string = match.end(), False
        return True

    def _token(self, token: bytes) -> Iterator[Piece]:
        floor = self._floor or 0
        if token == b'"':
            self._in_string = True
        elif token in b"{[":
            self._depth += 1
        elif token in b"}]":
            self._depth = max(self._depth - 1, 0)
            if self._depth == floor:
                yield from self._cut(self._at)
            elif self._depth < floor:
                yield from self._cut(self._at - 1)
                self._drop(1)
                self._floor = 0
                self.is_over = self._stop_after_array
        elif self._depth == floor:  # a comma between elements
            yield from self._cut(self._at - 1)
            run = _BETWEEN.match(self._buffer)
            self._drop(run.end() if run else 0)

    def _cut(self, end: int) -> Iterator[Piece]:
        body = bytes(self._buffer[:end])
        stripped = body.strip()
        line = self._line + body.count(b"\n", 0, len(body) - len(body.lstrip()))
        self._drop(end)
        self._at = 0
        if len(stripped) > self._limit:
            yield Piece(stripped[:CHUNK], line, fault=OVER_LIMIT)
        elif stripped and not self._skipping:
            yield Piece(stripped, line)
        self._skipping, self._skipped = False, 0


def cut_json(stream: Stream, limit: int) -> Iterator[Piece]:
    """The elements of the array, or the values, in a stream of JSON as UTF-8."""
    return _cut(JsonCutter(limit), stream)


def cut_wrapped_array(stream: Stream, limit: int) -> Iterator[Piece]:
    """The elements of an array whose `[` comes first; what follows it is left."""
    return _cut(JsonCutter(limit, stop_after_array=True), stream)


def _cut(cutter: JsonCutter | XmlCutter, stream: Stream) -> Iterator[Piece]:
    faults = 0
    while chunk := stream.read(CHUNK):
        for piece in cutter.feed(chunk):
            yield piece
            faults += bool(piece.fault)
            if faults >= MAX_FAULTS:
                yield Piece(b"", piece.line, piece.name, f"given up after {faults} bad records")
                return
        if isinstance(cutter, JsonCutter) and (cutter.is_lost or cutter.is_over):
            return
    yield from cutter.finish()


# --- XML -----------------------------------------------------------------


class XmlCutter:
    """Cuts the elements with certain names out of an XML stream.

    CDATA sections, comments and processing instructions are stepped over, so
    that a tag written inside them is no tag. Elements of the same name are not
    expected to nest (RSS items, WXR terms and sitemap urls do not): an opening
    tag inside an open element of the same name ends that one as cut off.
    """

    def __init__(self, names: frozenset[str], limit: int) -> None:
        alternatives = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
        # A name matches with whatever prefix it is written, `wp:` or none.
        self._tag = re.compile(
            rf"<!\[CDATA\[|<!--|<(/?)((?:[\w.-]+:)?(?:{alternatives}))(?=[\s/>])".encode()
        )
        self._limit = limit
        self._buffer = bytearray()
        self._line = 1
        self._at = 0
        self._open: bytes | None = None
        self._until: bytes | None = None
        self._skipping = False

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        """The pieces that this chunk completes."""
        self._buffer += chunk
        yield from self._scan(final=False)
        if self._open is None:
            keep = 1024  # a tag may begin at the end of what is there
            self._drop(max(min(self._at, len(self._buffer) - keep), 0))
        elif len(self._buffer) > self._limit:
            if not self._skipping:
                yield self._piece(bytes(self._buffer[:CHUNK]), OVER_LIMIT)
            self._skipping = True
            self._drop(max(self._at - 1024, 0))

    def finish(self) -> Iterator[Piece]:
        """What is left when the stream has ended."""
        yield from self._scan(final=True)
        if self._open is not None and not self._skipping:
            yield self._piece(bytes(self._buffer), "the file is cut off within this record")

    def _piece(self, body: bytes, fault: str = "") -> Piece:
        name = (self._open or b"").decode().rsplit(":", 1)[-1]
        return Piece(body, self._line, name, fault)

    def _drop(self, count: int) -> None:
        self._line += self._buffer.count(b"\n", 0, count)
        del self._buffer[:count]
        self._at = max(self._at - count, 0)

    def _scan(self, *, final: bool) -> Iterator[Piece]:
        while True:
            if self._until is not None and not self._leave_section():
                return
            match = self._tag.search(self._buffer, self._at)
            # A name that touches the end of the buffer may go on in the next chunk.
            if match is None:
                self._at = max(self._at, len(self._buffer) - (0 if final else 256))
                return
            self._at = match.end()
            if match[2] is None:
                self._until = b"]]>" if match[0] == b"<![CDATA[" else b"-->"
            else:
                yield from self._tagged(match.start(), bool(match[1]), match[2])

    def _leave_section(self) -> bool:
        assert self._until is not None  # noqa: S101 - for the type checker
        end = self._buffer.find(self._until, self._at)
        if end < 0:
            self._at = max(self._at, len(self._buffer) - 2)
            return False
        self._at, self._until = end + len(self._until), None
        return True

    def _tagged(self, start: int, closing: bool, name: bytes) -> Iterator[Piece]:
        if not closing:
            if self._open is not None and self._open != name:
                return  # another of our names inside an element: part of it
            if self._open == name:
                yield self._piece(bytes(self._buffer[:start]), "this record is not closed")
            self._drop(start)
            self._at, self._open, self._skipping = 1, name, False
        elif self._open == name:
            end = self._buffer.find(b">", self._at)
            end = end + 1 if end >= 0 else self._at
            if end > self._limit and not self._skipping:
                yield self._piece(bytes(self._buffer[: min(end, CHUNK)]), OVER_LIMIT)
            elif not self._skipping:
                yield self._piece(bytes(self._buffer[:end]))
            self._drop(end)
            self._at, self._open, self._skipping = 0, None, False


def cut_xml(stream: Stream, names: frozenset[str], limit: int) -> Iterator[Piece]:
    """The elements named, in order, from a stream of XML in an encoding that
    contains ASCII."""
    return _cut(XmlCutter(names, limit), stream)
