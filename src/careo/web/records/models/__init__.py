"""The tables, one module per family.

articles    Capture, Article, ArticleVersion, Tag, Author and their ordered links
entities    Entity, Name, Evidence, Mention
findings    Claim, Event, Relation: what an article says about entities
judging     IdentityJudgement: who said that two entities are one, or two
pictures    Picture, VersionPicture: kept bytes, and where they are shown
running     AnnotationRun, Judgement, Rejection, Outbox, Generation
weighed     Sketch, Echo: what comparing articles found
"""

from __future__ import annotations

from careo.web.records.models.articles import (
    Article,
    ArticleVersion,
    Author,
    Capture,
    Precision,
    Tag,
    VersionAuthor,
    VersionTag,
)
from careo.web.records.models.entities import Entity, Evidence, Mention, Name
from careo.web.records.models.findings import Claim, Event, Relation
from careo.web.records.models.judging import IdentityJudgement
from careo.web.records.models.pictures import Picture, VersionPicture
from careo.web.records.models.running import (
    AnnotationRun,
    Generation,
    Judgement,
    Outbox,
    Rejection,
)
from careo.web.records.models.weighed import Echo, Sketch

__all__ = [
    "AnnotationRun",
    "Article",
    "ArticleVersion",
    "Author",
    "Capture",
    "Claim",
    "Echo",
    "Entity",
    "Event",
    "Evidence",
    "Generation",
    "IdentityJudgement",
    "Judgement",
    "Mention",
    "Name",
    "Outbox",
    "Picture",
    "Precision",
    "Rejection",
    "Relation",
    "Sketch",
    "Tag",
    "VersionAuthor",
    "VersionPicture",
    "VersionTag",
]
