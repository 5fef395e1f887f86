"""Who stands at the two ends of a word that ties names: "leader of", "works for"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from careo.annotating import syntax
from careo.annotating.arguments import Filler, Fillers
from careo.annotating.parsing import Parsed
from careo.annotating.syntax import Token
from careo.annotating.tie_words import TieVerb
from careo.annotating.words import demonyms
from careo.authority.folding import folded
from careo.values import EntityType, Mention

_OF = frozenset({"of", "de", "del", "for", "at", "in", "from", "with", "para", "en", "within"})
_BEFORE = 5
"""How many words before a noun its owner may stand: "Sinaloa Cartel's former top leader"."""
_GAP = 70
_OPEN_GAP = re.compile(r"^(?: \([^()\n]{0,40}\))?, (?:[^.;:\n]{0,60})$")
_COMPLEMENT_GAP = re.compile(
    r"^ (?:of|for|at|in|from|with|de|del|para|en)(?: (?:the|la|el|los|las|a|an|un|una|su|its))?"
    r"(?: [^\W\d_’'-]+){0,5} ?$"
)
_NAME_GAP = re.compile(r"^,? (?:alias )?[\"“‘']?$")
_STOPS = frozenset({"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "ADP", "PRON"})
_SIDES = frozenset({EntityType.PERSON, EntityType.GROUP})


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends that a word ties: holders and what they hold, and whether the second
    is only told by a demonym (the country's code)."""

    sources: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    nation: str | None = None


