"""Media mentions: which outlet cited or republished which article of ours, when, with
what credit; and a report for each outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from careo.values import Span
from careo.weighing.echoes.comparing import EchoKind
from careo.weighing.echoes.credits import Credit, Terms, named
from careo.weighing.echoes.finding import Direction, Echo
from careo.weighing.echoes.texts import EchoText, Outlet, page_of


class MentionKind(StrEnum):
    """How another outlet's article refers to us, what weighs most first."""

    REPUBLISHED = "republished"
    TRANSLATED = "translated"
    EXCERPTED = "excerpted"
    """Passages of ours stand in it."""
    CITED = "cited"
    """It links an article of ours, or names us."""


@dataclass(frozen=True, slots=True)
class MediaMention:
    """`article` of `outlet`, published `when`, refers to `of`, an article of ours (None
    when it only names us). `spans` are the words in its text that do. `credit` and `terms`
    belong to copies; see `credits`."""

    outlet: str
    article: str
    when: str | None
    of: str | None
    kind: MentionKind
    spans: tuple[Span, ...] = ()
    links: tuple[str, ...] = ()
    credit: Credit | None = None
    terms: Terms | None = None

    @property
    def is_credited(self) -> bool:
        """Whether we are named: a citation always does, a copy may not."""
        return self.credit is None or self.credit.found


@dataclass(frozen=True, slots=True)
class OutletReport:
    """What one outlet made of our work, its mentions newest first."""

    outlet: str
    mentions: tuple[MediaMention, ...]

    def count(self, kind: MentionKind) -> int:
        """How many of its mentions are of this kind."""
        return sum(mention.kind is kind for mention in self.mentions)

    @property
    def uncredited(self) -> tuple[MediaMention, ...]:
        """Copies that name neither us nor the author."""
        return tuple(mention for mention in self.mentions if not mention.is_credited)

    @property
    def terms_met(self) -> tuple[int, int]:
        """How many whole copies keep the republishing terms, of how many."""
        whole = [m.terms.met for m in self.mentions if m.terms is not None]
        judged = [met for met in whole if met is not None]
        return sum(judged), len(judged)


def media_mentions(
    ours: Outlet, texts: Iterable[EchoText], echoes: Iterable[Echo]
) -> tuple[MediaMention, ...]:
    """Every mention of our outlet in the texts of others, newest first.

    `echoes` are those among the texts. A copy counts as such and not as a citation too;
    one of which nobody knows whether it or ours came first is none of either."""
    held = {text.key: text for text in texts}
    own = [text for text in held.values() if text.outlet.key == ours.key]
    copies = list(_copies(ours, held, echoes))
    copied: dict[str, set[str | None]] = defaultdict(set)
    for copy in copies:
        copied[copy.article].add(copy.of)
    pages = {page_of(text.url): text for text in own if page_of(text.url)}
    found = [*copies]
    for text in held.values():
        if text.outlet.key != ours.key:
            found += _citations(ours, text, pages, copied[text.key])
    return _newest_first(found)


def outlet_reports(mentions: Iterable[MediaMention]) -> tuple[OutletReport, ...]:
    """A report for each outlet that mentions us, the one with most mentions first."""
    by_outlet = sorted(mentions, key=lambda mention: mention.outlet)
    reports = [
        OutletReport(outlet, _newest_first(group))
        for outlet, group in groupby(by_outlet, key=lambda mention: mention.outlet)
    ]
    return tuple(sorted(reports, key=lambda report: (-len(report.mentions), report.outlet)))


_COPIES = {
    EchoKind.SAME_TEXT: MentionKind.REPUBLISHED,
    EchoKind.TRANSLATION: MentionKind.TRANSLATED,
    EchoKind.PARTIAL: MentionKind.EXCERPTED,
}


def _copies(
    ours: Outlet, held: Mapping[str, EchoText], echoes: Iterable[Echo]
) -> Iterator[MediaMention]:
    for echo in echoes:
        original, copy = held.get(echo.left), held.get(echo.right)
        if original is None or copy is None or echo.direction is Direction.UNKNOWN:
            continue
        if original.outlet.key != ours.key or copy.outlet.key == ours.key:
            continue
        whole = echo.kind in (EchoKind.SAME_TEXT, EchoKind.TRANSLATION)
        yield MediaMention(
            outlet=copy.outlet.key,
            article=copy.key,
            when=copy.published,
            of=original.key,
            kind=_COPIES[echo.kind],
            spans=echo.credit.named if echo.credit else (),
            credit=echo.credit,
            # Whoever quotes a passage republishes nothing.
            terms=echo.terms if whole else None,
        )


def _citations(
    ours: Outlet, text: EchoText, pages: Mapping[str, EchoText], copied: set[str | None]
) -> Iterator[MediaMention]:
    """The articles of ours that a text links; us alone when it links none and names us."""
    linked: dict[str, list[str]] = defaultdict(list)
    for link in text.links:
        page = pages.get(page_of(link.url))
        if page is not None and page.key not in copied:
            linked[page.key].append(link.url)
    spans = tuple(named(text.text, ours.names))
    for key, urls in linked.items():
        yield _citation(text, key, spans, tuple(dict.fromkeys(urls)))
    if spans and not linked and not copied:
        yield _citation(text, None, spans, ())


def _citation(
    text: EchoText, of: str | None, spans: tuple[Span, ...], links: tuple[str, ...]
) -> MediaMention:
    return MediaMention(
        text.outlet.key, text.key, text.published, of, MentionKind.CITED, spans, links
    )


def _newest_first(mentions: Iterable[MediaMention]) -> tuple[MediaMention, ...]:
    """Those without a date last; of one day, by their keys."""
    by_key = sorted(mentions, key=lambda mention: (mention.article, mention.of or ""))
    return tuple(sorted(by_key, key=lambda mention: mention.when or "", reverse=True))
