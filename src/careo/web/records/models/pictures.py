"""Pictures: bytes that are kept, and which version of an article shows them."""

from __future__ import annotations

from django.db import models

from careo.web.records.models.articles import ArticleVersion


class Picture(models.Model):
    """A picture's bytes, as captured. They lie in `media/pictures/`, named by their
    SHA-256; address, time and headers are those of the first time they were met."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=20, help_text="Told by the bytes.")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    url = models.TextField(blank=True)
    fetched = models.DateTimeField()
    headers = models.JSONField(default=list, blank=True)
    locator = models.TextField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.media_type}, {self.width} × {self.height})"


class VersionPicture(models.Model):
    """A picture that a version shows: the one kept, or why there is none yet.

    Position 0 is the lead image, the others are in the order of the text. `tried` says
    how far somebody has looked for it without hope of finding it there next time.
    """

    class Tried(models.TextChoices):
        NOT = "", "not yet"
        LOCAL = "local", "in the files given"
        FETCH = "fetch", "at its address"

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.CASCADE, related_name="picture_links", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    url = models.TextField(help_text="As the article has it.")
    url_hash = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="Of its whole address, if it has one."
    )
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="uses"
    )
    tried = models.CharField(max_length=5, choices=Tried, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "position"), name="version_picture_position"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id}:{self.position}"
