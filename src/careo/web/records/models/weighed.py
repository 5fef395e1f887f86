"""What weighing finds by comparing articles: derived, and made anew when they change."""

from __future__ import annotations

from django.db import models

from careo.web.records.models.articles import Article, ArticleVersion
from careo.weighing.echoes.comparing import EchoKind
from careo.weighing.echoes.finding import Direction

KINDS = [(str(kind), str(kind)) for kind in EchoKind]
DIRECTIONS = [(str(direction), str(direction)) for direction in Direction]


class Sketch(models.Model):
    """What the search for echoes keeps of an article, and of which version."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="sketch")
    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=20, help_text="The version of the comparison.")
    language = models.CharField(max_length=8, blank=True)
    runs = models.BinaryField()
    marks = models.BinaryField()

    class Meta:
        ordering = ("article",)

    def __str__(self) -> str:
        return f"sketch of {self.version_id}"


class Echo(models.Model):
    """Two articles of which one copies the other; see `weighing.echoes.Echo`.

    `left` is the earlier when `direction` is known. Spans point into the versions.
    """

    left = models.ForeignKey(
        ArticleVersion, on_delete=models.CASCADE, related_name="echoes", db_index=False
    )
    right = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="echo_of")
    kind = models.CharField(max_length=12, choices=KINDS)
    direction = models.CharField(max_length=10, choices=DIRECTIONS)
    one_outlet = models.BooleanField()
    left_in_right = models.FloatField()
    right_in_left = models.FloatField()
    left_shared = models.JSONField(default=list)
    right_shared = models.JSONField(default=list)
    credit = models.JSONField(null=True, help_text="How the right article credits the left one.")
    terms = models.JSONField(null=True, help_text="Which republishing terms it keeps.")

    class Meta:
        ordering = ("left", "right")
        verbose_name_plural = "echoes"
        constraints = (
            models.UniqueConstraint(fields=("left", "right"), name="echo_once"),
            models.CheckConstraint(
                condition=~models.Q(left=models.F("right")), name="echo_of_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.right_id} is a {self.kind} of {self.left_id}"
