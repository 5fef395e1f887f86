"""How many independent sources stand behind a claim, an event or a relation.

    pieces of evidence ─► collapsed: pieces in passages that echo one another are one
                              │ of these the earliest article speaks, the others add nothing
                              ▼
          each names its origin: a speaker, a document, somebody unnamed, the outlet itself,
          or another outlet ("X, citing Y"): then it hangs on what that outlet has said
                              ▼
          origins that differ ─► roots; outlets that only cite one another ─► one root

Two origins are told apart for certain when both have names: two persons, a person and a
court file, a reporter who was there. Unnamed sources of two outlets, or two outlets that
say nothing of where they have it from, may be one source: they raise `at_most` only. What
no text says (two officials who read the same report) nobody can count.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

from careo.authority.folding import folded
from careo.values import Span
from careo.weighing.echoes.finding import Echo

OWN_REPORT = "own report"
"""The basis by which an outlet that names nobody vouches for what it says itself."""
COVERED = 0.5
"""Share of a piece's span within copied passages from which on the piece is a copy."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: that `article` of `outlet` says it.

    `speaker` is the identity of whom it is put in the mouth of, `speaker_words` the words
    for somebody without one ("two officials"); neither when the article says it itself.
    `cited_outlet` and `cited_document` are what the article has it from; an outlet that
    speaks is cited. `basis` is that
    of a claim (`annotating.claims`). `published` is ISO; `span` where it stands."""

    article: str
    outlet: str
    speaker: str = ""
    speaker_words: str = ""
    basis: str = ""
    cited_outlet: str = ""
    cited_document: str = ""
    published: str = ""
    span: Span | None = None


class SourceKind(StrEnum):
    """What an origin is."""

    SPEAKER = "speaker"
    DOCUMENT = "document"
    UNNAMED = "unnamed source"
    OUTLET = "the outlet's own word"
    CIRCLE = "outlets that cite one another"


class Why(StrEnum):
    """Why a piece hangs on a root."""

    SAYS_SO = "names it as its source"
    ECHO = "copies the words of"
    CITES = "cites"


@dataclass(frozen=True, slots=True)
class Hanging:
    """A piece that hangs on a root, why, and on what: the article whose words it copies,
    the outlet that it cites; "" when it names the root itself."""

    piece: Piece
    why: Why
    on: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """One origin: `name` is the identity of a speaker, the key of a document or outlet, or
    the words for an unnamed source, whose outlet is in `outlet`. `certain` when it can be
    told apart from every other that is certain."""

    kind: SourceKind
    name: str
    outlet: str
    certain: bool
    pieces: tuple[Hanging, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """How many independent sources there are, and the chain: every piece of evidence
    hangs on a root."""

    roots: tuple[Root, ...]

    @property
    def at_most(self) -> int:
        """As many as there are if no two of the origins are one."""
        return len(self.roots)

    @property
    def at_least(self) -> int:
        """As many as are certain; one where anything is said at all."""
        return max(sum(root.certain for root in self.roots), min(1, len(self.roots)))

    @property
    def count(self) -> int:
        """The figure to show where there is room for one: never more than is certain."""
        return self.at_least


def independence(
    pieces: Iterable[Piece],
    echoes: Iterable[Echo] = (),
    voices: Mapping[str, str] | None = None,
) -> Independence:
    """The independent sources of one claim, event or relation. Pure; raises nothing.

    `pieces` are its evidence, `echoes` those among their articles, in any order. `voices`
    maps a speaker to the one whose voice that is (a spokesman to his ministry). A further
    echo, or a further article that copies one of these, never raises either figure."""
    distinct = sorted(set(pieces), key=_order)
    return _Chains(_collapsed(distinct, echoes), voices or {}).told()


def _order(piece: Piece) -> tuple[str, str, str]:
    """The earliest article first; one without a date after all that have one."""
    return (piece.published or "9999-99", piece.article, repr(astuple(piece)))


# --- copies collapse ------------------------------------------------------------


def _collapsed(pieces: Sequence[Piece], echoes: Iterable[Echo]) -> list[list[Piece]]:
    """Pieces that copy one another, together; each group in the order of its articles."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        by_article[piece.article].append(number)
    leaders = list(range(len(pieces)))
    for echo in echoes:
        copied = [
            number
            for key, shared in ((echo.left, echo.left_shared), (echo.right, echo.right_shared))
            for number in by_article.get(key, ())
            if _is_copied(pieces[number], shared)
        ]
        if len({pieces[number].article for number in copied}) > 1:
            for number in copied:
                leaders[_leader(leaders, number)] = _leader(leaders, copied[0])
    groups: dict[int, list[Piece]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        groups[_leader(leaders, number)].append(piece)
    return list(groups.values())


def _leader(leaders: list[int], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = leaders[number]
    return number


def _is_copied(piece: Piece, shared: Sequence[Span]) -> bool:
    """Whether the piece stands in the passages; taken for granted where either is unknown."""
    if piece.span is None or not shared:
        return True
    start, end = piece.span.start, piece.span.end
    within = sum(max(0, min(end, one.end) - max(start, one.start)) for one in shared)
    return within >= COVERED * (end - start)


# --- chains ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class _Origin:
    kind: SourceKind
    name: str
    outlet: str = ""


class _Chains:
    """The groups of pieces and what each hangs on. In a group the earliest article
    speaks; what the copies of it say otherwise is kept for circles alone."""

    def __init__(self, groups: Sequence[Sequence[Piece]], voices: Mapping[str, str]) -> None:
        self._groups = groups
        self._voices = voices
        self._groups_of: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(groups):
            for outlet in sorted({piece.outlet for piece in group}):
                self._groups_of[outlet].append(number)
        self._certain: set[_Origin] = set()
        self._hanging: dict[_Origin, list[Hanging]] = defaultdict(list)
        self._origins: dict[int, tuple[_Origin, ...]] = {}
        """Of each group whose chain ends: where."""

    def told(self) -> Independence:
        for number in range(len(self._groups)):
            self._name_origins(number)
        named = set(self._hanging)
        self._follow_citations()
        self._close_circles(named)
        roots = (
            Root(origin.kind, origin.name, origin.outlet, origin in self._certain, tuple(found))
            for origin, found in sorted(self._hanging.items())
        )
        return Independence(tuple(roots))

    # What a piece says of where it has it from.

    def _origin(self, piece: Piece) -> _Origin | None:
        """None when it is whatever the cited outlet has said."""
        cited = _cited(piece)
        carrier = cited or piece.outlet
        speaker = self._voices.get(piece.speaker, piece.speaker)
        if speaker:
            return _Origin(SourceKind.SPEAKER, speaker)
        if piece.cited_document:
            return _Origin(SourceKind.DOCUMENT, piece.cited_document)
        if cited in self._groups_of:
            return None
        if piece.speaker_words:
            return _Origin(SourceKind.UNNAMED, folded(piece.speaker_words).strip(), carrier)
        return _Origin(SourceKind.OUTLET, carrier, carrier)

    def _lead(self, number: int) -> list[Piece]:
        group = self._groups[number]
        return [piece for piece in group if piece.article == group[0].article]

    def _copies(self, number: int) -> list[Piece]:
        group = self._groups[number]
        return [piece for piece in group if piece.article != group[0].article]

    # Origins that are named, and what cites those who name them.

    def _name_origins(self, number: int) -> None:
        found: dict[_Origin, None] = {}
        for piece in self._lead(number):
            origin = self._origin(piece)
            if origin is None:
                continue
            found[origin] = None
            self._hanging[origin].append(Hanging(piece, Why.SAYS_SO, _cited(piece)))
            if _is_certain(origin, piece):
                self._certain.add(origin)
        if found:
            self._end(number, tuple(found))

    def _end(self, number: int, origins: tuple[_Origin, ...]) -> None:
        """The chain of a group ends in these; its copies hang there too."""
        self._origins[number] = origins
        article = self._groups[number][0].article
        for origin in origins:
            self._hanging[origin] += [Hanging(p, Why.ECHO, article) for p in self._copies(number)]

    def _follow_citations(self) -> None:
        """Whoever cites an outlet hangs on what a group with a piece of it hangs on; each
        outlet is followed once, from the first such group."""
        citing: dict[str, list[int]] = defaultdict(list)
        for number in range(len(self._groups)):
            for outlet in self._cites(self._lead(number)):
                citing[outlet].append(number)
        waiting = deque(sorted(self._origins))
        followed: set[str] = set()
        while waiting:
            number = waiting.popleft()
            outlets = {piece.outlet for piece in self._groups[number]} - followed
            followed |= outlets
            for outlet in sorted(outlets):
                for other in citing[outlet]:
                    self._cite(other, outlet, self._origins[number])
                    if other not in self._origins:
                        self._end(other, self._origins[number])
                        waiting.append(other)

    def _cites(self, pieces: Iterable[Piece]) -> list[str]:
        """The outlets on whose word alone these pieces say it."""
        return sorted({_cited(piece) for piece in pieces if self._origin(piece) is None})

    def _cite(self, number: int, outlet: str, origins: Iterable[_Origin]) -> None:
        for piece in self._lead(number):
            if self._origin(piece) is None and _cited(piece) == outlet:
                for origin in origins:
                    self._hanging[origin].append(Hanging(piece, Why.CITES, outlet))

    # What is left cites in circles.

    def _close_circles(self, named: set[_Origin]) -> None:
        """Outlets that only cite one another are one root at most; none where a copy of
        theirs names an origin that counts already, or cites somebody whose chain ends."""
        left = [n for n in range(len(self._groups)) if n not in self._origins]
        for circle in self._circles(left):
            beside = [piece for number in circle for piece in self._copies(number)]
            told = {origin for piece in beside if (origin := self._origin(piece)) is not None}
            ended = [
                origin
                for outlet in self._cites(beside)
                for number in self._groups_of[outlet]
                for origin in self._origins.get(number, ())
                if origin in named
            ]
            outlets = sorted({piece.outlet for n in circle for piece in self._groups[n]})
            root = _Origin(SourceKind.CIRCLE, ", ".join(outlets))
            root = min((told & named) or set(ended) or told or {root})
            for number in circle:
                for piece in self._lead(number):
                    self._hanging[root].append(Hanging(piece, Why.CITES, _cited(piece)))
                self._hanging[root] += [
                    Hanging(piece, Why.ECHO, self._groups[number][0].article)
                    for piece in self._copies(number)
                ]

    def _circles(self, left: Sequence[int]) -> list[list[int]]:
        """Groups that hang together by citing, or by an origin that copies of both name."""
        leaders = list(range(len(left)))
        first: dict[str | _Origin, int] = {}
        for at, number in enumerate(left):
            group = self._groups[number]
            ties: set[str | _Origin] = {piece.outlet for piece in group}
            ties |= set(self._cites(group))
            ties |= {o for p in self._copies(number) if (o := self._origin(p)) is not None}
            for tie in ties:
                leaders[_leader(leaders, at)] = _leader(leaders, first.setdefault(tie, at))
        circles: dict[int, list[int]] = defaultdict(list)
        for at, number in enumerate(left):
            circles[_leader(leaders, at)].append(number)
        return list(circles.values())


def _cited(piece: Piece) -> str:
    """The outlet that a piece has it from, when it is another."""
    return "" if piece.cited_outlet == piece.outlet else piece.cited_outlet


def _is_certain(origin: _Origin, piece: Piece) -> bool:
    """Whether an origin can be told apart from others: it has a name or was there."""
    if origin.kind is SourceKind.OUTLET:
        basis = piece.basis.partition(";")[0].partition(":")[0].strip()
        return piece.outlet == origin.name and basis == OWN_REPORT
    return origin.kind in (SourceKind.SPEAKER, SourceKind.DOCUMENT)
