"""The tellings of real articles, as the default reader and annotator give them."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from careo.annotating.annotator import load_annotator
from careo.reading.reader import read
from careo.resolving.identity import identity_of
from careo.sources.opening import open_source
from careo.values import Article, Capture
from careo.weighing.statuses.telling import Party, Telling, tellings_of


def told_in(source: Path, *endings: str) -> list[Telling]:
    """Everything told in a file, or in the files of a folder with one of the endings, in
    which `*` is anything. A folder is opened as a whole: the days that its articles appeared
    on are in its paths."""
    articles = list(_articles(source, endings))
    told: list[Telling] = []
    for article, found in zip(articles, load_annotator().annotate_many(articles), strict=True):
        identities = {e.id: identity_of(e, article.language) for e in found.entities}
        parties = {id_: Party(one.key, one.type) for id_, one in identities.items()}
        told += tellings_of(article, found, parties)
    return told


def _articles(source: Path, endings: tuple[str, ...]) -> Iterator[Article]:
    for item in open_source(str(source)).items():
        wanted = (f"*{ending}" for ending in endings or ("",))
        if isinstance(item, Capture) and any(fnmatchcase(item.key, one) for one in wanted):
            yield read(item).with_(key=item.key)
