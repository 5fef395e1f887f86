"""The store that a build writes to: the records of one archive.

Fits `pipeline.Store` by its shape alone; records and pipeline do not import each
other. Each method is idempotent, and each article one transaction, so that a build
may be killed anywhere: what was committed stays, what was not never was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, OperationalError, transaction

from careo.characters import storable
from careo.errors import RecordError, StoreError
from careo.resolving.identity import Identity, identity_of
from careo.values import (
    Annotations,
    Article,
    Capture,
    EntityType,
    Ground,
    LocalEntity,
    NoPicture,
    Picture,
    Rejection,
    Term,
    Wish,
)
from careo.web.records import (
    article_rows,
    echo_rows,
    finding_rows,
    models,
    picture_rows,
    publishing,
)
from careo.web.records.captures import CaptureFiles, PictureFiles
from careo.web.records.changes import Changes
from careo.web.records.counting import Named, current_entities, recount
from careo.web.records.entity_rows import EntityRows
from careo.web.records.models import AnnotationRun, ArticleVersion, Entity
from careo.web.records.names import short_key
from careo.web.records.rejecting import RejectedFolder
from careo.web.records.search import feeding
from careo.web.records.walking import batches

FEED_AT = 2_000
"""Changes that wait in the outbox before a running build tells the index."""

BATCH = 100


class Done(Protocol):
    """What working on a capture gave (`pipeline.Done`)."""

    @property
    def article(self) -> Article: ...
    @property
    def annotations(self) -> Annotations | None: ...
    @property
    def identities(self) -> tuple[tuple[str, Identity], ...]: ...


class Marks(Protocol):
    """Who worked on it (`pipeline.Marks`)."""

    @property
    def reader_version(self) -> str: ...
    @property
    def annotator(self) -> tuple[str, str] | None: ...
    @property
    def source(self) -> str: ...


class RecordStore:
    """The records, the capture files and the rejected folder of one archive."""

    def __init__(self, captures: Path | None = None, rejected: Path | None = None) -> None:
        self.captures = CaptureFiles(captures or settings.CAREO_CAPTURES)
        self._pictures = PictureFiles(settings.MEDIA_ROOT)
        self._rejected = RejectedFolder(rejected or settings.CAREO_REJECTED)
        self._entities = EntityRows()

    def sweep(self) -> None:
        """Removes what killed processes left half-written; only for the one writer."""
        self.captures.sweep()
        self._pictures.sweep()
        self._rejected.sweep()

    # --- captures -------------------------------------------------------------

    def known(self, key: str, fingerprint: str, marks: Marks) -> tuple[str, str]:
        """`done`, `rejected` (with the reason) or `new`, when there is work to do. Raises
        RecordError when the database refuses the key."""
        with _guarded(key):
            row = models.Capture.objects.filter(
                key=short_key(key), fingerprint=fingerprint, read_by=marks.reader_version
            ).first()
            if row is None:
                return "new", ""
            if row.rejected:
                return "rejected", row.rejected
            if marks.annotator and not self._annotated(row.key, marks.annotator):
                return "new", ""
            return "done", ""

    def _annotated(self, key: str, annotator: tuple[str, str]) -> bool:
        name, version = annotator
        return AnnotationRun.objects.filter(
            version__in=models.Article.objects.filter(key=key).values("current"),
            annotator=name,
            annotator_version=version,
        ).exists()

    def save(self, capture: Capture, fingerprint: str, done: Done, marks: Marks) -> str:
        """Keeps an article; `new`, `updated`, `annotated` or `unchanged`.

        Raises RecordError when this article cannot be kept, StoreError when none can.
        """
        self.captures.write(capture.body)
        stated = self.captures.write_stated(capture.stated)
        with self._transaction(capture.locator), transaction.atomic():
            changes = Changes()
            row = article_rows.capture_row(capture, fingerprint, marks, stated)
            slug = str(capture.stated.extra.get("slug") or "")
            outcome = self._save(row, done, marks, changes, slug)
            changes.publish()
        return outcome

    def _save(
        self, capture: models.Capture, done: Done, marks: Marks, changes: Changes, wanted_slug: str
    ) -> str:
        row = article_rows.article_row(capture.key, wanted_slug or done.article.title)
        outcome = "unchanged"
        before = current_entities(row)
        after = None
        if self._says_something_new(row, capture, done.article):
            outcome = "new" if row.current_id is None else "updated"
            version = article_rows.add_version(row, capture, done.article, marks.reader_version)
            version.article = row
            changes.article(row.key)
        # What an older capture says is no more what the current version says.
        is_current = row.current.content_hash == article_rows.content_hash(done.article)
        if done.annotations is not None and marks.annotator and is_current:
            run = None
            if outcome == "unchanged":
                run = AnnotationRun.objects.filter(version=row.current_id).first()
            if run is None or (run.annotator, run.annotator_version) != marks.annotator:
                after = self._annotate(row.current, done, marks.annotator, changes, run)
                outcome = "annotated" if outcome == "unchanged" else outcome
        if outcome != "unchanged" and row.public:
            recount(before, current_entities(row) if after is None else after, changes)
        return outcome

    def _says_something_new(
        self, row: models.Article, capture: models.Capture, article: Article
    ) -> bool:
        if row.current_id is None:
            return True
        if row.current.content_hash == article_rows.content_hash(article):
            return False
        # An older capture read again by a newer reader does not undo a later edit.
        older = row.versions.filter(capture=capture).exclude(id=row.current_id)
        return row.current.capture_id == capture.id or not older.exists()

    def _annotate(
        self,
        version: ArticleVersion,
        done: Done,
        annotator: tuple[str, str],
        changes: Changes,
        run: AnnotationRun | None,
    ) -> Named:
        found = done.annotations or Annotations()
        if run is not None:
            finding_rows.clear(version)
        identities = dict(done.identities)
        rows = self._entities.rows(identities, found.entities, version.language, changes)
        named = finding_rows.write(version, found, rows)
        run = run or AnnotationRun(version=version)
        run.annotator, run.annotator_version = annotator
        run.skipped = found.skipped or ""
        run.entities = [_kept(e, identities[e.id].key) for e in found.entities]
        run.save()
        changes.article(version.article.key)
        return named

    def save_rejected(self, capture: Capture, fingerprint: str, reason: str, marks: Marks) -> None:
        """Keeps a capture that no article could be read from. Raises RecordError when the
        database refuses the capture itself."""
        reason = storable(reason)
        self.captures.write(capture.body)
        stated = self.captures.write_stated(capture.stated)
        with _guarded(capture.locator), transaction.atomic():
            self._rejected.keep(Rejection(capture.locator, reason, capture.body, marks.source))
            article_rows.capture_row(capture, fingerprint, marks, stated, reason)

    def reject(self, rejection: Rejection) -> None:
        """Keeps a source's bad record."""
        with _guarded():
            self._rejected.keep(rejection)

    def save_term(self, term: Term) -> None:
        """Keeps what a source says of a tag or an author."""
        with _guarded(), transaction.atomic():
            if article_rows.save_term(term):
                changes = Changes()
                changes.other()
                changes.publish()

    # --- pictures -------------------------------------------------------------------

    def wished(self, source: str, reach: str) -> Iterator[Wish]:
        """The pictures that articles from `source` show and that are still to be had."""
        with _guarded():
            yield from picture_rows.wished(source, reach)

    def save_picture(self, wish: Wish, found: Picture | NoPicture, reach: str, source: str) -> None:
        """Keeps a picture, or why there is none (what was at fault in `rejected/` too)."""
        if isinstance(found, Picture):
            sha256 = self._pictures.write(found.capture.body, found.capture.media_type)
            with _guarded(), transaction.atomic():
                picture_rows.keep(wish, found, sha256)
            return
        with _guarded():
            if found.fault:
                self._rejected.keep(Rejection(wish.url, found.reason, found.body, source))
            picture_rows.miss(wish, found, reach)

    # --- stage by stage ---------------------------------------------------------

    def unannotated(self, annotator: tuple[str, str]) -> Iterator[tuple[int, Article]]:
        """Current versions that this annotator, in this version, has not read, or left
        out (a model may have been installed since)."""
        versions = (
            ArticleVersion.objects.filter(
                id__in=models.Article.objects.filter(current__isnull=False).values("current")
            )
            .exclude(
                run__annotator=annotator[0], run__annotator_version=annotator[1], run__skipped=""
            )
            .select_related("article", "primary_tag")
            .prefetch_related("tag_links__tag", "author_links__author")
        )
        for batch in batches(versions, BATCH):
            for version in batch:
                yield version.id, article_rows.as_value(version)

    def save_annotations(self, version: int, done: Done, annotator: tuple[str, str]) -> None:
        """Replaces what is read in a version."""
        with self._transaction(done.article.key), transaction.atomic():
            changes = Changes()
            row = ArticleVersion.objects.select_related("article").get(id=version)
            run = AnnotationRun.objects.filter(version=row).first()
            skipped = done.annotations.skipped if done.annotations else None
            same = run is not None and (run.annotator, run.annotator_version) == annotator
            if run is not None and same and skipped and run.skipped == skipped:
                return
            before = current_entities(row.article)
            after = self._annotate(row, done, annotator, changes, run)
            if row.article.public:
                recount(before, after, changes)
            changes.publish()

    def resolve(self) -> int:
        """Identities anew for every article, one transaction each; how many changed."""
        changed = 0
        runs = AnnotationRun.objects.select_related("version", "version__article")
        for batch in batches(runs, BATCH):
            for run in batch:
                with self._transaction(run.version.article.key), transaction.atomic():
                    changed += self._resolve(run)
        return changed

    def _resolve(self, run: AnnotationRun) -> bool:
        locals_ = [_local(data) for data in run.entities]
        fresh = {e.id: identity_of(e, run.version.language) for e in locals_}
        moved = {
            data["key"]: fresh[data["id"]].key
            for data in run.entities
            if data["key"] != fresh[data["id"]].key
        }
        if not moved:
            return False
        changes = Changes()
        before = current_entities(run.version.article)
        rows = self._entities.rows(fresh, locals_, run.version.language, changes)
        for id_, entity in rows.items():
            run.version.mentions.filter(local=id_).update(entity=entity)
        by_key = {row.key: row for row in rows.values()}
        old = {row.key: row for row in Entity.objects.filter(key__in=moved)}
        for was, now in moved.items():
            _repoint(run.version, old[was], by_key[now])
        run.entities = [data | {"key": fresh[data["id"]].key} for data in run.entities]
        run.save(update_fields=["entities"])
        if run.version.article.public:
            recount(before, current_entities(run.version.article), changes)
        changes.article(run.version.article.key)
        changes.publish()
        return True

    def weigh(self) -> int:
        """Finds the echoes of what is new, and decides anew what may be public; returns how
        many decisions changed."""
        with _guarded():
            echo_rows.update()
            return publishing.weigh()

    # --- what is derived ----------------------------------------------------------

    def settle(self) -> None:
        """Feeds the index when enough has gathered."""
        with _guarded():
            if feeding.pending() >= FEED_AT:
                feeding.drain()

    def finish(self) -> None:
        """Brings the index and the list of rejected records up to date."""
        with _guarded():
            echo_rows.update()
            publishing.ensure_weighed()
            self._rejected.write_index()
            feeding.ensure()

    def totals(self) -> dict[str, Any]:
        """How much there is."""
        with _guarded():
            return {
                "articles": models.Article.objects.count(),
                "entities": Entity.objects.filter(article_count__gt=0).count(),
                "mentions": models.Mention.objects.count(),
            }

    @contextmanager
    def _transaction(self, where: str) -> Iterator[None]:
        """Around a transaction: what it made is remembered only if it was committed."""
        with _guarded(where):
            try:
                yield
            except BaseException:
                self._entities.forget()
                raise
            self._entities.commit()


