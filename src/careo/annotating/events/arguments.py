"""Who and what stand at the places of a trigger: entities where they are named, the
words used where they are not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from careo.annotating.draft import Draft
from careo.annotating.language import syntax
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.annotating.language.words import demonyms
from careo.authority.folding import folded
from careo.values import EntityType, LocalEntity, Mention, Span

LONGEST = 12
"""Most words of a description."""

_CUT = frozenset({"relcl", "acl", "appos", "parataxis", "advcl", "ccomp", "conj", "cc", "punct"})
_OF = frozenset({"of", "de", "del", "from", "de el"})
_LEADING = re.compile(
    r"(?:(?:the|a|an|el|la|los|las|un|una|unos|unas|al|del|lo|his|her|its|their|su|sus|these|those"
    r"|this|that|este|esta|estos|estas|ese|esa|esos|esas|dicho|dicha|both|ambos|other|otros|otras"
    r"|otro|otra|said)\s+)+",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[\s,(\[“\"'‘«-]{1,3}(?:(?:of|from|de|del|called|known as|llamad[oa]s?|conocid[oa]s? como) )?"
    r"(?:(?:the|el|la|los|las) )?[(\[“\"'‘«]?"
)
"""What stands between "the group" and its name."""
_EDGES = " \t\n\u00a0,;:.()[]\"“”‘’'«»-–—…¿?¡!\u200b\u200e\u200f"
_EMPTY = word_set("empty")
_IMPERSONAL = word_set("impersonal")
_ENDINGS = tuple(word_set("impersonal_endings"))
_PERSONAL = word_set("personal_after_all")
_PERSONS = word_set("persons")
_GROUP_WORDS = word_set("group_words")
_REBELS = word_set("rebels")
_UNITS = word_set("units")
_PLAIN = word_set("plain_of_fighters")
_MODIFIERS = frozenset({"amod", "nummod", "compound", "nmod"})
_ARMED = word_set("armed")
_UNARMED = word_set("unarmed")
_PERSON_ENDINGS = tuple(word_set("personal_endings"))
_NOT_PERSONS = word_set("not_persons")
_FORMER = frozenset({"former", "ex", "retired", "antiguo", "retirado", "exmilitar"})
_NESTED = 3
"""How deep a body may stand: "members of a column of the front"."""
_WHO = frozenset({"who", "whom", "quien", "quienes"})
_BODIES = frozenset({EntityType.GROUP, EntityType.AGENCY, EntityType.ORG})
_NOBODY = frozenset(
    {EntityType.GROUP, EntityType.PLACE, EntityType.AGENCY, EntityType.ORG, EntityType.COMPANY}
)
_MEASURES = word_set("measures")
_TIMES = word_set("times")
_GROUPED = word_set("collectives")
_ANY_GROUP = frozenset({"group", "organization", "grupo", "organizacion"})
_NEAR = 500
"""Characters back to which "the group" may point."""


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: a local id or the words used (`name`), where its head stands,
    and the entity when it is one."""

    name: str
    span: Span
    entity: LocalEntity | None = None
    head: Token | None = None

    @property
    def type(self) -> EntityType | None:
        return self.entity.type if self.entity else None

    def without(self, word: Span, text: str) -> Filler:
        """The description without a word at its edge: of "two men arrested" the men."""
        if self.entity is not None or not self.span.covers(word) or self.span == word:
            return self
        before = text[self.span.start : word.start].rstrip(_EDGES)
        after = text[word.end : self.span.end]
        if not after.strip(_EDGES) and before:
            span = Span(self.span.start, self.span.start + len(before))
        elif not before.strip(_EDGES) and after.strip(_EDGES):
            start = word.end + len(after) - len(after.lstrip(_EDGES))
            span = Span(start, self.span.end)
        else:
            return self
        return replace(self, name=span.of(text), span=span)

    @property
    def is_person_or_body(self) -> bool:
        """Whether it can act: somebody, and of descriptions those whose head is a word
        for persons or bodies of persons."""
        if self.entity is not None or self.head is None:
            return self.is_somebody
        low = self.head.lower_
        if low in _PERSONS or low in _REBELS or self.head.pos_ == "NUM":
            return True
        return low.endswith(_PERSON_ENDINGS) and low not in _NOT_PERSONS and self.is_somebody

    @property
    def is_somebody(self) -> bool:
        """Whether it may be arrested, killed or do so: a person, a body or group; of
        descriptions those whose head is not a thing, a time or an abstract noun."""
        if self.entity is not None:
            return self.type not in (EntityType.PLACE, EntityType.OUTLET)
        if self.head is None:
            return True
        low = self.head.lower_
        if low in _PERSONAL:
            return True
        return low not in _IMPERSONAL and not low.endswith(_ENDINGS)


