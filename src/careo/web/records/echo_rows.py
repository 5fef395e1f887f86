"""Echoes to rows: each article that is new or has changed is compared with all others.

The sketches of all articles are held in memory while this runs (some KB each), texts only
while they are compared. The echoes and sketches of a batch are written in one transaction, so
that a run that was killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from careo.values import Span
from careo.web.records import article_rows
from careo.web.records.changes import Changes
from careo.web.records.models import Article, ArticleVersion, Echo, Sketch
from careo.web.records.plain import insert
from careo.weighing.echoes import finding as echoes
from careo.weighing.echoes.finding import EchoFinder, Held
from careo.weighing.echoes.sketches import Sketch as Sampled
from careo.weighing.echoes.texts import EchoText, echo_text

METHOD = "1"
"""Raised when texts are sketched or compared in another way: all are then compared anew."""

BATCH = 100

SKETCH = ("article", "version", "method", "language", "runs", "marks")
AGAIN = (
    "ON CONFLICT (article_id) DO UPDATE SET version_id = excluded.version_id,"
    " method = excluded.method, language = excluded.language,"
    " runs = excluded.runs, marks = excluded.marks"
)


def stale() -> QuerySet[Article]:
    """The articles whose current version has not been compared."""
    compared = Q(sketch__version=F("current"), sketch__method=METHOD)
    return Article.objects.filter(current__isnull=False).exclude(compared)


def update() -> int:
    """Compares every article that is new or has changed; returns how many did."""
    waiting = list(stale().order_by("id").values_list("id", flat=True))
    if not waiting:
        return 0
    finder = EchoFinder(_text, _held(set(waiting)))
    for start in range(0, len(waiting), BATCH):
        _compare(finder, _versions(waiting[start : start + BATCH]))
    return len(waiting)


def _held(waiting: set[int]) -> Iterator[tuple[str, Held]]:
    rows = Sketch.objects.filter(method=METHOD, article__current__isnull=False)
    values = rows.order_by("article").values_list("article", "version", "language", "runs", "marks")
    for article, version, language, runs, marks in values.iterator(chunk_size=BATCH):
        if article not in waiting:
            yield str(version), Held(language, Sampled(bytes(runs)), Sampled(bytes(marks)))


def _versions(articles: Iterable[int]) -> list[ArticleVersion]:
    found = ArticleVersion.objects.filter(
        id__in=Article.objects.filter(id__in=articles).values("current")
    )
    rows = found.select_related("article", "primary_tag").order_by("id")
    return list(rows.prefetch_related("tag_links__tag", "author_links__author"))


def _text(key: str) -> EchoText | None:
    rows = ArticleVersion.objects.select_related("article", "primary_tag")
    row = rows.filter(id=int(key)).first()
    return _as_text(row) if row else None


def _as_text(row: ArticleVersion) -> EchoText:
    # The key is the version's number: what was compared is a version, not the article.
    return echo_text(article_rows.as_value(row).with_(key=str(row.id)))


def _compare(finder: EchoFinder, rows: list[ArticleVersion]) -> None:
    found: list[echoes.Echo] = []
    sketches = []
    for row in rows:
        echoed, held = finder.add_and_tell(_as_text(row))
        found += echoed
        data = (held.language[:8], held.runs.data, held.marks.data)
        sketches.append((row.article_id, row.id, METHOD, *data))
    articles = [row.article_id for row in rows]
    with transaction.atomic():
        changes = Changes()
        before = Echo.objects.filter(Q(left__article__in=articles) | Q(right__article__in=articles))
        gone, _ = before.delete()
        Echo.objects.bulk_create(_row(echo) for echo in found)
        insert(Sketch, SKETCH, sketches, AGAIN)
        if gone or found:
            changes.other()
        changes.publish()


def _row(echo: echoes.Echo) -> Echo:
    return Echo(
        left_id=int(echo.left),
        right_id=int(echo.right),
        kind=str(echo.kind),
        direction=str(echo.direction),
        one_outlet=echo.one_outlet,
        left_in_right=echo.left_in_right,
        right_in_left=echo.right_in_left,
        left_shared=_spans(echo.left_shared),
        right_shared=_spans(echo.right_shared),
        credit=_plain(echo.credit),
        terms=_plain(echo.terms),
    )


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [span.as_json() for span in spans]


def _plain(value: Any) -> dict[str, Any] | None:
    """A small frozen value as JSON; its spans as pairs."""
    if value is None:
        return None
    parts = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: _spans(part) if name == "named" else part for name, part in parts.items()}
