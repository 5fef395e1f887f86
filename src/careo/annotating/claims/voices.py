"""Where a speaker stands in a parse, and the words that name one."""

from __future__ import annotations

from dataclasses import dataclass

from careo.annotating.language.tree import Tree

RELATIVES = frozenset(["who", "whom", "which", "that", "que", "quien", "quienes", "cual", "cuales"])


_CLAUSAL = ("relcl", "acl", "advcl", "parataxis", "ccomp")


BREAKS = frozenset({",", ";", ":", "(", "[", "—", "–"})


SUBJECT = ("nsubj",)
SETS_OFF = frozenset({",", "”", '"', "»", "—", "–", "’", "'", "''"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Where a speaker stands: `head` is the head word, `tokens` the phrase. `implied`
    tells that the verb has no subject of its own and none can be read off the parse
    (Spanish "dijo"); `plural` that it is many; `relative` is the "who" that stands for
    the phrase where the verb is."""

    head: int | None
    tokens: tuple[int, ...] = ()
    implied: bool = False
    plural: bool = False
    relative: int | None = None
    follows: bool = False
    """Whether the phrase stands right after the verb (", said X")."""


NOBODY = Voice(None)


def antecedent(tree: Tree, i: int) -> int | None:
    """The noun that a relative word stands for ("an agreement, according to which …")."""
    for h in tree.above(i):
        if tree.deps[h] in ("relcl", "acl", "acl:relcl"):
            return tree.heads[h]
    return None


TIMES = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september"}
    | {"october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday"}
    | {"saturday", "sunday", "now", "then", "year", "month", "week", "day", "enero", "febrero"}
    | {"marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre"}
    | {"diciembre", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"}
)
"""Words of time that the parser takes for the agent of a passive ("by Monday")."""


def case_of(tree: Tree, i: int) -> str | None:
    """The preposition that hangs on a Spanish noun."""
    case = tree.kid(i, ("case",))
    return None if case is None else tree.low[case]


def without_case(tree: Tree, head: int) -> list[int]:
    tokens = phrase(tree, head)
    case = tree.kid(head, ("case",))
    return [t for t in tokens if case is None or t > case or t >= head]


def phrase(tree: Tree, head: int) -> list[int]:
    """A noun's phrase without the clauses and insertions that follow it."""
    left_out = [
        k
        for k in tree.kids[head]
        if k > head
        and (
            tree.deps[k] in _CLAUSAL
            or tree.words[k] in BREAKS
            or (tree.words[k] == "-" and tree.ends[k] < tree.starts[min(k + 1, len(tree) - 1)])
            or (tree.deps[k] in ("cc", "conj", "appos") and _after_comma(tree, head, k))
        )
    ]
    tokens = tree.subtree(head, left_out)
    # One unbroken run around the head; what a bad parse hangs on from afar is not it.
    first = last = tokens.index(head)
    while first > 0 and tokens[first - 1] == tokens[first] - 1:
        if tree.words[tokens[first - 1]] in BREAKS:
            break
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1] == tokens[last] + 1:
        if tree.words[tokens[last + 1]] in BREAKS:
            break
        last += 1
    found = tokens[first : last + 1]
    # In Spanish the preposition hangs on the noun.
    while len(found) > 1 and found[0] < head and tree.deps[found[0]] in ("case", "mark"):
        found = found[1:]
    # "co-director", which the parser takes apart.
    while found[-1] + 2 < len(tree) and _is_hyphened(tree, found[-1] + 1):
        found += [found[-1] + 1, found[-1] + 2]
    return found


def _is_hyphened(tree: Tree, i: int) -> bool:
    """Whether token `i` is a hyphen with no space around it."""
    return (
        tree.words[i] == "-"
        and tree.ends[i - 1] == tree.starts[i]
        and tree.ends[i] == tree.starts[i + 1]
    )


def _after_comma(tree: Tree, head: int, k: int) -> bool:
    first = tree.subtree(k)[0]
    return first > 0 and tree.words[first - 1] in (",", "(", ";", "-", "—")
