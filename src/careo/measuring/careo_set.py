"""The set `careo`: articles of organized-crime news with their entities, claims, events
and relations, annotated by hand. Format: see `careo_gold`; rules: see `careo_match`.

Measures stand for all articles and, with `_en` or `_es`, for each language:

- `entity_*`, `typed_f1`, `alias_recall` (aliases of the entities that were found);
- `claim_*` (by cue), `speaker` and `stance` (share of the pairs), `strict_f1`;
- `event_*`; `event_date`, `event_place`, `event_amount` (share of the pairs where gold or the
  system says one), `event_certainty` (of all pairs);
- `relation_*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from careo.measuring.careo_gold import GoldArticle, article_of, load
from careo.measuring.careo_match import (
    Matched,
    Names,
    aliases_met,
    date_of,
    flags,
    match,
    same_amount,
    same_place,
)
from careo.measuring.matching import CAREO, SPACY, Tally, annotated, bare_names, sample, share
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools
from careo.values import Annotations, Article

NAME = "careo"

Figures = dict[str, tuple[float, int]]
"""A measure's value and how many items it rests on."""


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Annotates every article and scores what was read beside the bare models' names."""
    golds = sample(load(folder), tools.limit)
    articles = [article_of(gold, tools) for gold in golds]
    ours = by_language(_matched(golds, articles, annotated(articles, tools)), named_only=False)
    bare = bare_names(articles, tools)
    systems = {CAREO: {name: value for name, (value, _) in ours.items()}}
    if bare is not None:
        theirs = by_language(_matched(golds, articles, bare), named_only=True)
        systems[SPACY] = {name: value for name, (value, _) in theirs.items()}
    counts = {name: count for name, (_, count) in ours.items()}
    languages = tuple(sorted({gold.language for gold in golds}))
    return EvalReport(NAME, str(folder), len(golds), systems, counts, languages)


def matches(folder: Path, tools: Tools) -> list[Matched]:
    """Every gold article under `folder` beside what Careo reads of it."""
    golds = sample(load(folder), tools.limit)
    articles = [article_of(gold, tools) for gold in golds]
    return _matched(golds, articles, annotated(articles, tools))


def _matched(
    golds: Sequence[GoldArticle], articles: Sequence[Article], found: Sequence[Annotations]
) -> list[Matched]:
    triples = zip(golds, articles, found, strict=True)
    return [match(gold, article.text, one) for gold, article, one in triples]


def by_language(matched: Sequence[Matched], *, named_only: bool) -> Figures:
    """The figures of all articles, and of each language."""
    found = figures(matched, named_only=named_only)
    for language in sorted({one.gold.language for one in matched}):
        own = [one for one in matched if one.gold.language == language]
        own_figures = figures(own, named_only=named_only)
        found |= {f"{name}_{language}": figure for name, figure in own_figures.items()}
    return found


def figures(matched: Sequence[Matched], *, named_only: bool) -> Figures:
    """The figures of some articles; those of entities alone when `named_only`."""
    found = _entity_figures(matched)
    if not named_only:
        found |= _claim_figures(matched) | _event_figures(matched) | _relation_figures(matched)
    return found


def _with_count(tally: Tally, name: str) -> Figures:
    return {key: (value, tally.gold) for key, value in tally.measures(name).items()}


def _accuracy(right: int, asked: int) -> tuple[float, int]:
    return share(right, asked), asked


def _entity_figures(matched: Sequence[Matched]) -> Figures:
    given = sum(len(m.found.entities) for m in matched)
    gold = sum(len(m.gold.entities) for m in matched)
    pairs = [(m.gold.entities[i], m.found.entities[j]) for m in matched for i, j in m.entities]
    typed = Tally(sum(g.type == f.type for g, f in pairs), given, gold)
    aliases = [aliases_met(g, f) for g, f in pairs]
    return {
        **_with_count(Tally(len(pairs), given, gold), "entity"),
        "typed_f1": (typed.f1, gold),
        "alias_recall": _accuracy(sum(met for met, _ in aliases), sum(of for _, of in aliases)),
    }


def _claim_figures(matched: Sequence[Matched]) -> Figures:
    given = sum(len(m.found.claims) for m in matched)
    gold = sum(len(m.gold.claims) for m in matched)
    speakers, stances, strict = 0, 0, 0
    pairs = 0
    for m in matched:
        names = Names(m.gold, m.found)
        for i, j in m.claims:
            pairs += 1
            speakers += names.speaker(m.gold.claims[i], m.found.claims[j])
            stances += m.gold.claims[i].stance == m.found.claims[j].stance
            strict += m.strict(i, j)
    return {
        **_with_count(Tally(pairs, given, gold), "claim"),
        "speaker": _accuracy(speakers, pairs),
        "stance": _accuracy(stances, pairs),
        "strict_f1": (Tally(strict, given, gold).f1, gold),
    }


def _event_figures(matched: Sequence[Matched]) -> Figures:
    given = sum(len(m.found.events) for m in matched)
    gold = sum(len(m.gold.events) for m in matched)
    dates, places, amounts, certain = [], [], [], []
    for m in matched:
        names = Names(m.gold, m.found)
        for i, j in m.events:
            g, f = m.gold.events[i], m.found.events[j]
            dates.append((g.date == date_of(f), bool(g.date or f.date)))
            places.append((same_place(g, f, names), bool(g.where or f.where)))
            amounts.append((same_amount(g.amount, f.amount), bool(g.amount or f.amount)))
            certain.append((g.certainty == f.certainty, True))
    return {
        **_with_count(Tally(len(certain), given, gold), "event"),
        "event_date": _accuracy(*flags(dates)),
        "event_place": _accuracy(*flags(places)),
        "event_amount": _accuracy(*flags(amounts)),
        "event_certainty": _accuracy(*flags(certain)),
    }


def _relation_figures(matched: Sequence[Matched]) -> Figures:
    given = sum(len(m.found.relations) for m in matched)
    gold = sum(len(m.gold.relations) for m in matched)
    return _with_count(Tally(sum(len(m.relations) for m in matched), given, gold), "relation")
