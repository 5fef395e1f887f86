"""The component `relations`: who leads, belongs to, fights or works for whom.

Words that tie two names (`tie_words`) get their ends from the parse (`ties`); the types
of the ends decide what the tie is: who heads a group leads it, who heads a state body
holds an office in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from careo.annotating.draft import Draft
from careo.annotating.events.arguments import Filler, Fillers
from careo.annotating.events.certainty import Claimed, certainty_of, least_sure
from careo.annotating.events.focus import Focus
from careo.annotating.events.triggers import lower_forms
from careo.annotating.language import syntax
from careo.annotating.language.parsing import Parsed
from careo.annotating.language.syntax import Token
from careo.annotating.relations.beside import neighbours, one_of, together
from careo.annotating.relations.nations import Nations
from careo.annotating.relations.offices import Offices
from careo.annotating.relations.role_nouns import RoleReader
from careo.annotating.relations.tie_words import TieWords, tie_words_of
from careo.annotating.relations.ties import Ends, TieReader
from careo.values import Certainty, EntityType, Relation, Span

_PERSON, _GROUP, _PLACE = EntityType.PERSON, EntityType.GROUP, EntityType.PLACE
_BODIES = frozenset(
    {EntityType.AGENCY, EntityType.COMPANY, EntityType.OUTLET, EntityType.ORG, _GROUP}
)
_SIDES = frozenset({_PERSON, _GROUP})
_TITLES = frozenset(
    {"president", "ceo", "chairman", "chairwoman", "chair", "director", "publisher", "editor"}
    | {"manager", "secretary", "presidente", "presidenta", "directora", "gerente", "titular"}
)
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})
_ALL = frozenset(EntityType) - {_PLACE}
_ENDS = {
    "leads": ({_PERSON}, {_GROUP, EntityType.ORG, EntityType.COMPANY}),
    "holds_office": ({_PERSON}, (_BODIES - {_GROUP}) | {_PLACE}),
    "member_of": (_SIDES | {EntityType.AGENCY, EntityType.ORG}, _BODIES),
    "family_of": ({_PERSON}, _SIDES),
    "operates_in": ({_GROUP, EntityType.ORG}, {_PLACE}),
    "split_from": ({_GROUP}, {_GROUP}),
    "allied_with": (_SIDES, _SIDES),
    "rival_of": (_SIDES, _SIDES),
    "works_with": (_ALL, _ALL),
    "supplies": (_ALL, _ALL),
}
"""What may stand at the first and at the second end of each relation."""
_SYMMETRIC = frozenset({"allied_with", "rival_of", "family_of", "works_with"})
_WITH_STATES = frozenset({"cooperate", "collaborate", "help", "assist", "cooperar", "colaborar"})
_LONGEST = 12
"""Most ties of one word: enumerations end somewhere."""


Elsewhere = tuple[Nations, Offices]
"""Where the rest of the article tells whose an office is."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as one place of the text states it."""

    type: str
    source: Filler
    target: Filler
    word: Token
    spans: tuple[Span, ...]
    past: bool
    far: bool = False

    def evidence(self, parsed: Parsed) -> Span:
        """From the first to the last of the word and the names it ties."""
        start = parsed.piece.offset(self.word.idx)
        end = start + len(self.word.text)
        return Span(
            min(start, *(s.start for s in self.spans)), max(end, *(s.end for s in self.spans))
        )