class TieReader:
    """Reads the ends of tie words in one piece of an article."""

    def __init__(self, parsed: Parsed, fillers: Fillers) -> None:
        self.parsed, self.fillers = parsed, fillers
        self.low = fillers.draft.low
        self.doc: Any = parsed.doc

    def named(self, tokens: Iterable[Token]) -> list[Filler]:
        """The entities among the fillers of tokens and what is coordinated with them."""
        return [f for f in self.fillers.all_of(self.parsed, tokens) if f.entity is not None]

    def mention(self, token: Token) -> Mention | None:
        return self.fillers.mention_of(self.parsed, token)

    # --- role nouns: "leader of", "…'s brother", "DEA agent" ---

    def noun_ends(self, noun: Token, *, kin: bool) -> Ends:
        """The ends of a role noun."""
        sources = self._holders(noun)
        targets, nation = self._complements(noun, kin=kin)
        names = {f.name for f in targets}
        held = tuple(f for f in sources if f.name not in names and f.type in _SIDES)
        return Ends(held, tuple(targets), nation)

    def _holders(self, noun: Token, steps: int = 3) -> list[Filler]:
        found = self.named(self._holder_tokens(noun))
        found = [f for f in found if f.type in _SIDES]
        if found:
            return found
        if noun.dep_ == "conj" and steps:
            found = self._holders(noun.head, steps - 1)
        return found or self._beside(noun)

    def _holder_tokens(self, noun: Token) -> Iterator[Token]:
        if noun.dep_ == "appos":
            yield noun.head
        for child in syntax.children(noun):
            bare = child.dep_ in ("nmod", "flat", "compound") and not syntax.case_of(child)
            if child.dep_ == "appos" or (bare and child.i > noun.i):
                yield child
        after = noun.head
        if noun.dep_ in ("compound", "nmod", "flat", "amod", "appos") and after.i > noun.i:
            yield after
        if noun.dep_ in ("attr", "oprd"):
            yield from syntax.subjects(noun.head)
        elif any(c.dep_ == "cop" for c in syntax.children(noun)) or (
            noun.dep_ in ("xcomp", "acl", "relcl") and noun.lang_ == "es"
        ):
            yield from syntax.subjects(noun)
        if syntax.governing_preposition(noun) in ("as", "como"):
            yield from self._as(noun)

    def _as(self, noun: Token) -> Iterator[Token]:
        """ "identified as the leader", "served as minister"."""
        verb = noun.head.head if noun.head.lower_ == "as" else noun.head
        if verb.pos_ not in ("VERB", "AUX", "ADJ"):
            return
        if syntax.is_passive(verb):
            yield from syntax.subjects(verb)
        else:
            yield from syntax.objects(verb) or syntax.subjects(verb)

    def _beside(self, noun: Token) -> list[Filler]:
        """The person whose name stands before the noun after a comma, or behind it and
        what it is of: where the parser lost the apposition."""
        at = self.parsed.piece.offset(noun.idx)
        before = self.fillers.mention_before(at)
        if before is not None and before.type in _SIDES:
            gap = self.low[before.span.end : at]
            if len(gap) < _GAP and _OPEN_GAP.match(gap) and not self._has_verb(gap, noun):
                return self._filler(before)
        end = at + len(noun.text)
        after = self.fillers.mention_after(end)
        if after is None:
            return []
        if after.type in _SIDES and _NAME_GAP.match(self.low[end : after.span.start]):
            return self._filler(after)
        if after.type not in _SIDES or after.type is EntityType.GROUP:
            if not _COMPLEMENT_GAP.match(self.low[end : after.span.start]):
                return []
            behind = self.fillers.mention_after(after.span.end)
            if behind is not None and behind.type is EntityType.PERSON:
                gap = self.low[after.span.end : behind.span.start]
                if _NAME_GAP.match(gap) and gap.startswith(","):
                    return self._filler(behind)
        return []

    def _has_verb(self, gap: str, noun: Token) -> bool:
        count = len(gap.split())
        return any(
            t.pos_ in ("VERB", "AUX") and t.lower_ != "alias"
            for t in self.doc[max(0, noun.i - count - 2) : noun.i]
        )

    def _filler(self, mention: Mention) -> list[Filler]:
        entity = self.fillers.entities.get(mention.entity)
        return [Filler(mention.entity, mention.span, entity)] if entity is not None else []

    def _complements(self, noun: Token, *, kin: bool) -> tuple[list[Filler], str | None]:
        """What the noun is of: after it by "of", or before it as owner or modifier."""
        after = [n for prep, n in syntax.prepositions(noun) if prep in _OF]
        found = self.named(after)
        if not found and kin:
            found = self._inside(after)
        owners = self.named(syntax.possessors(noun))
        found = [*owners, *found] if not kin else (owners or found)
        before, nation = self._before(noun)
        if not found and not kin:
            found = before
        if not found:
            found = self._after_gap(noun)
        return found, nation

    def _inside(self, tokens: Iterable[Token]) -> list[Filler]:
        """The name within a description: "the son of a Tordo Cartel head"."""
        found = []
        for token in tokens:
            inner = [c for c in syntax.children(token) if c.dep_ in ("compound", "nmod", "poss")]
            inner += [n for prep, n in syntax.prepositions(token) if prep in _OF]
            found += self.named(inner)
        return found

    def _before(self, noun: Token) -> tuple[list[Filler], str | None]:
        """The body, group or place named right before the noun, or a demonym there."""
        for index in range(noun.i - 1, max(-1, noun.i - 1 - _BEFORE), -1):
            token = self.doc[index]
            mention = self.mention(token)
            if mention is not None:
                return (
                    (self._filler(mention), None)
                    if mention.type is not EntityType.PERSON
                    else ([], None)
                )
            nation = demonyms().get(folded(token.lower_))
            if nation is not None:
                return [], nation
            if token.pos_ in _STOPS and token.lower_ not in ("’s", "'s", "-"):
                return [], None
        return [], None

    def _after_gap(self, noun: Token) -> list[Filler]:
        end = self.parsed.piece.offset(noun.idx) + len(noun.text)
        mention = self.fillers.mention_after(end)
        if mention is not None and _COMPLEMENT_GAP.match(self.low[end : mention.span.start]):
            return self._filler(mention)
        return []

    # --- verbs ---

    def verb_ends(self, verb: Token, tie: TieVerb) -> Ends:
        """The ends of a verb: its subject and the complement that the list asks for."""
        passive = syntax.is_passive(verb)
        if tie.passive and not passive:
            return Ends((), ())
        if passive and not tie.passive and tie.is_object:
            return Ends(
                tuple(self.named(syntax.agents(verb))), tuple(self.named(syntax.subjects(verb)))
            )
        targets = []
        if tie.is_object:
            targets += self.named(syntax.objects(verb))
        wanted = tie.prepositions | (_PLACES if tie.is_place else frozenset())
        for prep, noun in self._all_prepositions(verb):
            if prep in wanted:
                found = self.named([noun])
                if prep not in tie.prepositions:
                    found = [f for f in found if f.type is EntityType.PLACE]
                targets += found or (self._of_place([noun]) if tie.is_place else [])
        return Ends(tuple(self.named(syntax.subjects(verb))), tuple(targets))

    def _all_prepositions(self, verb: Token) -> Iterator[tuple[str, Token]]:
        """Those of the verb, and of its object: "maintains a presence in"."""
        yield from syntax.prepositions(verb)
        for noun in syntax.objects(verb):
            yield from syntax.prepositions(noun)
        for child in syntax.children(verb):
            if child.dep_ in ("acomp", "attr"):
                yield from syntax.prepositions(child)

    def _of_place(self, tokens: Iterable[Token]) -> list[Filler]:
        """The place in "the city of …", "the states of … and …"."""
        inner = [n for t in tokens for prep, n in syntax.prepositions(t) if prep in _OF]
        inner += [
            c for t in tokens for c in syntax.children(t) if c.dep_ in ("appos", "compound", "poss")
        ]
        return [f for f in self.named(inner) if f.type is EntityType.PLACE]

    # --- nouns of ties between two ---

    def between(self, noun: Token) -> Ends:
        """ "the war between A and B", "A's alliance with B"."""
        both, owners = [], self.named(syntax.possessors(noun))
        for prep, one in syntax.prepositions(noun):
            if prep in ("between", "among", "entre"):
                both += self.named([one])
            elif prep in ("of", "de", "del", "by"):
                owners += self.named([one])
            elif prep in ("with", "con", "against", "contra"):
                both += self.named([one])
        if owners and both:
            return Ends(tuple(owners), tuple(both))
        if len(both) == 1:
            verb = noun.head
            if verb.pos_ == "VERB" and noun.dep_ in ("dobj", "obj"):
                return Ends(tuple(self.named(syntax.subjects(verb))), tuple(both))
        return Ends(tuple(both[:1]), tuple(both[1:]))

    def presence(self, noun: Token) -> Ends:
        """ "the Tordos' presence in Lima"."""
        owners = self.named(syntax.possessors(noun))
        places: list[Filler] = []
        for prep, one in syntax.prepositions(noun):
            if prep in ("of", "de", "del"):
                owners += self.named([one])
            elif prep in _PLACES:
                places += [f for f in self.named([one]) if f.type is EntityType.PLACE]
        return Ends(tuple(owners), tuple(places))


_PLACES = frozenset(
    {"in", "across", "throughout", "within", "around", "along", "on", "over", "into", "from"}
    | {"en", "por", "desde", "a lo largo de", "sobre"}
)
