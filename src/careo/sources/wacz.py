"""WACZ: a zip of web archives with their indexes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

from careo.sources.files import SeekableMember
from careo.sources.port import Origin
from careo.sources.single import FileSource, failed
from careo.sources.warc import WarcSource
from careo.values import Item

MAX_MEMBERS = 100_000


@dataclass
class WaczSource(FileSource):
    """The WARC files within a WACZ. Nothing is unpacked to disk; members whose names
    lead out of the archive, or that unpack like a bomb, are refused."""

    def items(self) -> Iterator[Item]:
        try:
            with self.origin.open() as stream, zipfile.ZipFile(stream) as archive:
                yield from self._members(archive)
        except OSError as error:
            yield failed(self.origin, error)
        except NotImplementedError:  # a compression that zipfile does not know
            yield self.reject("", "not readable as WACZ: packed in a way that is not unpacked")
        except (zipfile.BadZipFile, ValueError):
            yield self.reject("", "not readable as WACZ: no whole zip archive")
        except RuntimeError:
            yield self.reject("", "not readable as WACZ: locked with a password")

    def _members(self, archive: zipfile.ZipFile) -> Iterator[Item]:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            yield self.reject("", f"holds more than {MAX_MEMBERS} members")
            return
        found = 0
        for member in members:
            if member.is_dir():
                continue
            if is_unsafe(member.orig_filename):
                reason = "its name leads out of the archive: refused"
                yield self.reject(member.filename, reason, within="!")
            elif re.search(r"\.w?arc(\.gz)?$", member.filename, re.IGNORECASE):
                found += 1
                source = WarcSource(self.member(archive, member), self.options)
                yield from source.items()
                self.passed_over.update(source.passed_over)
            else:
                self.passed_over["WACZ indexes and lists"] += 1
        if not found:
            yield self.reject("", "holds no WARC file")

    def member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Origin:
        """One file of the archive as an origin of its own."""
        place = f"{self.origin.place}!{member.filename}"

        def packed() -> int:
            return member.compress_size

        def opened() -> IO[bytes]:
            return cast("IO[bytes]", SeekableMember(lambda: archive.open(member), packed, place))

        return Origin(place, f"{self.origin.key}/{member.filename}", opened)


def is_unsafe(name: str) -> bool:
    """Whether a zip member's name is absolute, has a drive, or climbs upwards."""
    parts = re.split(r"[\\/]", name)
    return (
        name.startswith(("/", "\\")) or ".." in parts or re.match(r"^[A-Za-z]:", name) is not None
    )
