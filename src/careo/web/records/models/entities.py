"""Entities, their names, and the spans of text that name them."""

from __future__ import annotations

from django.db import models

from careo.values import EntityType, Ground
from careo.web.records.models.articles import ArticleVersion

TYPES = [(str(t), str(t).title()) for t in EntityType]
GROUNDS = [(str(g), str(g)) for g in Ground]


class Entity(models.Model):
    """One person, group, agency, company, outlet, organization or place."""

    key = models.CharField(max_length=400, unique=True, help_text="What resolving calls it.")
    type = models.CharField(max_length=10, choices=TYPES)
    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    country = models.CharField(max_length=8, blank=True)
    authority = models.CharField(max_length=200, blank=True, db_index=True)
    ground = models.CharField(
        max_length=10,
        choices=GROUNDS,
        blank=True,
        help_text="The firmest that an article gave its type.",
    )
    redirect_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="redirects"
    )
    article_count = models.PositiveIntegerField(
        default=0, help_text="Articles whose current version mentions it."
    )
    public = models.BooleanField(default=False)
    public_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "entities"
        indexes = (
            models.Index(fields=("public", "type", "-article_count"), name="entity_type_count"),
        )

    def __str__(self) -> str:
        return self.name


class Name(models.Model):
    """A way an entity is called."""

    class Kind(models.TextChoices):
        NAME = "name", "name"
        ALIAS = "alias", "alias"

    entity = models.ForeignKey(
        Entity, on_delete=models.CASCADE, related_name="names", db_index=False
    )
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=5, choices=Kind)
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ("entity", "-kind", "text")
        constraints = (models.UniqueConstraint(fields=("entity", "text"), name="name_once"),)

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """A span of one article version: what a finding rests on."""

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.CASCADE, related_name="evidence", db_index=False
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "start", "end")
        verbose_name_plural = "evidence"
        constraints = (
            models.UniqueConstraint(fields=("version", "start", "end"), name="evidence_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="evidence_not_empty"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id}[{self.start}:{self.end}]"


class Mention(models.Model):
    """A span that names an entity."""

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    type = models.CharField(max_length=10, choices=TYPES)
    local = models.CharField(max_length=20, help_text="The entity's id within its article.")

    class Meta:
        ordering = ("version", "start")
        constraints = (
            models.UniqueConstraint(fields=("version", "start", "end"), name="mention_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="mention_not_empty"
            ),
        )

    def __str__(self) -> str:
        return f"{self.text} ({self.version_id}[{self.start}:{self.end}])"
