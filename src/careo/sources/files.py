"""Files as streams of bytes: opened, unpacked within bounds, told apart."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

from careo.errors import RecordError
from careo.sources.port import MEGABYTE, Origin

HEAD = 64 * 1024
"""How much of a file is looked at to tell what it is."""

FREE_EXPANSION = 64 * MEGABYTE
MAX_RATIO = 100
"""A packed stream may grow to `FREE_EXPANSION`; beyond that it may not be more
than `MAX_RATIO` times its packed size. Deflate reaches 1,032 at most; exports of
news text stay under 20, so 100 tells a bomb from an archive."""


class TooLarge(RecordError):
    """Something exceeds its limit; the message says which."""


class Bounded(io.RawIOBase):
    """An unpacking stream that stops a bomb: see `MAX_RATIO`.

    `packed` gives the number of packed bytes read so far. Raises TooLarge from
    `read`, and RecordError where the packed stream is damaged or cut off.
    """

    def __init__(self, stream: IO[bytes], packed: Callable[[], int], place: str) -> None:
        self._stream, self._packed, self._place = stream, packed, place
        self._grown = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]  # narrower
        try:
            chunk = self._stream.read(min(len(buffer), MEGABYTE))
        except EOFError:
            raise RecordError("the packed data is cut off", where=self._place) from None
        except (OSError, zlib.error, ValueError):
            raise RecordError("the packed data is damaged", where=self._place) from None
        self._grown += len(chunk)
        if self._grown > FREE_EXPANSION and self._grown > MAX_RATIO * max(self._packed(), 1):
            raise TooLarge(
                f"unpacks to more than {MAX_RATIO} times its size: looks like a zip bomb",
                where=self._place,
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed and hasattr(self, "_stream"):
            self._stream.close()
        super().close()


class SeekableMember(Bounded):
    """A zip member within the bounds of `Bounded`, that can seek by reading again."""

    def __init__(
        self, reopen: Callable[[], IO[bytes]], packed: Callable[[], int], place: str
    ) -> None:
        self._reopen, self._at = reopen, 0
        super().__init__(reopen(), packed, place)

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]  # narrower
        count = super().readinto(buffer)
        self._at += count
        return count

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence != 0:
            raise OSError("only seeking from the start")
        if offset < self._at:
            self._stream.close()
            self._stream, self._at, self._grown = self._reopen(), 0, 0
        while self._at < offset and self.read(min(HEAD, offset - self._at)):
            pass
        return self._at


def unzipped(stream: IO[bytes], place: str) -> IO[bytes]:
    """A gzip stream unpacked, within the bounds of `Bounded`."""
    packed = gzip.GzipFile(fileobj=stream)
    bounded = Bounded(cast("IO[bytes]", packed), stream.tell, place)
    return cast("IO[bytes]", io.BufferedReader(bounded, HEAD))


def file_origin(path: Path, place: str, key: str, parents: tuple[str, ...] = ()) -> Origin:
    """A file on disk; one packed with gzip is unpacked as it is read."""
    suffix = path.suffix.lower()
    if suffix == ".gz" and _is_gzip(path) and not _is_warc(path):
        inner = Path(path.stem).suffix.lower()
        return Origin(place, key, lambda: unzipped(path.open("rb"), place), inner, parents)
    return Origin(place, key, lambda: path.open("rb"), suffix, parents)


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _is_warc(path: Path) -> bool:
    # WARC.GZ is a row of gzip members; its reader needs the packed bytes.
    try:
        with path.open("rb") as file, gzip.GzipFile(fileobj=file) as packed:
            return packed.read(11).startswith((b"WARC/", b"filedesc://"))
    except (OSError, EOFError, zlib.error):
        return ".warc" in path.name or ".arc" in path.name


def head_of(origin: Origin, size: int = HEAD) -> bytes:
    """The first bytes; raises RecordError or OSError where they cannot be read."""
    with origin.open() as stream:
        return read_up_to(stream, size)


def read_up_to(stream: IO[bytes], size: int) -> bytes:
    """Reads until `size` bytes are there or the stream ends."""
    parts: list[bytes] = []
    left = size
    while left > 0:
        chunk = stream.read(left)
        if not chunk:
            break
        parts.append(chunk)
        left -= len(chunk)
    return b"".join(parts)


def whole(origin: Origin, limit: int) -> bytes:
    """All bytes of a file; raises TooLarge beyond `limit`."""
    with origin.open() as stream:
        body = read_up_to(stream, limit + 1)
    if len(body) > limit:
        raise TooLarge(f"larger than the limit of {megabytes(limit)}", where=origin.place)
    return body


def megabytes(size: int) -> str:
    """A size for a message."""
    return f"{size / MEGABYTE:g} MB"


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def bom_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark gives away."""
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def decode(data: bytes, declared: str | None = None) -> str:
    """Text from bytes, never failing: byte order mark, what is declared, UTF-8,
    then Windows-1252 (what most mislabelled Western text is) and at last Latin-1."""
    for encoding in (bom_encoding(data), declared, "utf-8", "cp1252"):
        if encoding is None:
            continue
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("latin-1")


