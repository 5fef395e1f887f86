"""Rows about the work itself: runs, human decisions, refusals, and what is still to do."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from careo.web.records.models.articles import ArticleVersion


class AnnotationRun(models.Model):
    """One reading of one version by one annotator."""

    version = models.OneToOneField(ArticleVersion, on_delete=models.CASCADE, related_name="run")
    annotator = models.CharField(max_length=80)
    annotator_version = models.CharField(max_length=80)
    skipped = models.TextField(blank=True, help_text="Why nothing was read, if so.")
    entities = models.JSONField(
        default=list,
        help_text="The article's own entities as read, so that resolving can run anew.",
    )
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.annotator} {self.annotator_version} on {self.version_id}"


class Judgement(models.Model):
    """A human decision. Rows are only added; the newest on a subject holds.

    `subject` is a stable name, not a row number, so that a decision outlives
    re-annotation: `entity:<key>`, `article:<key>`, `claim:<article>:<span>`.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    subject = models.CharField(max_length=450, db_index=True)
    verdict = models.CharField(max_length=20, choices=Verdict)
    who = models.CharField(max_length=200)
    when = models.DateTimeField(default=timezone.now)
    why = models.TextField(blank=True)
    score = models.FloatField(null=True, blank=True, help_text="On what score it was decided.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.subject}: {self.verdict} by {self.who}"


class Rejection(models.Model):
    """A record that could not be used; its bytes lie in `rejected/`."""

    source = models.TextField(blank=True)
    locator = models.TextField()
    reason = models.TextField()
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, unique=True)
    when = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.locator}: {self.reason}"


class Outbox(models.Model):
    """What the search index must still be told; written with the change itself.

    `stamp` is the generation of the newest change to the row, so that a row changed
    again while the index is being told is not taken for done.
    """

    kind = models.CharField(max_length=10, choices=[("article", "article"), ("entity", "entity")])
    key = models.CharField(max_length=400)
    stamp = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "outbox"
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="outbox_once"),)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Generation(models.Model):
    """One row: how often anything public changed, and the policy it was weighed under."""

    number = models.PositiveBigIntegerField(default=0)
    policy = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.number)
