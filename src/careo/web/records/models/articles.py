"""Captures, and the articles that were read from them.

Foreign keys that a unique constraint begins with have no index of their own: it
would be written with every row and used by no query.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Precision(models.TextChoices):
    """How much of a date is known."""

    NONE = "", "unknown"
    YEAR = "year", "year"
    MONTH = "month", "month"
    DAY = "day", "day"


class Capture(models.Model):
    """Bytes as fetched. The bytes lie in `data/captures/`, named by their SHA-256."""

    key = models.CharField(max_length=400, help_text="What makes it the same thing next time.")
    fingerprint = models.CharField(
        max_length=64, help_text="Hash over the bytes and what the source states of them."
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    stated_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    url = models.TextField(blank=True)
    media_type = models.CharField(max_length=200)
    fetched = models.DateTimeField()
    headers = models.JSONField(default=list, blank=True)
    locator = models.TextField()
    source = models.TextField(blank=True)
    rejected = models.TextField(blank=True, help_text="Why no article could be read from it.")
    read_by = models.CharField(
        max_length=40, blank=True, help_text="The newest reader version that has seen it."
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("key", "fingerprint"), name="capture_key_fingerprint"),
        )

    def __str__(self) -> str:
        return f"{self.locator} ({self.sha256[:12]})"


class Tag(models.Model):
    """A subject word the newsroom gives an article."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class Author(models.Model):
    """Who signs an article."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    bio = models.TextField(blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """One article through all its versions.

    The columns after `current` repeat the current version's, so that listings
    need no join to filter and sort; the store writes both in one transaction.
    """

    key = models.CharField(max_length=400, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    language = models.CharField(max_length=8, blank=True)
    translation_key = models.CharField(max_length=400, blank=True, db_index=True)
    first_seen = models.DateTimeField(default=timezone.now)
    current = models.ForeignKey(
        "ArticleVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    type = models.SlugField(max_length=60, blank=True)
    section_path = models.CharField(
        max_length=200, blank=True, help_text="Slugs joined by slashes: news/brief"
    )
    published_on = models.DateField(null=True, blank=True)
    series_key = models.CharField(max_length=120, blank=True, db_index=True)
    chapter = models.PositiveIntegerField(null=True, blank=True)
    public = models.BooleanField(default=True)
    public_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-published_on", "-id")
        indexes = (
            models.Index(fields=("public", "-published_on", "-id"), name="article_newest"),
            models.Index(fields=("type", "-published_on", "-id"), name="article_type_newest"),
            models.Index(fields=("section_path", "-published_on"), name="article_section_newest"),
        )

    def __str__(self) -> str:
        return self.slug


class ArticleVersion(models.Model):
    """What one capture says, cleaned. Never changed once written: spans point here."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="versions")
    reader_version = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=64)
    created = models.DateTimeField(default=timezone.now)
    url = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    title = models.TextField()
    standfirst = models.TextField(blank=True)
    type = models.CharField(max_length=100, blank=True)
    section = models.JSONField(default=list, blank=True)
    primary_tag = models.ForeignKey(
        Tag, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    tags = models.ManyToManyField(Tag, through="VersionTag", related_name="versions")
    authors = models.ManyToManyField(Author, through="VersionAuthor", related_name="versions")
    published = models.CharField(max_length=40, blank=True, help_text="ISO, as much as is known.")
    published_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision, blank=True)
    blocks = models.JSONField(default=list)
    text = models.TextField(blank=True)
    analysis_start = models.PositiveIntegerField(null=True, blank=True)
    related = models.JSONField(default=list, blank=True)
    organization = models.JSONField(default=list, blank=True)
    licence = models.TextField(blank=True)
    furniture = models.JSONField(default=list, blank=True)
    lead_image = models.JSONField(null=True, blank=True)
    extra = models.JSONField(
        default=dict, blank=True, help_text="What the source states beside the text."
    )

    class Meta:
        ordering = ("article", "number")
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="version_article_number"),
        )

    def __str__(self) -> str:
        return f"{self.article_id}.{self.number}"


class VersionTag(models.Model):
    """A tag of a version, in the order the article has them."""

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.CASCADE, related_name="tag_links", db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="version_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("version", "position")
        constraints = (models.UniqueConstraint(fields=("version", "tag"), name="version_tag_once"),)

    def __str__(self) -> str:
        return f"{self.version_id}:{self.tag_id}"


class VersionAuthor(models.Model):
    """An author of a version, in byline order."""

    version = models.ForeignKey(
        ArticleVersion, on_delete=models.CASCADE, related_name="author_links", db_index=False
    )
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="version_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "author"), name="version_author_once"),
        )

    def __str__(self) -> str:
        return f"{self.version_id}:{self.author_id}"
