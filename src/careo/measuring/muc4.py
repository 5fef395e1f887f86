"""The set `muc4`: incidents of violence in Latin America, wire messages in capitals.

What is asked, over all messages together, a filler once for each message:

- `relevance_*`: does the message tell of an incident at all? Ours does when it has an
  event of the types below that is neither denied nor only possible and befell somebody or
  something in particular that is no party to the fighting; or else names a doer and a day or
  a place. "They murder judges", the bombing of a region and the dead of a whole war are no
  incidents.
- `type_*`: the types of a message's incidents. Ours: kidnapping is KIDNAPPING; a killing
  or an attack is BOMBING or ARSON where its trigger or evidence speaks of explosives or
  of burning, and otherwise ATTACK.
- `individual_*`, `organisation_*`, `target_*`: perpetrators and targets (human and
  physical) of all incidents, as entities: one filler for all wordings of one, and right
  when a wording is equal; for individuals and targets, which are descriptions, also when
  the longer holds the shorter word by word. Ours: `by` of persons and of descriptions;
  `by` of groups and bodies, also those that a description names, and armed bodies that are
  accused of something or admit it; `who` of what makes the message relevant. What
  befell fighters alone is left out, and a message without an incident has none of them.
- `confidence`: of the organisations that were found, those whose certainty is gold's:
  REPORTED AS FACT and CLAIMED OR ADMITTED are reported, SUSPECTED OR ACCUSED is alleged,
  POSSIBLE is possible.

Optional templates and fillers count when they are found and are not missed otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from careo.measuring.matching import (
    CAREO,
    Tally,
    annotated,
    names_of,
    pair,
    sample,
    share,
    total,
    within,
)
from careo.measuring.muc4_answer import Answer, Filler, answer
from careo.measuring.muc4_gold import Fill, Message, Template, load
from careo.measuring.report import EvalReport
from careo.measuring.tools import Tools
from careo.values import Certainty

NAME = "muc4"
CONFIDENCES = (
    ("SUSPECTED OR ACCUSED", Certainty.ALLEGED),
    ("POSSIBLE", Certainty.POSSIBLE),
    ("REPORTED AS FACT", Certainty.REPORTED),
    ("CLAIMED OR ADMITTED", Certainty.REPORTED),
)


def gold_fills(templates: Sequence[Template], role: str) -> list[Fill]:
    """The fillers of a role in all incidents of a message, the same ones made one."""
    merged: list[Fill] = []
    for template in templates:
        for fill in getattr(template, role):
            optional = fill.optional or template.optional
            at = next((i for i, m in enumerate(merged) if _same(m, fill)), None)
            if at is None:
                merged.append(Fill(fill.words, optional, fill.label))
            else:
                words = tuple(dict.fromkeys((*merged[at].words, *fill.words)))
                merged[at] = Fill(words, merged[at].optional and optional, fill.label)
    return merged


def _same(one: Fill, other: Fill) -> bool:
    return bool(names_of(*one.words) & names_of(*other.words))


def named_score(gold: Fill, found: Filler) -> float:
    """Right when a wording is equal."""
    return 1.0 * bool(names_of(*gold.words) & found.words)


def described_score(gold: Fill, found: Filler) -> float:
    """Right also when the longer holds the shorter; the same wording chooses."""
    if named_score(gold, found):
        return 2
    return 1.0 * any(within(one, two) for one in gold.words for two in found.texts)


def with_optional(pairs: Sequence[tuple[int, int]], gold: Sequence[Fill], given: int) -> Tally:
    """A tally that asks for an optional filler only when it was found."""
    met = {i for i, _ in pairs}
    asked = sum(not fill.optional or i in met for i, fill in enumerate(gold))
    return Tally(len(pairs), given, asked)


def role_tally(message: Message, found: Answer, role: str) -> Tally:
    """One role of one message."""
    gold, given = gold_fills(message.templates, role), getattr(found, role)
    score = named_score if role == "organisations" else described_score
    return with_optional(pair(gold, given, score), gold, len(given))


def relevance(message: Message, found: Answer) -> Tally:
    """Whether the message tells of an incident."""
    given = bool(found.types)
    gold = bool(message.templates)
    asked = gold and (given or not all(t.optional for t in message.templates))
    return Tally(given and gold, given, asked)


def type_tally(message: Message, found: Answer) -> Tally:
    """The types of a message's incidents, each counted once."""
    gold = list(
        {(t.types, t.optional): Fill(t.types, t.optional) for t in message.templates}.values()
    )
    required = {fill.words for fill in gold if not fill.optional}
    gold = [fill for fill in gold if not fill.optional or fill.words not in required]
    given = sorted(found.types)
    pairs = pair(gold, given, lambda fill, kind: 1.0 * (kind in fill.words))
    return with_optional(pairs, gold, len(given))


def confidences(message: Message, found: Answer) -> Iterator[bool]:
    """For each organisation that was found, whether it is held as certain as in gold."""
    gold = gold_fills(message.templates, "organisations")
    for i, j in pair(gold, found.organisations, named_score):
        wanted = {
            certainty
            for template in message.templates
            for fill in template.confidences
            if _same(fill, gold[i])
            for label, certainty in CONFIDENCES
            if label in fill.label
        }
        if wanted:
            yield found.organisations[j].certainty in wanted


ROLES = {"individual": "individuals", "organisation": "organisations", "target": "targets"}


def answers(folder: Path, tools: Tools) -> list[tuple[Message, Answer]]:
    """Every message beside what Careo says of it."""
    messages = sample(load(folder), tools.limit)
    read = annotated([message.article for message in messages], tools)
    return [(m, answer(m, found)) for m, found in zip(messages, read, strict=True)]


def evaluate(folder: Path, tools: Tools) -> EvalReport:
    """Scores the events that Careo reads."""
    pairs = answers(folder, tools)
    tallies = {
        "relevance": total(relevance(m, a) for m, a in pairs),
        "type": total(type_tally(m, a) for m, a in pairs),
    }
    for name, role in ROLES.items():
        tallies[name] = total(role_tally(m, a, role) for m, a in pairs)
    values: dict[str, float] = {}
    counts: dict[str, int] = {}
    for name, one in tallies.items():
        values |= one.measures(name)
        counts |= dict.fromkeys(one.measures(name), one.gold)
    certain = [right for m, a in pairs for right in confidences(m, a)]
    values["confidence"] = share(sum(certain), len(certain))
    counts["confidence"] = len(certain)
    return EvalReport(NAME, str(folder), len(pairs), {CAREO: values}, counts)
