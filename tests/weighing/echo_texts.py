"""Invented articles for the tests of echoes: no name, place or event is real."""

from __future__ import annotations

import random
from dataclasses import replace

from careo.weighing.echo_text import EchoText, Outlet, PlacedLink

GAZETTE = Outlet("gazette", ("Harrow Gazette",), ("harrow-gazette.example",))
MONITOR = Outlet("monitor", ("El Monitor del Valle", "Monitor"), ("monitor.example",))

SUBJECTS = ("The prosecutor", "A witness", "The mayor", "One officer", "Her lawyer", "The court")
VERBS = ("told", "asked", "warned", "showed", "reminded", "offered", "promised", "sent")
OBJECTS = ("the council", "two reporters", "a clerk", "the harbour master", "his cousin")
ENDS = ("about the ledger", "before the hearing", "near the old mill", "without regret")
PARTS = (SUBJECTS, VERBS, OBJECTS, ENDS)


def prose(seed: int, sentences: int = 20) -> str:
    """Sentences in paragraphs of four, other ones for every seed: their own numbers and
    odd words keep two seeds apart."""
    chance = random.Random(seed)
    found = []
    for _ in range(sentences):
        parts = (f"{chance.choice(one)} {_odd_word(chance)}" for one in PARTS)
        odd = " ".join(_odd_word(chance) for _ in range(3))
        found.append(f"{' '.join(parts)}, {odd}, {chance.randrange(100, 9_999)} times.")
    paragraphs = [" ".join(found[at : at + 4]) for at in range(0, sentences, 4)]
    return "\n\n".join(paragraphs)


def _odd_word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfglmnprst") + chance.choice("aeiou") for _ in range(3))


def text(key: str, words: str, **known: object) -> EchoText:
    """A text of the Gazette unless told otherwise."""
    made = EchoText(key, words, GAZETTE, title=f"Headline of {key} and no other")
    return replace(made, **known)  # type: ignore[arg-type]


def link(url: str, at: int) -> PlacedLink:
    return PlacedLink(url, at)
