"""Picks the reader for what the user names: a folder, a file, an address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from careo.errors import ConfigError, RecordError, SourceError
from careo.sources.addresses import canonical
from careo.sources.client import Client, Fetched
from careo.sources.feed import FeedFileSource, FeedSource
from careo.sources.files import HEAD, file_origin, head_of, kind_of, unknown
from careo.sources.folder import FolderSource
from careo.sources.pages import MEDIA_TYPES, page_item
from careo.sources.port import Origin, Source, SourceOptions
from careo.sources.single import FileSource
from careo.sources.sitemap import SitemapSource
from careo.sources.stating import check_columns
from careo.sources.table import TableSource
from careo.sources.wacz import WaczSource
from careo.sources.warc import WarcSource
from careo.sources.web import AddressSource
from careo.sources.wordpress import WordPressSource
from careo.sources.wxr import WxrSource
from careo.values import Item

__all__ = ["PREFIXES", "SourceOptions", "open_file", "open_source"]

PREFIXES = ("wordpress", "feed", "sitemap", "page", "wxr", "table", "folder", "warc")
"""Words that may stand before a path or address (`feed:https://…`) to name the kind."""

_PREFIX = re.compile(rf"^({'|'.join(PREFIXES)}):(?=.)", re.IGNORECASE)
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


def open_source(spec: str, options: SourceOptions | None = None) -> Source:
    """The source that `spec` names: a folder, a file, or an http(s) address, with an
    optional prefix (see `PREFIXES`) where the kind is not to be guessed.

    Raises SourceError when there is nothing there or no reader for it, and
    ConfigError for options that make no sense. Nothing is fetched yet.
    """
    options = options or SourceOptions()
    check_options(options)
    match = _PREFIX.match(spec)
    kind = match[1].lower() if match else ""
    where = spec[match.end() :] if match else spec
    scheme = _SCHEME.match(where)
    if scheme:
        source = _open_address(where, kind, scheme[1].lower(), options)
    else:
        source = _open_path(Path(where), kind, options)
    if options.modified_after and not _tells_changes(source):
        reason = "only a live WordPress and a sitemap tell what changed since a day"
        raise ConfigError(reason, where=f"modified-after, {spec}")
    return source


def check_options(options: SourceOptions) -> None:
    """Raises ConfigError, naming the option, for what makes no sense."""
    check_columns(options.columns)
    if options.modified_after:
        try:
            dt.datetime.fromisoformat(options.modified_after)
        except ValueError:
            reason = f"write a day or time as 2024-01-31, not {options.modified_after!r}"
            raise ConfigError(reason, where="modified-after") from None
    if not re.fullmatch(r"[!-~]*", options.contact):
        # It becomes part of a header of every request.
        reason = "write a web or e-mail address, without spaces"
        raise ConfigError(reason, where="contact")


def _tells_changes(source: Source) -> bool:
    if isinstance(source, AddressSource):  # what is there may be a sitemap
        return source.by_content is not None
    return isinstance(source, WordPressSource | SitemapSource)


def _open_address(address: str, kind: str, scheme: str, options: SourceOptions) -> Source:
    if scheme not in ("http", "https") or canonical(address) is None:
        raise SourceError("only http and https addresses are opened", where=address)

    def client() -> Client:
        return Client(options)

    if kind == "wordpress":
        return WordPressSource(address, options, client)
    if kind == "feed":
        return FeedSource(address, options, client)
    if kind == "sitemap":
        return SitemapSource(address, options, client)
    if kind == "page":
        return AddressSource(address, options, client)
    if kind:
        raise SourceError(f"{kind} opens files and folders, not addresses", where=address)
    return AddressSource(address, options, client, _by_content)


def _by_content(response: Fetched, options: SourceOptions) -> Source | None:
    """The reader for what an address gave, when it is a feed or a sitemap."""
    kind = kind_of(response.body[:HEAD], "")

    def client() -> Client:
        return Client(options)

    if kind in ("feed", "jsonfeed"):
        return FeedSource(response.url, options, client)
    if kind == "sitemap":
        return SitemapSource(response.url, options, client, is_sitemap=True)
    return None


def _open_path(path: Path, kind: str, options: SourceOptions) -> Source:
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except (OSError, ValueError):  # a name that no file can have
        is_folder = is_there = False
    if is_folder:
        return FolderSource(path, options, open_file)
    if not is_there and kind in ("wordpress", "feed", "sitemap", "page"):
        raise SourceError(f"{kind} opens addresses (http://… or https://…)", where=str(path))
    if not is_there:
        raise SourceError("there is no such file or folder", where=str(path))
    name = options.name or path.resolve().parent.name
    try:
        origin = file_origin(path, str(path), f"{name}/{path.name}")
        head = head_of(origin)
        found = _as_named(kind, origin) or kind_of(head, origin.suffix)
    except RecordError as error:
        raise SourceError(error.reason, where=str(path)) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    if found == "sitemap" and kind == "sitemap":
        return SitemapSource(origin, options, lambda: Client(options))
    if found is None:
        raise SourceError(unknown(head), where=str(path))
    return open_file(origin, path, found, options)


def _as_named(kind: str, origin: Origin) -> str | None:
    if kind == "table":
        return {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"}.get(origin.suffix, "csv")
    return kind if kind in ("wxr", "feed", "sitemap", "warc") else None


def open_file(origin: Origin, path: Path, kind: str, options: SourceOptions) -> Source:
    """The reader for a file of a known kind (see `files.kind_of`)."""
    if kind in MEDIA_TYPES:
        return PageSource(origin, options, kind)
    if kind in ("csv", "json", "jsonl"):
        return TableSource(origin, options, kind)
    if kind in ("feed", "jsonfeed"):
        return FeedFileSource(origin, options)
    readers: dict[str, Callable[[Origin, SourceOptions], Source]] = {
        "wxr": WxrSource,
        "warc": WarcSource,
        "wacz": WaczSource,
        "sitemap": UnaskedSitemap,
    }
    return readers[kind](origin, options)


@dataclass
class PageSource(FileSource):
    """One file that is one page."""

    kind: str

    def items(self) -> Iterator[Item]:
        yield page_item(self.origin, self.kind, self.options, dt.datetime.now(dt.UTC))


@dataclass
class UnaskedSitemap(FileSource):
    """A sitemap met in a folder. It lists addresses; fetching them takes a wish."""

    def items(self) -> Iterator[Item]:
        reason = "a sitemap: it lists addresses; add it as sitemap:… to fetch them"
        yield self.reject("", reason)
