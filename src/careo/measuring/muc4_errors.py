"""The errors in a message of the `muc4` set, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from careo.measuring.careo_errors import Line
from careo.measuring.careo_match import missing
from careo.measuring.matching import pair
from careo.measuring.muc4 import ROLES, described_score, gold_fills, named_score
from careo.measuring.muc4_answer import Answer
from careo.measuring.muc4_gold import Message


def lines_of(message: Message, found: Answer) -> Iterator[Line]:
    """Whether the message is relevant, the types of its incidents, and who fills each role."""
    key = message.article.key
    if bool(message.templates) != bool(found.types):
        outcome = "missed" if message.templates else "spurious"
        yield Line(key, outcome, "relevance", message.article.text[:160])
    for name, role in ROLES.items():
        gold, given = gold_fills(message.templates, role), getattr(found, role)
        score = named_score if role == "organisations" else described_score
        pairs = pair(gold, given, score)
        for i in missing(pairs, len(gold), 0):
            if not gold[i].optional:
                yield Line(key, "missed", name, " / ".join(gold[i].words))
        for j in missing(pairs, len(given), 1):
            yield Line(key, "spurious", name, " / ".join(given[j].texts))
        for i, j in pairs:
            texts = f"{gold[i].words[0]} = {given[j].texts[0]}"
            yield Line(key, "right", name, texts)
