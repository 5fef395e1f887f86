"""Who holds a role and whose it is: "leader of the …", "…'s brother", "DEA agent …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from careo.annotating.events.arguments import Filler
from careo.annotating.events.nearness import clear
from careo.annotating.language import syntax
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.annotating.language.words import demonyms, words_of
from careo.annotating.relations.ties import Ends, TieReader
from careo.authority.folding import folded
from careo.values import EntityType, Mention, Span

_OF = frozenset({"of", "de", "del", "for", "at", "in", "from", "with", "para", "en", "within"})
_BEFORE = 5
"""How many words before a noun its owner may stand: "Sinaloa Cartel's former top leader"."""
_GAP = 70
_OPEN_GAP = re.compile(
    r"^(?: \([^()\n]{0,40}\))?"
    r"(?:, [^.;:\n]{0,60}|: (?:the |el |la )?(?:former |ex )?(?:\w+ ){0,3})$"
)
_COMPLEMENT_GAP = re.compile(
    r"^ (?:of|for|at|in|from|with|to|de|del|para|en|ante)"
    r"(?: (?:the|la|el|los|las|a|an|un|una|su|its))?"
    r"(?: [^\W\d_’'-]+){0,5} ?$"
)
_NAME_GAP = re.compile(r"^,? (?:alias )?(?P<title>(?:[^\W\d_]+\.? ){0,3})[\"“‘']?$")
_HEADED = re.compile(r"(?:['’]s)?(?: [a-z-]+){1,4},? [\"“]?")
_STOPS = frozenset({"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "ADP", "PRON"})
_SIDES = frozenset({EntityType.PERSON, EntityType.GROUP, EntityType.AGENCY, EntityType.ORG})
_SAYING = word_set("saying")
_HOUSES = word_set("houses")
_ONE = frozenset({"one", "some", "two", "three", "uno", "una", "dos", "tres", "algunos", "part"})
_OWN = frozenset({"his", "her", "su", "sus"})


class RoleReader:
    """Reads the ends of role nouns in one piece of an article."""

    def __init__(self, ties: TieReader) -> None:
        self._ties, self._focus = ties, ties.focus
        self._fillers, self._low = ties.fillers, ties.low
        self._titles = words_of(ties.fillers.draft.language)

    def ends(self, noun: Token, type_: str) -> Ends:
        """The ends of a role noun of a type of relation."""
        sources = self._holders(noun)
        targets, nation = self._complements(noun, type_)
        names = {f.name for f in targets}
        held = tuple(f for f in sources if f.name not in names and f.type in _SIDES)
        start = self._ties.parsed.piece.offset(noun.idx)
        word = Span(start, start + len(noun.text))
        held = clear(held, word, self._fillers, self._fillers.draft.low)
        return Ends(held, tuple(targets), nation)

    # --- who holds it ---

    def _holders(self, noun: Token, steps: int = 3) -> list[Filler]:
        found = self._ties.named(self._holder_tokens(noun))
        found = [f for f in found if f.type in _SIDES]
        if found:
            return found
        above = noun.head
        if noun.dep_ == "conj" and steps:
            found = self._holders(above, steps - 1)
        elif above.dep_ == "prep" and above.head.lower_ in _ONE and steps:
            found = self._holders(above.head, steps - 1)  # "one of the leaders of"
        elif above.lower_ in _ONE and noun.dep_ == "nmod" and steps:
            found = self._holders(above, steps - 1)
        return found or self._before_comma(noun) or self._behind(noun) or self._spoken_of(noun)

    def _spoken_of(self, noun: Token) -> list[Filler]:
        """Who "he" is in "he is the leader of"."""
        if noun.dep_ in ("attr", "oprd"):
            return self._ties.subjects(noun.head)
        if any(c.dep_ == "cop" for c in syntax.children(noun)):
            return self._ties.subjects(noun)
        return []

    def _holder_tokens(self, noun: Token) -> Iterator[Token]:
        if noun.dep_ == "appos":
            yield noun.head
            if noun.head.dep_ == "conj" and _is_plural(noun):
                yield noun.head.head  # "Ana Sol and Juan Luna, members of"
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

    def _before_comma(self, noun: Token) -> list[Filler]:
        """The one whose name stands before the noun after a comma: where the parser lost
        the apposition."""
        at = self._ties.parsed.piece.offset(noun.idx)
        before = self._fillers.mention_before(at)
        if before is None or before.type not in (EntityType.PERSON, EntityType.GROUP):
            return []
        gap = self._low[before.span.end : at]
        is_open = len(gap) < _GAP and _OPEN_GAP.match(gap)
        return self._ties.filler(before) if is_open and not self._has_verb(gap, noun) else []

    def _behind(self, noun: Token) -> list[Filler]:
        """The one whose name stands right behind the noun, or behind what it is of."""
        end = self._ties.parsed.piece.offset(noun.idx) + len(noun.text)
        after = self._fillers.mention_after(end)
        if after is None:
            return []
        if after.type in _SIDES and self._is_name_gap(self._low[end : after.span.start]):
            return self._ties.filler(after)
        is_complement = _COMPLEMENT_GAP.match(self._low[end : after.span.start])
        return self._behind_list(after) if is_complement else []

    def _behind_list(self, last: Mention) -> list[Filler]:
        """The one behind the last of an enumeration: "mayors of A and B, Juan Sol"."""
        for _ in range(3):
            behind = self._fillers.mention_after(last.span.end)
            if behind is None:
                break
            gap = self._low[last.span.end : behind.span.start]
            if behind.type is EntityType.PERSON:
                is_it = gap[:1] in (",", " ") and self._is_name_gap(gap)
                return self._ties.filler(behind) if is_it else []
            if gap not in (" and ", " y ", ", "):
                break
            last = behind
        return []

    def _is_name_gap(self, gap: str) -> bool:
        match = _NAME_GAP.match(gap)
        if match is None:
            return False
        known = (*self._titles.titles, *self._titles.modifiers)
        return all(word in known for word in match["title"].split())

    def _has_verb(self, gap: str, noun: Token) -> bool:
        count = len(gap.split())
        return any(
            t.pos_ in ("VERB", "AUX") and t.lower_ != "alias"
            for t in self._ties.doc[max(0, noun.i - count - 2) : noun.i]
        )

    # --- whose it is ---

    def _complements(self, noun: Token, type_: str) -> tuple[list[Filler], str | None]:
        """What the noun is of: after it by "of", or before it as owner or modifier."""
        after = [n for prep, n in syntax.prepositions(noun) if prep in _OF]
        found, owners = self._ties.named(after), self._ties.named(syntax.possessors(noun))
        before, nation = self._before(noun, type_)
        if type_ == "family_of":
            found = owners or found or self._inside(after) or self._owner(noun)
            return self._persons(found or self._after_gap(noun)), nation
        if type_ == "works_with" and not found and not owners:
            found = self._owner(noun)
        if type_ in ("holds_office", "leads"):
            found = [f for f in found if f.type is not EntityType.PERSON]
            owners = [f for f in owners if f.type is not EntityType.PERSON]
        return [*owners, *found] or before or self._after_gap(noun), nation

    def _persons(self, found: list[Filler]) -> list[Filler]:
        """Of relatives of "a Tordo Cartel boss Ana Sol" Ana Sol and not the cartel."""
        return [one for filler in found for one in [self._person_behind(filler) or filler]]

    def _person_behind(self, filler: Filler) -> Filler | None:
        if filler.type is EntityType.PERSON:
            return None
        behind = self._fillers.mention_after(filler.span.end)
        if behind is None or behind.type is not EntityType.PERSON:
            return None
        gap = self._low[filler.span.end : behind.span.start]
        return next(iter(self._ties.filler(behind)), None) if _HEADED.fullmatch(gap) else None

    def _owner(self, noun: Token) -> list[Filler]:
        """Who "his" is in "his brother Juan": the one named last before it."""
        if not any(c.lower_ in _OWN for c in syntax.children(noun)):
            return []
        said = self._told_by(noun)
        if said is not None:
            return [said]
        found = self._focus.at(self._ties.parsed, noun, owner=True)
        return [found] if found is not None else []

    def _told_by(self, noun: Token) -> Filler | None:
        """The subject of what "his lawyer" says: "Sol will appeal, his lawyer said"."""
        verb = noun.head
        if noun.dep_ not in ("nsubj", "appos") or verb.lemma_.lower() not in _SAYING:
            return None
        for child in syntax.children(verb):
            if child.dep_ in ("ccomp", "parataxis"):
                told = self._ties.named(syntax.subjects(child))
                persons = [f for f in told if f.type is EntityType.PERSON]
                if len(persons) == 1:
                    return persons[0]
        return None

    def _inside(self, tokens: Iterable[Token]) -> list[Filler]:
        """The name within a description: "the son of a Tordo Cartel head"."""
        found = []
        for token in tokens:
            inner = [c for c in syntax.children(token) if c.dep_ in ("compound", "nmod", "poss")]
            inner += [n for prep, n in syntax.prepositions(token) if prep in _OF]
            found += self._ties.named(inner)
        return found

    def _before(self, noun: Token, type_: str) -> tuple[list[Filler], str | None]:
        """The body, group or place named right before the noun, or a demonym there."""
        for index in range(noun.i - 1, max(-1, noun.i - 1 - _BEFORE), -1):
            token = self._ties.doc[index]
            mention = self._ties.mention(token)
            if mention is not None:
                is_place = mention.type is EntityType.PLACE
                if mention.type is EntityType.PERSON:
                    near = index == noun.i - 1 and type_ == "works_with"
                    return (self._ties.filler(mention) if near else []), None
                if is_place and self._of_house(token, noun):
                    return [], None
                return self._ties.filler(mention), None
            nation = demonyms().get(folded(token.lower_))
            if nation is not None:
                return [], nation
            if token.pos_ in _STOPS and token.lower_ not in ("’s", "'s", "-"):
                return [], None
        return [], None

    def _of_house(self, place: Token, noun: Token) -> bool:
        """Whether the office is one of a house in the place: "Alva synagogue president"."""
        return any(t.lower_ in _HOUSES for t in self._ties.doc[place.i + 1 : noun.i])

    def _after_gap(self, noun: Token) -> list[Filler]:
        end = self._ties.parsed.piece.offset(noun.idx) + len(noun.text)
        mention = self._fillers.mention_after(end)
        if mention is not None and _COMPLEMENT_GAP.match(self._low[end : mention.span.start]):
            return self._ties.filler(mention)
        return []


def _is_plural(noun: Token) -> bool:
    return noun.tag_ == "NNS" or "Plur" in noun.morph.get("Number")
