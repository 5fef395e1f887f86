"""Web archives: WARC and ARC, plain or gzip.

A damaged record is a Rejection that names its offset; reading goes on at the next
place where a record begins.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import logging
import re
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, cast
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator, WARCIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from careo.errors import RecordError
from careo.sources.addresses import canonical
from careo.sources.files import HEAD, SeekableMember, is_binary, read_up_to
from careo.sources.single import FileSource, failed
from careo.sources.web import PAGE_TYPES, own_address
from careo.values import Capture, Item, Rejection, Stated

REMEMBERED = 200_000
"""Pages whose payload digests are kept to resolve revisits; older ones are let go,
so memory stays bounded whatever the archive's size."""
MAX_FAULTS = 100
"""Damaged places after which a file is given up."""

MAX_LINE = 1 << 20
"""Bytes of one header line; eight times as many for a whole header."""

CUT_OFF = "the page is cut off"
_MISALIGNED = re.compile(
    r"non-chunked gzip|Unknown archive format|Invalid WARC|goes on in the next"
)
# Its remarks on addresses with spaces are for nobody here.
logging.getLogger("warcio").setLevel(logging.ERROR)

_FAULTS = (
    *(ArchiveLoadFailed, EOFError, zlib.error, ValueError, KeyError, IndexError),
    *(TypeError, AttributeError, AssertionError, RecursionError),
)
"""What warcio raises on damaged records; not OSError, which is the disk's."""
_STARTS = (re.compile(rb"WARC/[01]\.\d+\r?\n"), re.compile(rb"\x1f\x8b\x08[\x00-\x1f]"))
_NOT_PAGES = re.compile(r"/(?:robots|ads|app-ads|humans|security)\.txt$")


class _Fault(ArchiveLoadFailed):  # type: ignore[misc]  # warcio is untyped
    """Damage that we found ourselves, in our own words."""


class _Damaged(Exception):
    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset, self.reason = offset, reason


class _Misaligned(Exception):
    """The gzip members of a file are not its records."""


class _CappedReader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio is untyped
    """warcio's reader with a limit on header lines, which it reads whole into memory
    however long they are (a packed gigabyte of header fits in a small file)."""

    decompressor: Any
    _lines = 0

    def read(self, length: int | None = None) -> bytes:
        self._lines = 0
        return cast("bytes", super().read(length))

    def _decompress(self, data: bytes) -> bytes:
        # warcio prints damage to standard error and goes on with nothing.
        if not self.decompressor or not data:
            return data
        try:
            return cast("bytes", self.decompressor.decompress(data))
        except zlib.error as error:
            if self.num_block_read:
                raise _Fault("its packed data is damaged") from error
            self.decompressor = None  # not packed after all
            return data

    def readline(self, length: int | None = None) -> bytes:
        line = cast("bytes", super().readline(min(length or MAX_LINE, MAX_LINE)))
        self._lines += len(line)
        if len(line) >= MAX_LINE or self._lines > 8 * MAX_LINE:
            raise _Fault("a header over the size limit")
        return line


@dataclass(frozen=True)
class Revisited:
    """Where a payload was first met: what a revisit record points back to."""

    offset: int
    url: str
    is_page: bool = True