class Fillers:
    """The fillers of one article, by token."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.entities = {entity.id: entity for entity in draft.entities}
        self._starts = [mention.span.start for mention in draft.mentions]

    def mention_at(self, offset: int) -> Mention | None:
        """The mention that covers an offset of the article."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        mention = self.draft.mentions[at]
        return mention if mention.span.end > offset else None

    def mentions_between(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that begin in a stretch of the article."""
        for at in range(bisect_left(self._starts, start), len(self._starts)):
            if self._starts[at] >= end:
                return
            yield self.draft.mentions[at]

    def mention_before(self, offset: int) -> Mention | None:
        """The last mention that ends at or before an offset."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self.draft.mentions[at].span.end > offset:
            at -= 1
        return self.draft.mentions[at] if at >= 0 else None

    def mention_after(self, offset: int) -> Mention | None:
        """The first mention that begins at or after an offset."""
        at = bisect_left(self._starts, offset)
        return self.draft.mentions[at] if at < len(self.draft.mentions) else None

    def mention_of(self, parsed: Parsed, token: Token) -> Mention | None:
        return self.mention_at(parsed.piece.offset(token.idx))

    def all_of(self, parsed: Parsed, tokens: Iterable[Token]) -> list[Filler]:
        """The fillers of tokens and of what is coordinated with them, each once."""
        found: dict[str, Filler] = {}
        for token in tokens:
            for one in syntax.conjuncts(token):
                filler = self.of(parsed, one)
                if filler is not None:
                    found.setdefault(filler.name, filler)
        return list(found.values())

    def of(self, parsed: Parsed, token: Token) -> Filler | None:
        """Who or what a token stands for; None for pronouns that refer elsewhere."""
        if token.lower_ in syntax.RELATIVE:
            return self._antecedent(parsed, token)
        named = self.named(parsed, token)
        if named is not None:
            return named
        inner = self._inside(token)
        if inner is not None and not _is_measured(token):
            return self.of(parsed, inner)
        if (token.lower_ in _MEASURES and inner is None) or token.lower_ in _TIMES:
            return None
        words = self.words(parsed, token)
        return Filler(words.of(self.draft.text), words, None, token) if words else None

    def _antecedent(self, parsed: Parsed, pronoun: Token) -> Filler | None:
        """What a relative pronoun stands for. "Who" is somebody: where the parser hangs
        its clause on a group or a place, it is the person whom that describes."""
        head = syntax.antecedent(pronoun)
        if head is None:
            return None
        filler = self.of(parsed, head)
        if pronoun.lower_ not in _WHO or filler is None or filler.type not in _NOBODY:
            return filler
        for above in syntax.ancestors(head):
            mention = self.mention_of(parsed, above)
            if mention is not None and mention.type is EntityType.PERSON:
                return self._filler(mention, above)
            named = self.named(parsed, above) if above != head else None
            if named is not None and named.type is EntityType.PERSON:
                return named
            if above.pos_ in ("VERB", "AUX"):
                break
        return None if filler.type in _NOBODY else filler

    def named(self, parsed: Parsed, token: Token) -> Filler | None:
        """The entity that a token names, or that stands beside it in apposition."""
        mention = self.mention_of(parsed, token)
        if mention is not None:
            return self._filler(mention, token)
        for child in syntax.children(token):
            if child.dep_ in ("appos", "flat") or (child.dep_ == "nmod" and not _has_case(child)):
                beside = self.mention_of(parsed, child)
                if beside is not None and beside.type is not EntityType.PLACE:
                    return self._filler(beside, child)
        return self._told_of(parsed, token)

    def _told_of(self, parsed: Parsed, token: Token) -> Filler | None:
        """The person whom a predicate noun describes: "Sol is a spy arrested in Lima"."""
        if token.dep_ == "attr":
            described = syntax.subjects(token.head)
        elif any(c.dep_ == "cop" for c in syntax.children(token)):
            described = [c for c in syntax.children(token) if c.dep_ == "nsubj"]
        else:
            return None
        for one in described:
            mention = self.mention_of(parsed, one)
            if mention is not None and mention.type is EntityType.PERSON:
                return self._filler(mention, one)
        return None

    def behind(self, parsed: Parsed, filler: Filler) -> Filler | None:
        """The group or body that a description names as whose people they are: "Tordo
        rebels", "members of the Tordo Front"."""
        if filler.entity is not None or filler.head is None:
            return None
        if any(c.lower_ in _FORMER for c in syntax.children(filler.head)):
            return None
        many = filler.head.tag_ == "NNS" or "Plur" in filler.head.morph.get("Number")
        inner = [filler.head]
        for _ in range(_NESTED):
            inner = [one for token in inner for one in _whose(token)]
            for token in inner:
                mention = self.mention_of(parsed, token)
                if mention is None or mention.type not in _BODIES:
                    continue
                # What one officer does is not what his army does; a gang's gunman is the gang.
                is_group = mention.type is EntityType.GROUP
                if many or is_group or filler.head.lower_ in _GROUPED:
                    return self._filler(mention, token)
        return None

    def is_clear(self, filler: Filler) -> bool:
        """Whether a person is meant beyond doubt: not by a word alone that another person of
        the article is called by, too ("Sol" where father and son are)."""
        if filler.type is not EntityType.PERSON or filler.entity is None:
            return True
        word = folded(filler.span.of(self.draft.text))
        sharing = self._sharing.get(word, frozenset())
        return sharing <= {filler.entity.id}

    @cached_property
    def _sharing(self) -> dict[str, frozenset[str]]:
        """The persons whose names hold a word, by the word."""
        found: dict[str, set[str]] = {}
        for entity in self.draft.entities:
            if entity.type is EntityType.PERSON:
                for word in folded(entity.name).split():
                    found.setdefault(word, set()).add(entity.id)
        return {word: frozenset(ids) for word, ids in found.items()}

    def group_meant(self, parsed: Parsed, filler: Filler) -> Filler | None:
        """The group that a bare word such as "the cartel" or "the guerrillas" means: one
        named beside it, the last one named before that is called so, or the only one of
        the article."""
        head = filler.head
        if filler.entity is not None or head is None or head.lower_ not in _GROUP_WORDS:
            return None
        end = parsed.piece.offset(head.idx + len(head.text) - 1) + 1
        beside = self.mention_after(end)
        if beside is not None and beside.type in _BODIES and self._stands_by(end, beside):
            return self._filler(beside, head)
        if any(c.dep_ in _MODIFIERS for c in syntax.children(head)):
            return None  # "a rival cartel", "two gangs"
        return self._last_called(folded(head.lower_).rstrip("s"), filler)

    def _stands_by(self, end: int, name: Mention) -> bool:
        """Whether a name stands right after a word that ends at an offset, as its own."""
        return _BESIDE.fullmatch(self.draft.low, end, name.span.start) is not None

    def fighters_of(self, filler: Filler) -> Filler | None:
        """The armed group whose people "urban guerrillas", "a rebel unit" are: the only one
        that the article names."""
        head = filler.head
        if filler.entity is not None or head is None:
            return None
        beside = {c.lower_ for c in syntax.children(head) if c.dep_ in _MODIFIERS}
        is_fighting = head.lower_ in _REBELS or bool(beside & _REBELS)
        others = {w for w in beside - _REBELS - _PLAIN if w not in demonyms()}
        if not is_fighting or others or (head.lower_ not in _REBELS | _UNITS):
            return None
        ids = {m.entity for m in self._groups}
        return self._filler(self._groups[0], head) if len(ids) == 1 else None

    def _last_called(self, word: str, filler: Filler) -> Filler | None:
        before = [m for m in self._groups if m.span.start < filler.span.start]
        called = [m for m in before if word in folded(m.text)]
        if called:
            return self._filler(called[-1], filler.head)
        ids = {m.entity for m in self._groups}
        if len(ids) == 1:
            return self._filler(self._groups[0], filler.head)
        # "The group": the only one spoken of shortly before.
        near = [m for m in before if filler.span.start - m.span.end < _NEAR]
        alone = len({m.entity for m in near}) == 1 and word in _ANY_GROUP
        return self._filler(near[-1], filler.head) if alone else None

    @cached_property
    def _groups(self) -> list[Mention]:
        """The mentions of groups, and of bodies that are armed by their name."""
        armed = {
            e.id
            for e in self.draft.entities
            if e.type is EntityType.GROUP
            or (e.type in _BODIES and _is_armed(set(folded(e.name).split())))
        }
        return [m for m in self.draft.mentions if m.entity in armed]

    def _filler(self, mention: Mention, token: Token | None) -> Filler:
        return Filler(mention.entity, mention.span, self.entities.get(mention.entity), token)

    def _inside(self, token: Token) -> Token | None:
        """What a measure or collective is of: "three tons of cocaine" is cocaine."""
        if token.lower_ not in _MEASURES and token.lower_ not in _GROUPED:
            return None
        for prep, noun in syntax.prepositions(token):
            if prep in _OF:
                return noun
        return next(iter(syntax.possessors(token)), None)  # "whose body"

    def words(self, parsed: Parsed, token: Token) -> Span | None:
        """The description that a noun heads, without what follows it in clauses."""
        if token.pos_ in ("PRON", "DET", "PUNCT", "ADV", "SPACE", "ADP", "CCONJ", "SCONJ", "AUX"):
            return None
        if token.pos_ == "VERB" and not token.lower_.endswith(_PERSON_ENDINGS):
            return None
        if token.lower_ in _EMPTY or not any(c.isalnum() for c in token.text):
            return None
        start, end = _extent(token)
        text = parsed.piece.text
        begin, stop = text_of(parsed, start)[0], text_of(parsed, end)[1]
        lead = _LEADING.match(text, begin, stop)
        begin = lead.end() if lead else begin
        while begin < stop and text[begin] in _EDGES:
            begin += 1
        while stop > begin and text[stop - 1] in _EDGES:
            stop -= 1
        if stop - begin < 3 or "\n" in text[begin:stop]:
            return None
        return parsed.piece.span(begin, stop)


def _is_measured(token: Token) -> bool:
    """Whether a Spanish measure has its number: "900 gramos de cocaína" is told whole."""
    if token.lang_ != "es" or token.lower_ not in _MEASURES:
        return False
    return any(c.dep_ == "nummod" for c in syntax.children(token))


def _whose(noun: Token) -> list[Token]:
    """What a noun is of: what stands after "of" or before the noun."""
    inner = [n for prep, n in syntax.prepositions(noun) if prep in _OF]
    return inner + [c for c in syntax.children(noun) if c.dep_ in ("compound", "poss", "nmod")]


def _is_armed(words: set[str]) -> bool:
    """Whether the words of a name are those of an armed movement."""
    return bool(words & _ARMED) and not words & _UNARMED


def text_of(parsed: Parsed, index: int) -> tuple[int, int]:
    """Where the token of an index begins and ends in the piece."""
    token = parsed.doc[index]
    return token.idx, token.idx + len(token.text)


def _has_case(token: Token) -> bool:
    return any(c.dep_ == "case" for c in syntax.children(token))


def _extent(token: Token) -> tuple[int, int]:
    """First and last index of the words that describe: modifiers before the noun, and
    after it what hangs on it directly by "of"."""
    start = token.i
    for child in syntax.children(token):
        if child.i < token.i and child.dep_ not in ("cc", "punct", "case", "relcl", "acl", "prep"):
            start = min(start, child.left_edge.i if child.dep_ != "det" else child.i)
    start = max(start, token.i - LONGEST)
    end = token.i
    for part in _after(token):
        edge = _edge(part)
        if edge - start >= LONGEST or part.i - end > 3:
            break
        end = max(end, edge)
    return start, end


def _after(token: Token) -> Iterator[Token]:
    for child in syntax.children(token):
        if child.i < token.i:
            continue
        if child.dep_ == "prep" and child.lower_ in _OF:
            yield from (c for c in syntax.children(child) if c.dep_ == "pobj")
        elif child.dep_ in ("nmod", "flat", "amod", "compound", "nummod"):
            case = syntax.case_of(child)
            if case in _OF or case == "":
                yield child


def _edge(token: Token) -> int:
    """The last index of a word and of the names and adjectives that hang on it."""
    last = int(token.i)
    for child in syntax.children(token):
        if child.i > last and child.dep_ in ("flat", "amod", "compound", "nummod"):
            last = int(child.i)
    return last