@contextmanager
def _guarded(where: str | None = None) -> Iterator[None]:
    """Database errors as ours: the record's fault when `where` names one and the
    database refuses its values, else the store's."""
    try:
        yield
    except (DataError, IntegrityError, UnicodeError, OverflowError) as error:
        reason = f"the records refuse it: {str(error).splitlines()[0]}"
        kind = RecordError if where else StoreError
        raise kind(reason, where=where) from error
    except OperationalError as error:
        raise StoreError(f"the database fails: {str(error).splitlines()[0]}") from error
    except DatabaseError as error:
        raise StoreError(f"the database refuses: {str(error).splitlines()[0]}") from error


def _kept(entity: LocalEntity, key: str) -> dict[str, Any]:
    return entity.as_json() | {"role": entity.role, "ground": str(entity.ground), "key": key}


def _local(data: dict[str, Any]) -> LocalEntity:
    return LocalEntity(
        data["id"],
        data["name"],
        EntityType(data["type"]),
        tuple(data["aliases"]),
        data["country"],
        data["authority"],
        data.get("role"),
        Ground(data.get("ground", Ground.MODEL)),
    )


def _repoint(version: ArticleVersion, old: Entity, new: Entity) -> None:
    """Moves the findings of a version from one entity to another."""
    version.claims.filter(speaker=old).update(speaker=new)
    version.events.filter(place=old).update(place=new)
    version.relations.filter(source=old).update(source=new)
    version.relations.filter(target=old).update(target=new)
    for rows, name in ((version.claims, "about"), (version.events, "who"), (version.events, "by")):
        for row in rows.filter(**{name: old}):
            getattr(row, name).remove(old)
            getattr(row, name).add(new)