@dataclass
class WarcSource(FileSource):
    """The HTML and text pages of a web archive with status 200, as captures."""

    def __post_init__(self) -> None:
        self._met: OrderedDict[str, Revisited] = OrderedDict()
        self._unresolved = self._records = 0
        self._whole = self._arc = False

    def items(self) -> Iterator[Item]:
        start = faults = 0
        try:
            with self.origin.open() as stream:
                self._arc = _is_arc(stream)
            while start >= 0 and faults < MAX_FAULTS:
                try:
                    yield from (item for item in self._from(start) if item is not None)
                    break
                except _Misaligned:
                    # Packed as a whole, or in other pieces than records: unpack first.
                    self._whole, start, faults = True, 0, 0
                except _Damaged as damage:
                    faults += 1
                    yield self.reject(f"offset {damage.offset}", damage.reason)
                    start = self._next_start(damage.offset + 1)
        except (RecordError, OSError) as error:
            yield failed(self.origin, error)
            return
        yield from self._closing(faults)

    def _closing(self, faults: int) -> Iterator[Rejection]:
        if faults >= MAX_FAULTS:
            yield self.reject("", f"given up after {MAX_FAULTS} damaged places")
        if not self._records and not faults:
            yield self.reject("", "holds no records")
        if self._unresolved:
            reason = f"{self._unresolved} revisit records point to pages outside this file"
            yield self.reject("", reason)

    def _open(self) -> IO[bytes]:
        if not self._whole:
            return self.origin.open()
        place = self.origin.place
        packed = self.origin.open()
        packed.seek(0, 2)
        size = packed.tell()
        packed.close()

        def unpacked() -> IO[bytes]:
            return cast("IO[bytes]", gzip.GzipFile(fileobj=self.origin.open()))

        return cast("IO[bytes]", SeekableMember(unpacked, lambda: size, place))

    # records

    def _from(self, start: int) -> Iterator[Item | None]:
        """One entry a record, None for those passed over; raises _Damaged."""
        with self._open() as stream:
            if start:
                stream.seek(start)
            records = _records(stream, arc=self._arc)
            while True:
                try:
                    record = next(records, None)
                    if record is None:
                        break
                    self._records += 1
                    item = self._record(record, records.offset)
                    if isinstance(item, Rejection) and CUT_OFF in item.reason and _goes_on(records):
                        raise _Fault("it goes on in the next packed piece")
                except _FAULTS as error:
                    if not self._whole and start == 0 and _is_misaligned(records, error):
                        raise _Misaligned from None
                    raise _Damaged(records.offset, _reason(error)) from None
                yield item
            if records.err_count:
                self.passed_over["records of a wrong length"] += records.err_count

    def _next_start(self, offset: int) -> int:
        """Where the next record begins at or after `offset`; -1 when nowhere."""
        with self._open() as stream:
            stream.seek(offset)
            before = b""
            while chunk := stream.read(1 << 20):
                window = before + chunk
                found = [m.start() for p in _STARTS if (m := p.search(window))]
                if found:
                    return offset + min(found) - len(before)
                offset += len(chunk)
                before = window[-16:]
        return -1

    def _record(self, record: Any, offset: int) -> Item | None:
        kind = record.rec_type
        if not kind:
            return self.reject(f"offset {offset}", "a record without a type: cut off?")
        if kind == "revisit":
            return self._revisit(record, offset)
        if kind not in ("response", "resource"):
            self.passed_over[f"{kind} records"] += 1
            return None
        reason = _unfit(record)
        if reason:
            self.passed_over[reason] += 1
            digest = record.rec_headers.get_header("WARC-Payload-Digest")
            self._remember(digest, Revisited(offset, "", is_page=False))
            return None
        return self._page(record, offset)

    def _page(self, record: Any, offset: int, target: Any = None) -> Item | None:
        head = (target or record).rec_headers
        address = (head.get_header("WARC-Target-URI") or "").strip("<> ")
        url = canonical(address)
        if url is None or _NOT_PAGES.search(urlsplit(url).path):
            self.passed_over["records of no page"] += 1
            return None
        body = self._body(record)
        if isinstance(body, str):
            return self.reject(f"offset {offset} ({url})", body)
        if not body.strip() or is_binary(body[:HEAD]):
            self.passed_over["empty or binary pages"] += 1
            return None
        self._remember(head.get_header("WARC-Payload-Digest"), Revisited(offset, url))
        return Capture(
            key=own_address(body, url) if "html" in _media_type(record) else url,
            body=body,
            media_type=_media_type(record),
            locator=f"{self.origin.place}:offset {offset}",
            fetched=_moment(head.get_header("WARC-Date") or ""),
            url=url,
            headers=_headers(record),
            stated=Stated(language=self.options.language),
        )

    def _body(self, record: Any) -> bytes | str:
        """The payload, unpacked; or why there is none."""
        limit = self.options.max_bytes
        try:
            body = _payload(record, limit + 1)
        except (zlib.error, EOFError, ValueError, OSError):
            return "the page cannot be unpacked: its packed data is damaged"
        if len(body) > limit:
            return f"larger than the limit of {limit / 2**20:g} MB"
        if _is_cut(record, len(body)):
            return CUT_OFF
        return body

    # revisits

    def _remember(self, digest: str | None, place: Revisited) -> None:
        if not digest:
            return
        self._met.setdefault(digest, place)
        if len(self._met) > REMEMBERED:
            self._met.popitem(last=False)

    def _revisit(self, record: Any, offset: int) -> Item | None:
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        original = self._met.get(digest or "")
        url = canonical((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> "))
        if original is None:
            self._unresolved += 1
        elif not original.is_page:
            self.passed_over["revisits of no page"] += 1
        elif url == original.url:
            self.passed_over["unchanged on a later visit"] += 1
        else:
            return self._same_elsewhere(original, record, offset)
        return None

    def _same_elsewhere(self, original: Revisited, revisit: Any, offset: int) -> Item | None:
        """The page at a second address whose bytes stand at an earlier record."""
        with self._open() as stream:
            stream.seek(original.offset)
            for record in _records(stream, arc=self._arc):
                return self._page(record, offset, target=revisit)
        return None


def _payload(record: Any, limit: int) -> bytes:
    """Up to `limit` bytes of what the server sent, put together and unpacked. Bodies
    that are not packed as their header says (archivers unpack some) stay as they are."""
    headers = record.http_headers
    coding = (headers.get_header("Content-Encoding") or "").strip().lower() if headers else ""
    if coding not in ("gzip", "x-gzip", "deflate"):
        return read_up_to(record.content_stream(), limit)
    chunked = (headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    start = read_up_to(stream, 2)
    unpacker = zlib.decompressobj(wbits=47)  # gzip or zlib, by its first bytes
    if coding == "deflate" and start[:1] != b"\x78":
        unpacker = zlib.decompressobj(wbits=-15)
    elif coding != "deflate" and start != b"\x1f\x8b":
        return start + read_up_to(stream, max(limit - 2, 0))
    parts, size, packed = [], 0, start
    while packed and size < limit:
        parts.append(unpacker.decompress(packed, limit - size))
        size += len(parts[-1])
        packed = unpacker.unconsumed_tail or stream.read(HEAD)
    return b"".join(parts)


def _is_arc(stream: IO[bytes]) -> bool:
    head = stream.read(512)
    if head.startswith(b"\x1f\x8b"):
        with contextlib.suppress(zlib.error):
            head = zlib.decompressobj(wbits=31).decompress(head, 64)
    return head.startswith(b"filedesc:")


def _records(stream: IO[bytes], *, arc: bool) -> Any:
    # Told apart beforehand: any line of five words would pass for an ARC header, and
    # damage in a WARC would swallow what follows.
    records = ArchiveIterator(stream, arc2warc=True) if arc else WARCIterator(stream)
    records.INC_RECORD = ""  # counted in err_count; not to be printed
    records.reader = _CappedReader(stream)
    return records


def _is_misaligned(records: Any, error: Exception) -> bool:
    packed = records.reader is not None and records.reader.decompressor is not None
    return packed and bool(_MISALIGNED.search(str(error)))


def _goes_on(records: Any) -> bool:
    """Whether another gzip member follows that does not begin a record."""
    unpacker = records.reader.decompressor
    following = unpacker.unused_data if unpacker is not None else b""
    if not following:
        return False
    try:
        start = zlib.decompressobj(wbits=31).decompress(following, 64)
    except zlib.error:
        return False
    return bool(start) and not start.startswith((b"WARC/", b"filedesc:"))


def _is_cut(record: Any, length: int) -> bool:
    """Whether the archive ends before the record does. The server's own length has
    the last word: archivers miscount the header."""
    said = record.http_headers.get_header("Content-Length") if record.http_headers else None
    if str(said).isdigit() and length >= int(str(said)):
        return False
    while record.raw_stream.read(HEAD):
        pass
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _reason(error: Exception) -> str:
    # Never in warcio's words: they quote the damaged bytes.
    if isinstance(error, _Fault):
        return f"damaged record: {error}"
    if isinstance(error, zlib.error):
        return "damaged record: its packed data is damaged"
    if isinstance(error, EOFError):
        return "damaged record: the file is cut off"
    if isinstance(error, ArchiveLoadFailed):
        return "damaged record: none begins where one should"
    return "damaged record: its header cannot be read"


def _unfit(record: Any) -> str:
    """Why a response is passed over; empty when it is a page."""
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if record.rec_type == "response" and status != "200":
        return f"status {status or 'missing'}"
    media_type = _media_type(record)
    return "" if media_type in PAGE_TYPES else media_type or "no media type"


def _media_type(record: Any) -> str:
    headers = record.http_headers if record.rec_type == "response" else None
    value = (headers or record.rec_headers).get_header("Content-Type") or ""
    return value.split(";")[0].strip().lower()


def _headers(record: Any) -> tuple[tuple[str, str], ...]:
    pairs = record.http_headers.headers if record.http_headers else ()
    return tuple((str(k).lower(), str(v)) for k, v in pairs)


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return dt.datetime.now(dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
