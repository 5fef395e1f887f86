"""Small pictures of every kind, made here: a header that is true, and little behind it."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 32, height: int = 20, grey: int = 120) -> bytes:
    """A whole PNG of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    rows = zlib.compress((b"\0" + bytes([grey]) * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def gif(width: int = 32, height: int = 20) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def jpeg(width: int = 32, height: int = 20, orientation: int = 0, order: str = ">") -> bytes:
    """The header of a JPEG, with an Exif orientation unless that is 0."""
    exif = b""
    if orientation:
        mark = b"MM" if order == ">" else b"II"
        tiff = mark + struct.pack(order + "HIH", 42, 8, 1)
        tiff += struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
        exif = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe0\0\4ab" + exif + frame + b"\xff\xda\0\2\xff\xd9"


def webp(width: int = 32, height: int = 20, chunk: str = "VP8X") -> bytes:
    if chunk == "VP8X":
        sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        data = b"\0\0\0\0" + sizes
    elif chunk == "VP8L":
        data = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    else:
        data = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
    body = chunk.encode() + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def avif(width: int = 32, height: int = 20) -> bytes:
    small = _box(b"ispe", struct.pack(">III", 0, 8, 8))
    full = _box(b"ispe", struct.pack(">III", 0, width, height))
    meta = _box(b"meta", b"\0\0\0\0" + _box(b"iprp", _box(b"ipco", small + full)))
    return _box(b"ftyp", b"mif1\0\0\0\0miafavif") + meta + _box(b"mdat", b"")


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
PAGE = b"<!DOCTYPE html><html><body>Not found</body></html>"
