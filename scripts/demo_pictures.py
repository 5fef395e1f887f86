"""Draws the demo archive's pictures: python scripts/demo_pictures.py

They are diagrams of dates that the articles give, with their records. Only this script
makes them; the captions in the front matter explain them, so that no lettering is needed.
"""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "src" / "careo" / "demo" / "pictures"

WIDTH, HEIGHT, EDGE = 1200, 420, 60
TOP, BOTTOM = 120, 300
"""Upper and lower edge of the band."""
PAPER, FREE, HELD, LINE, MARK = range(5)
COLOURS = ((244, 241, 234), (220, 214, 202), (11, 90, 107), (27, 26, 24), (155, 35, 24))


def months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the months from `first` to `last`."""
    found = [first]
    while found[-1] < last:
        year, month = divmod(found[-1].year * 12 + found[-1].month, 12)
        found.append(dt.date(year, month + 1, 1))
    return found


def custody(held: tuple[dt.date, dt.date], marked: dt.date, over: list[dt.date]) -> bytes:
    """A band of months: dark while somebody is held, with a mark at one day."""
    span = (over[-1] - over[0]).days

    def at(day: dt.date) -> int:
        return EDGE + round((WIDTH - 2 * EDGE) * (day - over[0]).days / span)

    rows = [bytearray([PAPER]) * WIDTH for _ in range(HEIGHT)]

    def fill(left: int, right: int, top: int, bottom: int, colour: int) -> None:
        for row in rows[top:bottom]:
            row[left:right] = bytes([colour]) * (right - left)

    fill(at(over[0]), at(over[-1]), TOP, BOTTOM, FREE)
    fill(at(held[0]), at(held[1]), TOP, BOTTOM, HELD)
    for month in over:
        fill(at(month) - 1, at(month) + 1, BOTTOM, BOTTOM + (48 if month.month == 1 else 18), LINE)
    fill(at(over[0]), at(over[-1]), BOTTOM, BOTTOM + 2, LINE)
    fill(at(marked) - 3, at(marked) + 3, TOP - 50, BOTTOM, MARK)
    return png([bytes(row) for row in rows])


def png(rows: list[bytes]) -> bytes:
    """Rows of colour numbers as a PNG with a palette (W3C PNG, §11)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    parts = {b"IHDR": header, b"PLTE": b"".join(map(bytes, COLOURS)), b"IDAT": pixels, b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts.items())


def pictures() -> dict[str, bytes]:
    """Each picture by its file name."""
    guzman = custody(
        held=(dt.date(2014, 2, 22), dt.date(2015, 7, 11)),
        marked=dt.date(2015, 6, 25),
        over=months(dt.date(2014, 1, 1), dt.date(2015, 9, 1)),
    )
    return {"seventeen-months.png": guzman}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, body in pictures().items():
        (FOLDER / name).write_bytes(body)