def relations(draft: Draft) -> Draft:
    """Adds the relations of the article, each once, in text order."""
    fillers, claimed = Fillers(draft), Claimed(draft.claims)
    words, focus = tie_words_of(draft.language), Focus(fillers)
    elsewhere = Nations(draft), Offices(draft)
    found: dict[_Key, Relation] = {}
    far: set[_Key] = set()
    for parsed in draft.parsed:
        reader = TieReader(parsed, fillers, focus)
        roles = RoleReader(reader)
        for tie in _ties(parsed, reader, roles, words, elsewhere):
            relation = _relation(tie, parsed, claimed, draft)
            key = _key(relation)
            if not tie.far:
                far.discard(key)
            elif key not in found:
                far.add(key)
            found[key] = _surer(found.get(key), relation)
    # Of an office's country that only the article tells nothing is kept where another
    # place of the text says whose office it is.
    placed = {one for type_, one, _ in found.keys() - far if type_ == "holds_office"}
    kept = [r for key, r in found.items() if key not in far or key[1] not in placed]
    return draft.with_(relations=tuple(sorted(kept, key=lambda r: r.evidence)))


_Key = tuple[str, str, str]


def _key(relation: Relation) -> _Key:
    one, two = relation.source, relation.target
    if relation.type in _SYMMETRIC and two < one:
        one, two = two, one
    return relation.type, one, two


def _surer(one: Relation | None, other: Relation) -> Relation:
    """Of two statements of a relation the surer, the earlier when equal; present when
    either says it is."""
    if one is None:
        return other
    if other.certainty.rank < one.certainty.rank:
        one, other = other, one
    return replace(one, past=one.past and other.past)


def _ties(
    parsed: Parsed, reader: TieReader, roles: RoleReader, words: TieWords, elsewhere: Elsewhere
) -> Iterator[Tie]:
    for index, number in enumerate(lower_forms(parsed.doc)):
        if number in words.nouns:
            token = parsed.doc[index]
            type_ = words.type_of(token)
            if type_ is not None and token.pos_ in _NOUNS and not _is_inside_name(token, reader):
                yield from _role_ties(token, type_, roles, words, elsewhere)
        if number in words.verbs:
            yield from _verb_ties(parsed.doc[index], reader, words, number)
        if number in words.between and parsed.doc[index].pos_ == "NOUN":
            token = parsed.doc[index]
            yield from _made(words.between[number], reader.between(token), token, words)
        if number in words.presence and parsed.doc[index].pos_ == "NOUN":
            token = parsed.doc[index]
            yield from _made("operates_in", reader.presence(token), token, words)
    yield from _beside(reader, words)


def _role_ties(
    token: Token, type_: str, roles: RoleReader, words: TieWords, elsewhere: Elsewhere
) -> Iterator[Tie]:
    nations, offices = elsewhere
    ends = roles.ends(token, type_)
    if type_ == "holds_office" and not ends.targets and ends.sources:
        body = offices.of(token)
        if body is not None:
            ends = replace(ends, targets=(body,), nation="told")
    if type_ == "holds_office" and not ends.targets and ends.sources and words.is_state(token):
        state = nations.of(ends)
        if state is not None:
            ends = replace(ends, targets=(state,), nation="told")
    if len(ends.sources) == len(ends.targets) > 1 and type_ == "holds_office":
        # "the mayors of A and B, Juan Sol and Ana Luna": each of one.
        for source, target in zip(ends.sources, ends.targets, strict=True):
            yield from _made(type_, Ends((source,), (target,)), token, words)
        return
    yield from _made(type_, ends, token, words)


def _beside(reader: TieReader, words: TieWords) -> Iterator[Tie]:
    """What names show by where they stand."""
    found = [*neighbours(reader, words.member_by)]
    for token in reader.doc:
        found += [b for b in (one_of(token, reader), together(token, reader)) if b is not None]
    for beside in found:
        yield from _made(beside.type, beside.ends, beside.word, words)


def _is_inside_name(token: Token, reader: TieReader) -> bool:
    """Whether the word is part of a name ("Frente", "General Attorney's Office")."""
    mention = reader.mention(token)
    if mention is None or mention.span.end - mention.span.start <= len(token.text):
        return False
    opens = mention.span.start == reader.parsed.piece.offset(token.idx)
    return not (opens and token.text.islower())  # "secretaria de la Mujer"


