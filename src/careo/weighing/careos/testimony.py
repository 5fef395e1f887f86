"""What the careo hears: a claim with the text around it and the identities in it.

The store makes these from its rows; `hear` makes them from one article's
annotations. A testimony knows nothing of other articles.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from careo.values import Annotations, Article, Claim, Span


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of the text: its trigger, its type, the identities that underwent it."""

    trigger: Span
    type: str
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What all testimonies of one article share.

    `article` names the article for good, `published` its day, `outlet` who published it.
    `named` are the mentions of `text` with identity keys, `happened` its events; both in
    text order.
    """

    article: str
    text: str
    language: str | None = None
    published: dt.date | None = None
    outlet: str = ""
    named: tuple[tuple[Span, str], ...] = ()
    happened: tuple[Happened, ...] = ()


@dataclass(frozen=True, slots=True)
class Testimony:
    """A claim before the careo. `key` names the claim for good; `speaker` and `about` are
    identity keys (the local ids in `claim` are not looked at)."""

    key: str
    claim: Claim
    setting: Setting
    speaker: str | None = None
    about: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """The words of the claim's content, its parts joined by " … "."""
        return " … ".join(span.of(self.setting.text) for span in self.claim.content_spans)


def hear(
    article: Article, annotations: Annotations, identities: Mapping[str, str], outlet: str = ""
) -> Iterator[Testimony]:
    """The testimonies of one article, in text order, keyed `article#number`.

    `identities` maps the article's local ids to identity keys; ids without one are left
    out. Without an `outlet` the host of the address stands for it. Raises nothing.
    """
    setting = Setting(
        article=article.key or article.url or article.title,
        text=article.text,
        language=article.language,
        published=day_of(article.published),
        outlet=outlet or _host(article.url or ""),
        named=tuple(
            (mention.span, identities[mention.entity])
            for mention in annotations.mentions
            if mention.entity in identities
        ),
        happened=tuple(
            Happened(
                event.trigger_span,
                event.type,
                tuple(identities[who] for who in event.who if who in identities),
            )
            for event in annotations.events
        ),
    )
    for number, claim in enumerate(annotations.claims):
        yield Testimony(
            key=f"{setting.article}#{number}",
            claim=claim,
            setting=setting,
            speaker=identities.get(claim.speaker or ""),
            about=tuple(identities[local] for local in claim.about if local in identities),
        )


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def day_of(published: str | None) -> dt.date | None:
    """The day of an ISO date; None when it is not known to the day."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
