"""What articles say of entities. Every row carries its span and its stance or certainty."""

from __future__ import annotations

from django.db import models

from careo.values import Certainty, Stance
from careo.web.records.models.articles import ArticleVersion
from careo.web.records.models.entities import Entity, Evidence

STANCES = [(str(s), str(s)) for s in Stance]
CERTAINTIES = [(str(c), str(c)) for c in Certainty]


class Finding(models.Model):
    """What claims, events and relations share: the version, and the gate's verdict."""

    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="%(class)ss")
    public = models.BooleanField(default=False)
    public_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Claim(Finding):
    """Somebody said something; `contents` are the spans of what was said."""

    speaker = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    speaker_text = models.TextField(blank=True)
    speaker_span = models.JSONField(null=True, blank=True)
    cue = models.TextField()
    cue_start = models.PositiveIntegerField()
    cue_end = models.PositiveIntegerField()
    contents = models.ManyToManyField(Evidence, related_name="claims")
    stance = models.CharField(max_length=10, choices=STANCES)
    quoted = models.BooleanField()
    hedged = models.BooleanField()
    basis = models.TextField(blank=True)
    about = models.ManyToManyField(Entity, related_name="claims_about")
    date = models.CharField(max_length=40, blank=True)

    class Meta(Finding.Meta):
        abstract = False
        ordering = ("version", "cue_start")

    def __str__(self) -> str:
        return f"{self.speaker_text} {self.cue}"


class Event(Finding):
    """Something that took place, or is said to have.

    `who_words` and `by_words` hold the words used where no entity is known.
    """

    type = models.CharField(max_length=40)
    trigger_start = models.PositiveIntegerField()
    trigger_end = models.PositiveIntegerField()
    evidence = models.ForeignKey(Evidence, on_delete=models.RESTRICT, related_name="events")
    certainty = models.CharField(max_length=10, choices=CERTAINTIES)
    who = models.ManyToManyField(Entity, related_name="events_suffered")
    by = models.ManyToManyField(Entity, related_name="events_done")
    who_words = models.JSONField(default=list, blank=True)
    by_words = models.JSONField(default=list, blank=True)
    where = models.TextField(blank=True)
    place = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="events_here"
    )
    date = models.CharField(max_length=40, blank=True)
    date_precision = models.CharField(max_length=5, blank=True)
    amount = models.TextField(blank=True)

    class Meta(Finding.Meta):
        abstract = False
        ordering = ("version", "trigger_start")
        indexes = (models.Index(fields=("type", "date"), name="event_type_date"),)

    def __str__(self) -> str:
        return f"{self.type} {self.date}"


class Relation(Finding):
    """A directed tie between two entities, as the text states it."""

    type = models.CharField(max_length=40)
    source = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="relations_from")
    target = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="relations_to")
    evidence = models.ForeignKey(Evidence, on_delete=models.RESTRICT, related_name="relations")
    certainty = models.CharField(max_length=10, choices=CERTAINTIES)
    past = models.BooleanField(default=False)

    class Meta(Finding.Meta):
        abstract = False
        ordering = ("version", "id")

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"
