"""Who said of two entities that they are one, or two."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

DECISIONS = [(word, word) for word in ("same", "different", "unsure")]
"""Those of `resolving.scoring.Decision`; the site reads these tables and runs no resolving."""


class IdentityJudgement(models.Model):
    """One judgement of a pair of entities, by a person or by the machine. Rows are only
    added; which of them holds follows from all (`resolving.judgements.standing`).

    `left` and `right` are the keys of entities, in order: a judgement outlives the rows.
    """

    left = models.CharField(max_length=400)
    right = models.CharField(max_length=400, db_index=True)
    decision = models.CharField(max_length=10, choices=DECISIONS)
    by = models.CharField(max_length=200)
    machine = models.BooleanField()
    when = models.DateTimeField(default=timezone.now)
    why = models.TextField(blank=True)
    score = models.FloatField(null=True, blank=True, help_text="The probability it rests on.")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("left", "right"), name="identity_judgement_pair"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(left__lt=models.F("right")), name="identity_judgement_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {self.decision} by {self.by}"
