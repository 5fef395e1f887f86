"""What kind of picture some bytes are, and how large, from their first bytes alone.

The name and the server's word count for nothing. Only headers are read, nothing is
decoded, so a picture that would unpack to gigabytes costs no more than any other.
Layouts: ITU T.81 annex B (JPEG), PNG (W3C) §11.2.1, GIF89a §18 and §20, RFC 9649 (WebP),
ISO/IEC 14496-12 and 23008-12 (the boxes of AVIF), Exif 2.3 §4.6.4 (orientation).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from careo.errors import RecordError

MAX_BYTES = 10 * 1024 * 1024
MAX_SIDE = 16_384
"""Pixels; browsers draw nothing larger."""
MAX_PIXELS = 50_000_000
"""A reader's browser unpacks four bytes a pixel: 200 MB. Cameras give 12 to 48 million."""
MIN_SIDE = 8
"""Smaller ones count readers or fill gaps."""

MAX_SEGMENTS = 2_000
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that begin a frame (T.81 table B.1)."""
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG markers without a length."""
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body|script|iframe)[\s>]", re.IGNORECASE)

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """A picture's kind (a media type) and size as it is shown."""

    media_type: str
    width: int
    height: int


def measure(body: bytes) -> Measured:
    """The kind and size of a picture. Raises RecordError that says why bytes are none
    that we keep: another kind, damaged, or out of bounds."""
    if len(body) > MAX_BYTES:
        raise RecordError(f"a picture over the limit of {MAX_BYTES // 2**20} MB")
    kind = _kind(body[:64])
    if kind is None:
        raise RecordError(_unfit(body))
    try:
        width, height = _SIZES[kind](body)
    except (struct.error, IndexError, ValueError):
        raise RecordError("a damaged picture: its size cannot be read") from None
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise RecordError(f"a picture of too many pixels ({width} × {height})")
    if width < MIN_SIDE or height < MIN_SIDE:
        raise RecordError("a picture too small to be seen")
    return Measured(kind, width, height)


def _kind(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and {b"avif", b"avis"} & _brands(head):
        return "image/avif"
    return None


def _brands(head: bytes) -> set[bytes]:
    end = min(int.from_bytes(head[:4]), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}


def _unfit(body: bytes) -> str:
    if not body:
        return "an empty file, not a picture"
    if _SVG.search(body[:4096]):
        return "an SVG drawing: not kept, since it can hold scripts"
    if _PAGE.search(body[:4096]):
        return "a web page, not a picture"
    return "no picture of a kept kind (JPEG, PNG, GIF, WebP, AVIF)"


# --- sizes ----------------------------------------------------------------


def _png(body: bytes) -> Size:
    if body[12:16] != b"IHDR":
        raise ValueError("no header")
    return struct.unpack_from(">II", body, 16)


def _gif(body: bytes) -> Size:
    """The screen, or the first frame where that is larger: browsers make room for it."""
    width, height = struct.unpack_from("<HH", body, 6)
    palette = 3 << (body[10] & 7) + 1 if body[10] & 0x80 else 0
    at = 13 + palette
    for _ in range(MAX_SEGMENTS):
        if body[at] == 0x2C:
            frame = struct.unpack_from("<HH", body, at + 5)
            return max(width, frame[0]), max(height, frame[1])
        if body[at] != 0x21:
            break
        at += 2
        while body[at]:
            at += body[at] + 1
        at += 1
    return width, height


def _webp(body: bytes) -> Size:
    chunk = body[12:16]
    if chunk == b"VP8X":
        width, height = body[24:27], body[27:30]
        if len(height) < 3:
            raise ValueError("cut off")
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if chunk == b"VP8L" and body[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", body, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        width_bits, height_bits = struct.unpack_from("<HH", body, 26)
        return width_bits & 0x3FFF, height_bits & 0x3FFF
    raise ValueError("no header")


def _jpeg(body: bytes) -> Size:
    turned = False
    for marker, start, end in _segments(body):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, start + 1)
            if not height:
                raise ValueError("its height is told at its end")
            return (height, width) if turned else (width, height)
        if marker == 0xE1 and body[start : start + 6] == b"Exif\0\0":
            turned = _is_turned(body[start + 6 : end])
    raise ValueError("no frame")


def _segments(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of what is in it, for each segment before the first scan."""
    at = 2
    for _ in range(MAX_SEGMENTS):
        if body[at] != 0xFF:
            raise ValueError("no marker")
        while body[at] == 0xFF:
            at += 1
        marker = body[at]
        at += 1
        if marker in _BARE:
            continue
        if marker in (0xD9, 0xDA):
            return
        (length,) = struct.unpack_from(">H", body, at)
        if length < 2:
            raise ValueError("impossible length")
        yield marker, at + 2, at + length
        at += length


def _is_turned(tiff: bytes) -> bool:
    """Whether Exif says that the picture lies on its side (orientations 5 to 8):
    browsers then show its height as width."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for number in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * number)
            if tag == 0x0112:
                return bool(5 <= value <= 8)
    except (KeyError, struct.error):
        pass  # a broken note about a picture is no fault of the picture
    return False


def _avif(body: bytes) -> Size:
    sizes = [
        struct.unpack_from(">II", body, start + 4)
        for start, _ in _boxes(body, (b"meta", b"iprp", b"ipco", b"ispe"), 0, len(body))
    ]
    if not sizes:
        raise ValueError("no size")
    # Thumbnails and the tiles of a grid have sizes of their own, smaller ones.
    return max(sizes, key=lambda size: size[0] * size[1])


def _boxes(body: bytes, path: tuple[bytes, ...], at: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the boxes at the end of `path` begin and end, below [at, end)."""
    for _ in range(MAX_SEGMENTS):
        if at + 8 > end:
            return
        (length,) = struct.unpack_from(">I", body, at)
        start, stop = at + 8, at + length if length else end
        if length == 1:
            (length,) = struct.unpack_from(">Q", body, start)
            start, stop = at + 16, at + length
        if not start <= stop <= end:
            return
        if body[at + 4 : at + 8] == path[0]:
            if len(path) == 1:
                yield start, stop
            else:
                # `meta` has a version and flags before what is in it.
                yield from _boxes(body, path[1:], start + 4 * (path[0] == b"meta"), stop)
        at = stop


_SIZES: MappingProxyType[str, Callable[[bytes], Size]] = MappingProxyType(
    {
        "image/jpeg": _jpeg,
        "image/png": _png,
        "image/gif": _gif,
        "image/webp": _webp,
        "image/avif": _avif,
    }
)
