"""Fits the weights of name comparison and writes src/careo/resolving/weights.toml.

    python scripts/fit_names.py path/to/names_nomenklatura path/to/ofac_sdn

Logistic regression with a ridge, for persons and bodies apart, on the half of each set that
`name_pairs` lets be fitted on. Both sets weigh the same, whatever their size. A weight's
sign is given (what is shared cannot speak against, what differs not for): without that
the fit learns how the false pairs were drawn, namely that a word written quite the same is a
bad sign. For the same reason there are false pairs of two kinds more, from the list: with
a word that sounds the same but is spelt otherwise, and with nothing in common. Run twice,
it writes the same file.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from careo.measuring import names_nomenklatura, ofac
from careo.measuring.name_pairs import NamePair
from careo.resolving.comparing import FEATURES, SPEAK_AGAINST, WEIGHTS, features
from careo.resolving.parsing import Name, Role, parse
from careo.values import EntityType

Array = NDArray[np.float64]
RIDGE = 1.0
SET_WEIGHT = 1000.0
"""What a set's pairs weigh together, by kind; the further false pairs half of it."""
BY_HAND = {"nickname": 3.0}
"""No set has nicknames in quotes."""
HEAD = """\
# What each feature adds to the log-odds of two names being one's, by kind of name. Written
# by scripts/fit_names.py; docs/identity.md says what the features are and how well it does.
# Sources: half of the pairs of nomenklatura's name benchmark (MIT) and half of the aliases of
# the OFAC list of January 2019 (public domain), the halves told by a hash of the pair.
# `nickname` is set by hand: no set has nicknames. 0 means: told nothing that others had not.
"""


def further(pairs: Sequence[NamePair]) -> list[NamePair]:
    """False pairs with a word that only sounds the same, and with nothing in common."""
    draw = random.Random(2019)  # noqa: S311 - a sample, no secret
    lefts = list(dict.fromkeys((pair.left, pair.type) for pair in pairs))
    whose = defaultdict(set)
    for pair in pairs:
        if pair.same:
            whose[pair.left] |= {pair.left, pair.right}
    sounding = defaultdict(list)
    for name, type_ in lefts:
        for word, sound in _solid(parse(name, type_)):
            sounding[type_, sound].append((name, word))
    found = []
    for pair in pairs:
        if not pair.same:
            continue
        near = [
            name
            for word, sound in _solid(parse(pair.left, pair.type))
            for name, other in sounding[pair.type, sound]
            if other != word and name not in whose[pair.left]
        ]
        if near:
            found.append(NamePair(pair.type, pair.left, draw.choice(near), False))
        name, type_ = draw.choice(lefts)
        if type_ is pair.type and name not in whose[pair.left] and draw.random() < 0.5:
            found.append(NamePair(type_, pair.left, name, False))
    return found


def _solid(name: Name) -> list[tuple[str, str]]:
    return [
        (token, sound)
        for token, sound, role in zip(name.tokens, name.skeletons, name.roles, strict=True)
        if len(token) > 3 and role in (Role.NAME, Role.GIVEN, Role.FAMILY)
    ]


def rows(pairs: Sequence[NamePair]) -> Array:
    parsed = [(parse(pair.left, pair.type), parse(pair.right, pair.type)) for pair in pairs]
    return np.array([features(left, right) for left, right in parsed])


def fit(sets: Sequence[tuple[Sequence[NamePair], float]]) -> tuple[Array, float]:
    """Weights in the order of FEATURES, and the base."""
    chosen = [[p for p in pairs if parse(p.left, p.type).tokens] for pairs, _ in sets]
    x = np.vstack([rows(pairs) for pairs in chosen])
    y = np.array([float(pair.same) for pairs in chosen for pair in pairs])
    w = np.concatenate(
        [np.full(len(p), weight / len(p)) for p, (_, weight) in zip(chosen, sets, strict=True)]
    )
    signs = np.array([-1.0 if name in SPEAK_AGAINST else 1.0 for name in FEATURES])
    middle, spread = x.mean(0), x.std(0) + 1e-9
    found = _newton(np.c_[(x - middle) / spread * signs, np.ones(len(x))], y, w)
    weights = found[:-1] * signs / spread
    return weights, float(found[-1] - (weights * middle).sum())


def _newton(z: Array, y: Array, w: Array) -> Array:
    """Projected Newton steps: all but the last coefficient stay at 0 or above."""
    ridge = np.full(z.shape[1], RIDGE)
    ridge[-1] = 0.0

    def loss(b: Array) -> float:
        at = z @ b
        return float((w * (np.logaddexp(0, at) - y * at)).sum() + (ridge * b * b).sum() / 2)

    b = np.zeros(z.shape[1])
    for _ in range(200):
        p = 1 / (1 + np.exp(-z @ b))
        slope = z.T @ (w * (p - y)) + ridge * b
        free = ~((b <= 0) & (slope > 0))
        free[-1] = True
        bend = (z[:, free] * (w * p * (1 - p))[:, None]).T @ z[:, free] + np.diag(ridge[free])
        step = np.zeros_like(b)
        step[free] = np.linalg.solve(bend, slope[free])
        size, new = 1.0, _projected(b - step)
        while loss(new) > loss(b) and size > 1e-6:
            size /= 2
            new = _projected(b - size * step)
        if np.abs(new - b).max() < 1e-7:
            break
        b = new
    return b


def _projected(b: Array) -> Array:
    return np.append(np.maximum(b[:-1], 0.0), b[-1])


def table(kind: str, weights: Array, base: float) -> str:
    found = dict(zip(FEATURES, weights, strict=True)) | BY_HAND
    lines = [f"{name} = {round(float(value), 2) + 0.0}" for name, value in found.items()]
    return "\n".join([f"\n[{kind}]", f"base = {round(base, 2)}", *lines, ""])


def main(names: Path, listed: Path) -> None:
    whole = [names_nomenklatura.load(names), ofac.load(listed)]
    whole.append(further(whole[1]))
    text = HEAD
    for kind in ("person", "body"):
        sets = [
            [p for p in pairs if p.fitted and (p.type is EntityType.PERSON) == (kind == "person")]
            for pairs in whole
        ]
        heavy = (SET_WEIGHT, SET_WEIGHT, SET_WEIGHT / 2)
        text += table(kind, *fit(list(zip(sets, heavy, strict=True))))
    WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