def reason_of(error: Exception) -> str:
    """What an error met while opening or reading says in a Rejection."""
    if isinstance(error, RecordError):
        return error.reason
    said = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read: {said or error}"


FEW_NULS = 3
STRAY_NUL = 50
"""A few NULs, or one in so many bytes, are slips in a text; programs and pictures have
far more."""


def _is_text(head: bytes) -> bool:
    """Whether bytes begin a UTF-8 text (they may end within a character), or one in a
    Western encoding, where most bytes are ASCII's; in packed data half of them are."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return sum(byte > 0x7F for byte in head) * 4 < len(head)
    return bool(head)


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text: many NUL bytes without a UTF-16 mark, more than one in
    ten control characters, or NULs among bytes that are no text otherwise."""
    if bom_encoding(head):
        return False
    nuls = head.count(0)
    if nuls > max(min(FEW_NULS, len(head) // 4), len(head) // STRAY_NUL):
        return True
    if nuls and not _is_text(head.replace(b"\0", b"")):
        return True
    controls = len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", head[:4096]))
    return controls * 10 > len(head[:4096])


def as_utf8(origin: Origin) -> IO[bytes]:
    """The stream as UTF-8 when a mark says that it is UTF-16 or 32; else as it is
    (a UTF-8 mark is left out)."""
    stream = origin.open()
    head = stream.read(4)
    encoding = bom_encoding(head)
    stream.close()
    stream = origin.open()
    if encoding == "utf-8-sig":
        stream.read(3)
    if encoding is None or encoding == "utf-8-sig":
        return stream
    return cast("IO[bytes]", io.BufferedReader(_Recoded(stream, encoding)))


class _Recoded(io.RawIOBase):
    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream, self._left = stream, b""
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]  # narrower
        while not self._left:
            chunk = self._stream.read(HEAD)
            self._left = self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        part, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


# --- kinds ---------------------------------------------------------------

_BY_SUFFIX = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".geojson": None,
    ".warc": "warc", ".arc": "warc", ".wacz": "wacz",
}  # fmt: skip

_MAGIC = (b"WARC/", b"filedesc://", b"\x1f\x8b", b"PK\x03\x04")

_XML_KINDS = (
    ("wxr", re.compile(rb"wordpress\.org/export/|<wp:wxr_version")),
    ("sitemap", re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")),
    ("feed", re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:RDF|\w+:RDF)[\s>]")),
    ("html", re.compile(rb"<html[\s>]|<!doctype html", re.IGNORECASE)),
)


def kind_of(head: bytes, suffix: str) -> str | None:
    """What a file is, from its first bytes and the end of its name: `html`, `text`,
    `markdown`, `csv`, `json`, `jsonl`, `jsonfeed`, `wxr`, `feed`, `sitemap`, `warc`,
    `wacz`, or None when it is none of these."""
    if head.startswith(_MAGIC):
        return _packed_kind(head, suffix)
    named = _BY_SUFFIX.get(suffix)
    if named == "json":
        return "jsonfeed" if _is_json_feed(_sample(head)) else "json"
    return named if suffix in _BY_SUFFIX else _sniffed(_sample(head), suffix)


def unknown(head: bytes) -> str:
    """What to say of a file that is no known kind."""
    if not head:
        return "the file is empty"
    if head.startswith(b"PK\x03\x04"):
        return "a zip archive: unpack it first"
    if head.startswith(b"%PDF"):
        return "a PDF: not read"
    return "not a known kind of file"


def _packed_kind(head: bytes, suffix: str) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        return "warc" if suffix in (".gz", ".warc", ".arc", ".bad") else None
    if head.startswith(b"PK"):
        return "wacz" if suffix == ".wacz" else None
    return "warc"


def _sample(head: bytes) -> bytes:
    encoding = bom_encoding(head)
    if encoding and encoding != "utf-8-sig":
        head = head.decode(encoding, "replace").encode()
    return head.removeprefix(codecs.BOM_UTF8).lstrip()


def _sniffed(text: bytes, suffix: str) -> str | None:
    if text.startswith(b"<"):
        for kind, pattern in _XML_KINDS:
            if pattern.search(text[:8192]):
                return kind
    if text.startswith((b"{", b"[")) and suffix not in (".js", ".css"):
        return "jsonfeed" if _is_json_feed(text) else "json"
    if re.match(rb"---[ \t]*\r?\n.*?\n---[ \t]*\r?\n", text, re.DOTALL) and suffix not in (
        ".yml",
        ".yaml",
    ):
        return "markdown"
    return None


_FEED_MARK = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version')
_FEED_KEYS = (re.compile(rb'"(?:feed_url|home_page_url)"\s*:'), re.compile(rb'"items"\s*:\s*\['))


def _is_json_feed(text: bytes) -> bool:
    """Whether a JSON text begins a feed: by its mark, which may come last of all, or by
    the two names that only a feed has together."""
    return text.startswith(b"{") and (
        _FEED_MARK.search(text) is not None or all(key.search(text) for key in _FEED_KEYS)
    )
