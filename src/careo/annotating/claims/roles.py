"""Roles ("the governor"): who of an article bears which, by what stands beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from careo.annotating.language.tree import Tree
from careo.values import EntityType, Mention, Span


class Places(Protocol):
    """The article's mentions by place."""

    def covering(self, span: Span) -> Mention | None:
        """The mention that covers the span."""


def role_key(tree: Tree, head: int) -> str:
    """A role in the form it is remembered by: its word, and whether it is a past one."""
    word = tree.lemmas[head]
    former = word.startswith("ex") and len(word) > 5
    low = [tree.low[t] for t in tree.kids[head] if t < head]
    if head > 1 and tree.words[head - 1] == "-":
        low.append(tree.low[head - 2])
    former = former or any(w in ("former", "ex", "ex-") for w in low)
    word = word.removeprefix("ex-").removeprefix("ex") if former else word
    return f"ex {word}" if former else word


def roles_in(
    trees: Sequence[Tree], mentions: Places, people: frozenset[str]
) -> dict[str, list[str]]:
    """The people who bear each role that stands beside a name ("Governor X", "X, the
    governor", "la gobernadora, X")."""
    found: dict[str, list[str]] = {}
    for tree in trees:
        for i in range(len(tree)):
            if tree.lemmas[i] not in people and tree.low[i] not in people:
                continue
            id_ = _bearer(tree, i, mentions)
            if id_ is not None:
                key = role_key(tree, i)
                for one in (key, *(f"{key} {body}" for body in bodies_of(tree, i, mentions))):
                    bearers = found.setdefault(one, [])
                    if id_ not in bearers:
                        bearers.append(id_)
    return found


REACH = 14
"""Tokens of a role's phrase in which the body is looked for that it is held in."""


def bodies_of(tree: Tree, i: int, mentions: Places) -> list[str]:
    """The bodies that the phrase of a role names ("el titular de la Fiscalía")."""
    found = []
    for t in tree.subtree(i)[:REACH]:
        mention = mentions.covering(tree.span(t, t)) if t > i else None
        if mention is not None and mention.type in _HELD_IN and mention.entity not in found:
            found.append(mention.entity)
    return found


_HELD_IN = frozenset({EntityType.AGENCY, EntityType.ORG, EntityType.COMPANY, EntityType.GROUP})


def _bearer(tree: Tree, i: int, mentions: Places) -> str | None:
    """The person named beside the role at token `i`."""
    beside = [k for k in tree.kids[i] if tree.deps[k] in ("appos", "flat")]
    if tree.deps[i] in ("compound", "appos", "flat", "nmod", "amod"):
        beside.append(tree.heads[i])
    before = tree.subtree(i)[0] - 1
    if before > 0 and tree.words[before] == ",":
        beside.append(before - 1)
    if i + 1 < len(tree):
        beside.append(i + 1)
    if i + 2 < len(tree) and tree.words[i + 1] == ",":
        beside.append(i + 2)
    for k in beside:
        mention = mentions.covering(tree.span(k, k))
        if mention is not None and mention.type is EntityType.PERSON:
            return mention.entity
    return None
