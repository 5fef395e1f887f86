"""Who stands at the two ends of a word that ties names: "leader of", "works for"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from careo.annotating.events.arguments import Filler, Fillers
from careo.annotating.events.focus import Focus
from careo.annotating.language import syntax
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.annotating.relations.tie_words import TieVerb
from careo.values import EntityType, Mention

_OF = frozenset({"of", "de", "del", "for", "at", "in", "from", "with", "para", "en", "within"})
_STATE_PEOPLE = word_set("state_people")


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends that a word ties: holders and what they hold, and whether the second
    is only told by a demonym (the country's code)."""

    sources: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    nation: str | None = None


class TieReader:
    """Reads the ends of tie words in one piece of an article."""

    def __init__(self, parsed: Parsed, fillers: Fillers, focus: Focus) -> None:
        self.parsed, self.fillers, self.focus = parsed, fillers, focus
        self.low = fillers.draft.low
        self.doc: Any = parsed.doc

    def named(self, tokens: Iterable[Token]) -> list[Filler]:
        """The entities among the fillers of tokens and what is coordinated with them; of
        "the cartel" the one that it means."""
        found = []
        for filler in self.fillers.all_of(self.parsed, tokens):
            meant = filler if filler.entity else self.fillers.group_meant(self.parsed, filler)
            if meant is not None:
                found.append(meant)
        return found

    def subjects(self, verb: Token) -> list[Filler]:
        """The entities that are a verb's subject; of "he", "she" and a Spanish verb that
        leaves its subject out, the person who is spoken of."""
        tokens = syntax.subjects(verb)
        found = self.named(tokens)
        if found or not syntax.has_pronoun_subject(verb, tokens):
            return found
        spoken_of = self.focus.at(self.parsed, verb)
        return [spoken_of] if spoken_of is not None else []

    def mention(self, token: Token) -> Mention | None:
        return self.fillers.mention_of(self.parsed, token)

    def filler(self, mention: Mention) -> list[Filler]:
        """The entity of a mention as a filler; nothing when it is unknown."""
        entity = self.fillers.entities.get(mention.entity)
        return [Filler(mention.entity, mention.span, entity)] if entity is not None else []

    # --- verbs ---

    def verb_ends(self, verb: Token, tie: TieVerb) -> Ends:
        """The ends of a verb: its subject and the complement that the list asks for."""
        passive = syntax.is_passive(verb)
        if tie.passive and not passive:
            return Ends((), ())
        agents = self.named(syntax.agents(verb)) if passive and not tie.passive else []
        if agents and tie.is_object:
            return Ends(tuple(agents), tuple(self.named(syntax.subjects(verb))))
        targets = []
        if tie.is_object:
            targets += self.named(syntax.objects(verb))
        if tie.type == "works_with":
            targets += self._states(verb)
        wanted = tie.prepositions | (_PLACES if tie.is_place else frozenset())
        for prep, noun in self._all_prepositions(verb):
            if prep in wanted:
                found = self.named([noun])
                if prep not in tie.prepositions:
                    found = [f for f in found if f.type is EntityType.PLACE]
                targets += found or (self._of_place([noun]) if tie.is_place else [])
        if tie.is_place and not targets:
            targets += self._below(verb)
        return Ends(tuple(self.subjects(verb)), tuple(targets))

    def _states(self, verb: Token) -> list[Filler]:
        """The country in "the US government", "autoridades de Perú", with or for whom."""
        with_ = [noun for prep, noun in syntax.prepositions(verb) if prep in ("with", "con")]
        found: list[Filler] = []
        for noun in [*with_, *syntax.objects(verb)]:
            if noun.lower_ in _STATE_PEOPLE and self.mention(noun) is None:
                inner = [c for c in syntax.children(noun) if c.dep_ in ("compound", "poss")]
                inner += [n for prep, n in syntax.prepositions(noun) if prep in _OF]
                found += [f for f in self.named(inner) if f.type is EntityType.PLACE]
        return found

    def _below(self, verb: Token) -> list[Filler]:
        """The places that what the verb is about is in: "controls much of the sale of
        goods across Lima"."""
        found: list[Filler] = []
        level = syntax.objects(verb)
        for _ in range(4):
            below = [pair for noun in level for pair in syntax.prepositions(noun)]
            places = self.named(noun for prep, noun in below if prep in _PLACES)
            found += [f for f in places if f.type is EntityType.PLACE]
            level = [noun for _, noun in below][: syntax.CHILDREN]
        return found

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
                named = [f for f in self.named([one]) if f.type is EntityType.PLACE]
                places += named or self._of_place([one])
        return Ends(tuple(owners), tuple(places))


_PLACES = frozenset(
    {"in", "across", "throughout", "within", "around", "along", "on", "over", "into", "from"}
    | {"en", "por", "desde", "a lo largo de", "sobre"}
)
