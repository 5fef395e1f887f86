"""Pictures out of web archives: the records of wanted addresses, in one pass."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from careo.sources.addresses import canonical
from careo.sources.pixels import MAX_BYTES
from careo.sources.port import Origin, SourceOptions
from careo.sources.wacz import WaczSource, is_unsafe
from careo.sources.warc import WarcSource, _headers, _media_type, _moment, _payload
from careo.values import Capture, Item

_WARC = re.compile(r"\.w?arc(\.gz)?$", re.IGNORECASE)


@dataclass
class PictureRecords(WarcSource):
    """The records of a web archive whose address is among `wanted` and whose status is
    200, whatever is in them, as captures; walked past damage as pages are."""

    wanted: frozenset[str] = frozenset()

    def _record(self, record: Any, offset: int) -> Item | None:
        if record.rec_type not in ("response", "resource"):
            return None
        head = record.rec_headers
        address = canonical((head.get_header("WARC-Target-URI") or "").strip("<> "))
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        if address not in self.wanted or (record.rec_type == "response" and status != "200"):
            return None
        try:
            body = _payload(record, MAX_BYTES + 1)
        except (zlib.error, EOFError, ValueError):
            return None
        return Capture(
            key=address or "",
            body=body,
            media_type=_media_type(record),
            locator=f"{self.origin.place}:offset {offset}",
            fetched=_moment(head.get_header("WARC-Date") or ""),
            url=address,
            headers=_headers(record),
        )


def records_of(origin: Origin, options: SourceOptions, wanted: frozenset[str]) -> Iterator[Capture]:
    """The wanted records of a WARC, ARC or WACZ. What is damaged is left out: the pass
    that gave the pages has told of it."""
    for one in _archives(origin, options):
        for item in PictureRecords(one, options, wanted=wanted).items():
            if isinstance(item, Capture):
                yield item


def _archives(origin: Origin, options: SourceOptions) -> Iterator[Origin]:
    if origin.suffix != ".wacz":
        yield origin
        return
    whole = WaczSource(origin, options)
    try:
        with origin.open() as stream, zipfile.ZipFile(stream) as archive:
            for member in archive.infolist():
                if _WARC.search(member.filename) and not is_unsafe(member.orig_filename):
                    yield whole.member(archive, member)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return  # the pages' own reading has said so; NotImplementedError: packed otherwise
