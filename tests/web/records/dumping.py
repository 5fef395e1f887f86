"""The records as plain data without row numbers and times, to compare two archives."""

from __future__ import annotations

from typing import Any

from careo.web.records import models

Dump = dict[str, list[Any]]


def dump() -> Dump:
    """Everything that a build writes, by natural keys, in a fixed order."""
    return _articles() | _entities() | _findings()


def _articles() -> Dump:
    return {
        "captures": sorted(
            models.Capture.objects.values_list(
                "key", "fingerprint", "sha256", "source", "read_by", "rejected"
            )
        ),
        "articles": sorted(
            models.Article.objects.values_list(
                "key", "slug", "language", "current__number", "section_path", "public"
            )
        ),
        "versions": sorted(
            models.ArticleVersion.objects.values_list(
                "article__key", "number", "content_hash", "capture__sha256", "title", "text"
            )
        ),
        "tags": sorted(
            models.VersionTag.objects.values_list(
                "version__article__key", "version__number", "position", "tag__slug"
            )
        ),
        "authors": sorted(
            models.VersionAuthor.objects.values_list(
                "version__article__key", "version__number", "position", "author__slug"
            )
        ),
    }


def _entities() -> Dump:
    return {
        "entities": sorted(
            models.Entity.objects.values_list(
                "key", "slug", "name", "type", "article_count", "public", "public_reason"
            )
        ),
        "names": sorted(models.Name.objects.values_list("entity__key", "text", "kind")),
        "mentions": sorted(
            models.Mention.objects.values_list(
                "version__article__key", "version__number", "start", "end", "entity__key"
            )
        ),
    }


def _findings() -> Dump:
    return {
        "claims": sorted(
            models.Claim.objects.values_list(
                "version__article__key", "cue_start", "stance", "speaker__key", "contents__start"
            )
        ),
        "events": sorted(
            models.Event.objects.values_list(
                "version__article__key", "type", "who__key", "by__key", "place__key"
            )
        ),
        "relations": sorted(
            models.Relation.objects.values_list(
                "version__article__key", "type", "source__key", "target__key"
            )
        ),
        "runs": sorted(
            models.AnnotationRun.objects.values_list(
                "version__article__key", "version__number", "annotator_version", "skipped"
            )
        ),
        "rejections": sorted(
            models.Rejection.objects.values_list("source", "locator", "reason", "sha256")
        ),
    }