def _verb_ties(token: Token, reader: TieReader, words: TieWords, number: int) -> Iterator[Tie]:
    if token.pos_ not in ("VERB", "ADJ", "AUX"):
        return
    end = reader.parsed.piece.offset(token.idx) + len(token.text)
    for tie in words.verbs[number]:
        if tie.after is not None and not tie.after.match(reader.low[end : end + 60]):
            continue
        made = list(_made(tie.type, reader.verb_ends(token, tie), token, words))
        yield from made
        if made:
            return


def _made(type_: str, ends: Ends, token: Token, words: TieWords) -> Iterator[Tie]:
    """The ties of all sources to all targets whose types allow one."""
    count = 0
    for source in ends.sources:
        for target in ends.targets:
            kind = _kind(type_, source, target, token)
            if kind is None or source.name == target.name or count >= _LONGEST:
                continue
            count += 1
            # A country that only the article tells lies elsewhere: the evidence is the title.
            far = ends.nation == "told"
            spans = (source.span,) if far else (source.span, target.span)
            yield Tie(kind, source, target, token, spans, _is_past(token, words), far)


def _kind(type_: str, source: Filler, target: Filler, word: Token) -> str | None:
    """What a tie of this type is between ends of these types; None when it is none."""
    one, two = source.type, target.type
    if two is EntityType.COMPANY and type_ in ("leads", "holds_office"):
        # A title is an office, in a company too; to be its head or boss is to lead it.
        type_ = type_ if type_ == "leads" or word.lower_ in _TITLES else "member_of"
    elif type_ == "leads" and two not in (_GROUP, EntityType.ORG):
        type_ = "holds_office"
    elif type_ == "holds_office" and two is _GROUP:
        type_ = "leads"
    elif type_ == "member_of" and two is _PERSON:
        type_ = "works_with"
    if type_ == "works_with" and two is _PLACE and word.lemma_.lower() in _WITH_STATES:
        return type_ if one in _SIDES else None  # "cooperated with the US government"
    return type_ if _fits(type_, one, two) else None


def _fits(type_: str, one: EntityType | None, two: EntityType | None) -> bool:
    """Whether entities of these types can stand at the ends of a relation."""
    from_types, to_types = _ENDS[type_]
    return one in from_types and two in to_types


def _is_past(token: Token, words: TieWords) -> bool:
    """Whether the text says it was so: "former", "ex-", "was the leader"."""
    low = token.lower_
    if low.startswith("ex") and low[2:].lstrip("-") and low[2:3] in "-agjmsdpfc":
        return True
    near = token.doc[max(token.sent.start, token.i - 4) : token.i]
    if any(t.lower_ in words.past for t in near):
        return True
    verb = token if token.pos_ in ("VERB", "AUX") else None
    if token.dep_ == "attr":
        verb = token.head
    for child in syntax.children(token):
        if child.dep_ == "cop":
            verb = child
    if verb is None:
        return False
    if verb.lang_ == "es":
        return bool({"Past", "Imp"} & set(verb.morph.get("Tense"))) and (
            "Part" not in verb.morph.get("VerbForm")
        )
    return bool(verb.tag_ == "VBD")


def _relation(tie: Tie, parsed: Parsed, claimed: Claimed, draft: Draft) -> Relation:
    own = certainty_of(tie.word, draft.language)
    evidence = tie.evidence(parsed)
    # What stands in apposition or as a title is not what a claim is about.
    said = claimed.at(evidence) if _is_stated(tie.word) else Certainty.REPORTED
    certainty = least_sure(own, said)
    return Relation(
        type=tie.type,
        source=tie.source.name,
        target=tie.target.name,
        evidence=evidence,
        certainty=certainty,
        past=tie.past,
    )


def _is_stated(word: Token) -> bool:
    """Whether a tie is what its sentence states: by a verb or a predicate noun."""
    is_predicate = word.dep_ == "attr" or any(c.dep_ == "cop" for c in syntax.children(word))
    return is_predicate or word.pos_ in ("VERB", "AUX")
