"""Invented articles for the tests of echoes: no name, place or event is real."""

from __future__ import annotations

import random
from dataclasses import replace

from careo.weighing.echoes.texts import EchoText, Outlet, PlacedLink

GAZETTE = Outlet("gazette", ("Harrow Gazette",), ("harrow-gazette.example",))
MONITOR = Outlet("monitor", ("El Monitor del Valle", "Monitor"), ("monitor.example",))

ENGLISH = """\
Police in Puerto Lirio arrested Aurelio Tamboril on 14 March 2031, the Policía Fluvial said. \
The officers seized 1,250 kilos of timber and 37 saws at a mill near Villa Serena.

Tamboril, 46, is accused of having led the Banda del Faro since 2027. A judge, Ulises Brand, \
sent him to the prison of Monte Pardo. His lawyer, Nadia Perdomo, said he denies it.

In 2029, inspectors of Ribera Norte counted 312 logs without papers. The Banda del Faro had \
bought them for 2.5 million, according to Perdomo. Brand will hear Tamboril again on 30 April."""

SPANISH = """\
La Policía Fluvial detuvo en Puerto Lirio a Aurelio Tamboril el 14 de marzo de 2031. \
Los agentes decomisaron 1.250 kilos de madera y 37 sierras en un aserradero cerca de Villa Serena.

A Tamboril, de 46 años, se le acusa de dirigir desde 2027 la Banda del Faro. Un juez, Ulises \
Brand, lo envió a la cárcel de Monte Pardo. Su abogada, Nadia Perdomo, dijo que él lo niega.

En 2029, inspectores de Ribera Norte contaron 312 troncos sin papeles. La Banda del Faro los \
había comprado por 2,5 millones, según Perdomo. Brand volverá a oír a Tamboril el 30 de abril."""

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
