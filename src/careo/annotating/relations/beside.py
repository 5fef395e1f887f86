"""Ties that names show by standing side by side ("Ana Sol of the DEA", "the Alva Times’s
Ana Sol"), by one being one of others ("is one of the Tordos") and by acting together
("in coordination with the navy")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careo.annotating.events.arguments import Filler
from careo.annotating.events.triggers import token_at
from careo.annotating.language import syntax
from careo.annotating.language.syntax import Token
from careo.annotating.language.word_sets import word_set
from careo.annotating.relations.ties import Ends, TieReader
from careo.values import EntityType, Mention

_PERSON, _GROUP = EntityType.PERSON, EntityType.GROUP
_BODIES = frozenset(
    {EntityType.AGENCY, EntityType.COMPANY, EntityType.OUTLET, EntityType.ORG, _GROUP}
)
_STATE = frozenset({EntityType.AGENCY, EntityType.ORG})
_ACTING = frozenset({EntityType.AGENCY, EntityType.ORG, _GROUP, _PERSON})
_OWNER_GAP = re.compile(r"['’]s [\"“]?")
_CREDIT = re.compile(
    r"(?:,? and|, [^.\n]{0,120})? (?:[^.\n]{0,80} )?contributed to this (?:report|story)"
)
"""What a byline at the end says is no statement of the article."""
_PART_GAP = re.compile(r"(?: \([^()\n]{2,15}\))? (?:de la|del|de los|de las|of the|within the) ")
_ONE = frozenset({"one", "uno", "una"})
_OF = frozenset({"of", "de", "del"})
_WITH_GAP = re.compile(r" (?:with|from|of|con|de|del)(?: (?:the|el|la|los|las))? ")
_AND_GAP = re.compile(r"(?:,| and| y|, and)(?: (?:the|el|la|los|las))? ")
_TOGETHER = word_set("together")
_IN = frozenset({"in", "en", "con"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A tie found so: its type, ends and the word that shows it."""

    type: str
    ends: Ends
    word: Token


def neighbours(reader: TieReader, member_by: re.Pattern[str]) -> Iterator[Beside]:
    """Who stands right beside the body they are of, and a body beside the one it is part
    of. `member_by` is what may stand between a person and their body."""
    piece = reader.parsed.piece
    end = piece.offset(len(piece.text) - 1) + 1
    before = None
    for mention in reader.fillers.mentions_between(piece.start, end):
        if before is not None and not _CREDIT.match(reader.low, mention.span.end):
            pair = _ordered(before, mention, reader.low, member_by)
            token = token_at(reader.parsed, mention.span.start - piece.start)
            if pair is not None and token is not None:
                one, two = pair
                ends = Ends(tuple(reader.filler(one)), tuple(reader.filler(two)))
                yield Beside("member_of", ends, token)
        before = mention


def _ordered(
    one: Mention, two: Mention, low: str, member_by: re.Pattern[str]
) -> tuple[Mention, Mention] | None:
    """The member and the body of two names that follow one another."""
    gap = low[one.span.end : two.span.start]
    if one.type is _PERSON and two.type in _BODIES and member_by.fullmatch(gap):
        return one, two
    if one.type in _BODIES - {_GROUP} and two.type is _PERSON and _OWNER_GAP.fullmatch(gap):
        return two, one
    if one.type in _STATE and two.type in _STATE and _PART_GAP.fullmatch(gap):
        return one, two
    return None


def one_of(token: Token, reader: TieReader) -> Beside | None:
    """ "Ana Sol is one of the Tordos": a member of the group, where `token` is "one"."""
    if token.lower_ not in _ONE:
        return None
    groups = [
        f
        for prep, noun in syntax.prepositions(token)
        if prep in _OF
        for f in reader.named([noun])
        if f.type is _GROUP and f.head is not None and reader.mention(f.head) is not None
    ]
    if not groups:
        return None
    if token.dep_ in ("attr", "oprd"):
        members = reader.subjects(token.head)
    elif any(c.dep_ == "cop" for c in syntax.children(token)):
        members = reader.subjects(token)
    elif token.dep_ == "appos":
        members = reader.named([token.head])
    else:
        return None
    return Beside("member_of", Ends(tuple(members), tuple(groups)), token)


def together(token: Token, reader: TieReader) -> Beside | None:
    """ "The police acted in coordination with the navy", where `token` is the noun. Whom with
    is read from the words: the parse hangs them on the noun or on the verb."""
    if token.lower_ not in _TOGETHER or not _opens(token):
        return None
    others = _named_after(token, reader)
    verb = next((a for a in list(syntax.ancestors(token))[1:] if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or not others:
        return None
    who = syntax.agents(verb) if syntax.is_passive(verb) else syntax.subjects(verb)
    own = reader.named(who)
    if not own:
        told = reader.fillers.all_of(reader.parsed, who)
        behind = [reader.fillers.behind(reader.parsed, f) for f in told]
        own = [f for f in behind if f is not None]  # "elements of the navy"
    own = [f for f in own if f.type in _ACTING]
    return Beside("works_with", Ends(tuple(own), tuple(others)), token)


def _opens(noun: Token) -> bool:
    """Whether "in" or "con" stands before the noun, at most an article between them."""
    return any(t.lower_ in _IN for t in noun.doc[max(0, noun.i - 2) : noun.i])


def _named_after(noun: Token, reader: TieReader) -> list[Filler]:
    """Those named right after "with", as an enumeration."""
    found: list[Filler] = []
    end, gap = reader.parsed.piece.offset(noun.idx) + len(noun.text), _WITH_GAP
    for _ in range(4):
        mention = reader.fillers.mention_after(end)
        if mention is None or not gap.fullmatch(reader.low, end, mention.span.start):
            break
        if mention.type not in _ACTING:
            break
        found += reader.filler(mention)
        end, gap = mention.span.end, _AND_GAP
    return found
