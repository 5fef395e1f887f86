"""Whom a speaker's words mean: the entity they name, or the one they refer back to.

A name in the phrase decides first; then a role that one person of the article bears
("the governor"), a kind of body ("the ministry"); pronouns and verbs without a subject
mean who spoke, or was spoken of, last. Nothing that fits none of these is tied to
anybody: better the words alone than the wrong name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from careo.annotating.claims.roles import bodies_of, role_key
from careo.annotating.claims.voices import Voice
from careo.annotating.language.tree import Tree
from careo.authority.folding import folded
from careo.values import EntityType, LocalEntity, Mention, Span

MEMORY = 1_600
"""Characters back to which a pronoun or a bare role may point: some three paragraphs."""
FAR = 8 * MEMORY
"""Characters back in which the bearer of a role under another word is looked for."""
NEAR = 500
"""Characters back to which a role may mean somebody who has only been named."""

_NAMING = frozenset({"appos", "flat", "compound", "nmod", "amod"})
_DEFINITE = frozenset({"the", "this", "that", "el", "la", "los", "las", "este", "esta", "dicho",
    "dicha", "ese", "esa", "su", "his", "her", "its", "their", "al", "del"})  # fmt: skip
_BODIES = frozenset({EntityType.AGENCY, EntityType.ORG, EntityType.COMPANY})
_WHOLES = _BODIES | {EntityType.GROUP}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a local id when it is one of the article's entities, and the words."""

    entity: str | None
    span: Span | None


NO_SPEAKER = Speaker(None, None)


@dataclass
class _Last:
    """Who spoke last, and where."""

    speaker: Speaker
    at: int
    plural: bool = False
    by_role: bool = False
    """Whether it is one person named by a role alone ("an official")."""


class Mentions:
    """The article's mentions by place, and its entities."""

    def __init__(self, mentions: Sequence[Mention], entities: Sequence[LocalEntity]) -> None:
        self.all = list(mentions)
        self.entities = {e.id: e for e in entities}
        self._starts = [m.span.start for m in self.all]
        self._ends = [m.span.end for m in self.all]

    def covering(self, span: Span) -> Mention | None:
        """The mention that covers the span."""
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and self.all[at].span.end >= span.end:
            return self.all[at]
        return None

    def meeting(self, span: Span) -> list[Mention]:
        return self.all[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]

    def fill(self, span: Span) -> bool:
        """Whether the span is hardly more than one name (“El Tordo.”)."""
        return any(
            m.span.start - span.start <= 1 and span.end - m.span.end <= 1
            for m in self.meeting(span)
        )

    def entities_in(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """The ids of those named in the spans, in order, each once."""
        return tuple({m.entity: None for span in spans for m in self.meeting(span)})

    def before(self, offset: int) -> Iterator[Mention]:
        """Backwards from the offset."""
        for at in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self.all[at]


@dataclass
class Referring:
    """Goes through an article's speakers in text order and remembers who spoke."""

    mentions: Mentions
    words: Mapping[str, frozenset[str]]
    drops_subjects: bool
    """Whether a verb without a subject means who spoke last, as in Spanish."""
    roles: dict[str, list[str]]
    kin: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words that stand for several roles ("mandatario"), and for which."""
    subjects: frozenset[Span] = frozenset()
    """The mentions that are subjects of main clauses."""
    last: list[_Last] = field(default_factory=list)

    def speaker(
        self, tree: Tree, voice: Voice, at: int, *, plural: bool = False, inside: bool = False
    ) -> Speaker:
        """Who speaks at the offset `at`, by the voice that the parse gives. `plural` is the
        verb's number; who speaks `inside` another's words is not referred back to."""
        found = self._speaker(tree, voice, at)
        if found is not NO_SPEAKER and not inside:
            self.last.append(_Last(found, at, plural, self._is_by_role(tree, voice, found)))
        return found

    def _is_by_role(self, tree: Tree, voice: Voice, found: Speaker) -> bool:
        if found.entity is not None or voice.head is None:
            return False
        return self._is_role(tree, voice.head) and not tree.low[voice.head].endswith("s")

    def labelled(self, span: Span) -> Speaker:
        """Who a few words before a colon name: the person in them, else the last name."""
        named = self.mentions.meeting(span)
        people = [m for m in named if m.type is EntityType.PERSON]
        others = [m for m in named if m.type is not EntityType.PLACE]
        chosen = next(reversed(people or others), None)
        found = Speaker(chosen.entity if chosen else None, span)
        self.last.append(_Last(found, span.start))
        return found

    def _speaker(self, tree: Tree, voice: Voice, at: int) -> Speaker:
        if voice.head is None:
            return self._implied(at, voice) if voice.implied else NO_SPEAKER
        words = [t for t in voice.tokens if tree.words[t].strip()]
        if not any(c.isalnum() for t in words for c in tree.words[t]):
            return NO_SPEAKER
        span = tree.span(words[0], words[-1])
        named = self._named(tree, voice)
        if named is not None:
            if voice.relative is not None:
                span = tree.span(voice.relative, voice.relative)
            return Speaker(named, span)
        low = tree.low[voice.head]
        if tree.pos[voice.head] == "PRON" or low in self.words["pronouns_one"]:
            return self._pronoun(low, span, at)
        back = self._role(tree, voice, at)
        return Speaker(back, span)

    def _named(self, tree: Tree, voice: Voice) -> str | None:
        """The entity whose name is the phrase's head, or stands in apposition to it."""
        assert voice.head is not None  # noqa: S101 - callers have looked
        head = tree.span(voice.head, voice.head)
        mention = self.mentions.covering(head)
        if mention is not None:
            named = (
                self._beside(tree, voice) if self._is_office(tree, voice.head, mention) else None
            )
            return named or mention.entity
        if tree.is_spanish and self._is_role(tree, voice.head):
            person = self._beside(tree, voice)
            if person is not None:
                return person
        for k in tree.kids[voice.head]:
            if tree.deps[k] not in _NAMING or tree.kid(k, ("case",)) is not None:
                continue
            if k > voice.head and tree.pos[k - 1] == "ADP":
                continue  # "Abogados de X"
            mention = self.mentions.covering(tree.span(k, k))
            if mention is None or mention.type is EntityType.PLACE:
                continue
            if mention.type is EntityType.PERSON and tree.deps[k] in ("appos", "flat"):
                return mention.entity
            if tree.deps[k] in ("appos", "flat") or self._is_label(tree, voice.head):
                return mention.entity
        return self._beside(tree, voice) or self._whole(tree, voice.head)

    def _is_office(self, tree: Tree, head: int, mention: Mention) -> bool:
        """Whether what seems to name a body is who holds an office in it ("la secretaria de
        la Mujer"), by the small letter and the word."""
        return (
            tree.words[head][:1].islower() and mention.type in _BODIES and self._is_role(tree, head)
        )

    def _whole(self, tree: Tree, head: int) -> str | None:
        """The organization that "the leadership of …" speaks for."""
        if tree.lemmas[head] not in self.words["parts"]:
            return None
        for k in tree.kids_with(head, ("nmod", "prep")):
            for t in (k, *tree.kids[k]):
                mention = self.mentions.covering(tree.span(t, t))
                if t > head and mention is not None and mention.type in _WHOLES:
                    return mention.entity
        return None

    def _beside(self, tree: Tree, voice: Voice) -> str | None:
        """The person whose name follows a role after a comma, or directly."""
        after = voice.tokens[-1] + 1
        if after < len(tree) and tree.words[after] == ",":
            after += 1
        head = voice.tokens[-1] if tree.words[voice.tokens[-1] - 1] == "-" else voice.head
        if after >= len(tree) or head is None or not self._is_role(tree, head):
            return None
        mention = self.mentions.covering(tree.span(after, after))
        if mention is None or mention.type is not EntityType.PERSON:
            return None
        return mention.entity if mention.span.start == tree.starts[after] else None

    def _is_role(self, tree: Tree, i: int) -> bool:
        people = self.words["people"]
        return tree.lemmas[i] in people or tree.low[i] in people

    def _is_label(self, tree: Tree, head: int) -> bool:
        """Whether the word only says what kind of thing the name beside it is."""
        kinds = ("outlets", "groups", "organizations")
        lemma = tree.lemmas[head]
        return any(lemma in self.words[kind] for kind in kinds)

    def _implied(self, at: int, voice: Voice) -> Speaker:
        if not self.drops_subjects:
            return NO_SPEAKER
        for last in reversed(self.last[-4:]):
            if at - last.at <= MEMORY and last.plural == voice.plural:
                return last.speaker
        near = None if voice.plural else self._person_near(at)
        return NO_SPEAKER if near is None else Speaker(near.entity, near.span)

    def _recent(self, at: int) -> _Last | None:
        last = self.last[-1] if self.last else None
        return last if last is not None and at - last.at <= MEMORY else None

    def _pronoun(self, low: str, span: Span, at: int) -> Speaker:
        if low in self.words["pronouns_own"]:
            return Speaker(None, span)
        if low in self.words["pronouns_one"]:
            last = self._recent(at)
            if last is not None and last.by_role and not self._subject_since(last.at, span.start):
                return last.speaker
            return Speaker(self._person_before(span.start), span)
        recent = self._recent(at)
        if recent is not None and low in self.words["pronouns_many"] | self.words["pronouns_thing"]:
            id_ = recent.speaker.entity
            is_person = id_ and self.mentions.entities[id_].type is EntityType.PERSON
            if not is_person:
                return Speaker(id_, recent.speaker.span if id_ is None else span)
        return Speaker(None, span)

    def _subject_since(self, since: int, at: int) -> bool:
        """Whether a person was the subject of a main clause since."""
        for mention in self.mentions.before(at):
            if mention.span.start <= since:
                return False
            if mention.type is EntityType.PERSON and mention.span in self.subjects:
                return True
        return False

    def _person_before(self, at: int) -> str | None:
        """Who "he" or "she" is: the last that spoke or was named, of the people."""
        spoke = next(
            (
                last
                for last in reversed(self.last[-6:])
                if last.speaker.entity
                and self.mentions.entities[last.speaker.entity].type is EntityType.PERSON
            ),
            None,
        )
        since = spoke.at if spoke is not None else at - MEMORY
        for mention in self.mentions.before(at):
            if mention.span.start < max(since, at - MEMORY):
                break
            if mention.type is EntityType.PERSON and mention.span in self.subjects:
                return mention.entity
        if spoke is not None and at - spoke.at <= MEMORY:
            return spoke.speaker.entity
        for mention in self.mentions.before(at):
            if at - mention.span.start > MEMORY:
                break
            if mention.type is EntityType.PERSON:
                return mention.entity
        return None

    def is_kind(self, tree: Tree, voice: Voice, kind: str) -> bool:
        """Whether the phrase is a `document`, or names a `person`."""
        if voice.head is None:
            return False
        if kind == "document":
            return tree.lemmas[voice.head] in self.words["documents"]
        return self._named(tree, voice) is not None

    def can_think(self, tree: Tree, voice: Voice) -> bool:
        """Whether the phrase names somebody, or a body, that can have a view of its own."""
        if voice.head is None:
            return False
        named = self._named(tree, voice)
        if named is not None:
            return self.mentions.entities[named].type is not EntityType.PLACE
        kinds = ("people", "bodies", "organizations", "witnesses")
        return any(tree.lemmas[voice.head] in self.words[kind] for kind in kinds)

    def is_source(self, tree: Tree, voice: Voice) -> bool:
        """Whether the phrase can be a source at all: a name, somebody, a body, a document."""
        if voice.head is None:
            return False
        head = voice.head
        if tree.pos[head] in ("PROPN", "NUM") or self._named(tree, voice) is not None:
            return True
        low, lemma = tree.low[head], tree.lemmas[head]
        if tree.pos[head] == "PRON":
            return low not in _NO_SOURCE
        return lemma.endswith(_PERSONAL) or any(
            lemma in self.words[kind] or low in self.words[kind] for kind in _SOURCES
        )

    def _role(self, tree: Tree, voice: Voice, at: int) -> str | None:
        """Whom a role or a kind of body refers back to."""
        head = voice.head
        assert head is not None  # noqa: S101 - callers have looked
        if tree.words[voice.tokens[-1] - 1] == "-":
            head = voice.tokens[-1]
        is_definite = tree.low[voice.tokens[0]] in _DEFINITE
        if tree.is_spanish and not self._is_role(tree, head):
            # "el alto oficial", of which the parser takes the first word for the head.
            roles = (k for k in tree.kids_with(head, ("amod",)) if self._is_role(tree, k))
            head = next(roles, head)
        if self._is_role(tree, head):
            is_definite = is_definite and len(voice.tokens) <= 6
            return self._person_in_role(tree, head, voice.tokens[0], at, is_definite=is_definite)
        for kind, types in _KINDS.items() if is_definite else ():
            if tree.lemmas[head] in self.words[kind]:
                many = tree.low[head].endswith("s") and tree.is_spanish
                found = None if many else self._body(tree.lemmas[head], types, at)
                if found is not None:
                    return found
        if is_definite and tree.lemmas[head] in self.words["any body"]:
            return self._speaking_body(at)
        return None

    def _speaking_body(self, at: int) -> str | None:
        """The body that spoke last, whom "the institution" means."""
        for last in reversed(self.last[-4:]):
            id_ = last.speaker.entity
            if at - last.at <= MEMORY and id_ is not None:
                return id_ if self.mentions.entities[id_].type in _BODIES else None
        return None

    def _person_in_role(
        self, tree: Tree, head: int, first: int, at: int, *, is_definite: bool
    ) -> str | None:
        """The one person who bears the role, else, for "the official", who spoke last."""
        if tree.low[head].endswith("s") or self._is_owned(tree, head):
            return None  # "the officials", "Quintanilla's lawyer"
        key = role_key(tree, head)
        if tree.is_spanish and tree.low[first] in ("un", "una"):
            return None  # "un funcionario"
        for body in bodies_of(tree, head, self.mentions):
            if len(self.roles.get(f"{key} {body}", ())) == 1:
                return self.roles[f"{key} {body}"][0]
        bearers = self._bearers(key, at)
        if len(bearers) == 1:
            return bearers[0]
        is_vague = tree.lemmas[head] in self.words["vague"]
        return self._speaking_person(at) if is_definite and not bearers and not is_vague else None

    def _bearers(self, key: str, at: int) -> list[str]:
        """Who bears a role: of several the one named so far; else the last who bears one that
        this word is also used for ("el mandatario", a president)."""
        own = self.roles.get(key, [])
        former, _, word = key.rpartition(" ")
        kin = {f"{former} {one}".strip() for one in self.kin.get(word, ())}
        others = {id_ for one in kin for id_ in self.roles.get(one, ())}
        if not others:
            return own
        known = []
        for mention in self.mentions.before(at):
            if at - mention.span.start > FAR:
                break
            if mention.entity in others or mention.entity in own:
                known.append(mention.entity)
        named = [id_ for id_ in own if id_ in known]
        return named or known[:1] or own

    def _is_owned(self, tree: Tree, head: int) -> bool:
        """Whether the role is somebody's: what another bears says nothing of it."""
        for k in tree.kids_with(head, ("poss", "nmod", "prep")):
            for t in (k, *tree.kids[k]):
                mention = self.mentions.covering(tree.span(t, t))
                if mention is not None and mention.type is EntityType.PERSON and t != head:
                    return True
        return False

    def _speaking_person(self, at: int) -> str | None:
        """The person who spoke last, or, when none did, was named last and near."""
        for last in reversed(self.last[-4:]):
            id_ = last.speaker.entity
            if at - last.at <= MEMORY and id_ is not None and self._is_person(id_):
                return id_
        near = self._person_near(at)
        return None if near is None else near.entity

    def _person_near(self, at: int) -> Mention | None:
        """The person named last, when that is not far back."""
        for mention in self.mentions.before(at):
            if at - mention.span.end > NEAR:
                break
            if mention.type is EntityType.PERSON:
                return mention
        return None

    def _is_person(self, id_: str) -> bool:
        return self.mentions.entities[id_].type is EntityType.PERSON

    def _body(self, lemma: str, types: frozenset[EntityType], at: int) -> str | None:
        """The last body named whose name holds the word, else the last of its kind."""
        fallback = None
        for mention in self.mentions.before(at):
            if at - mention.span.start > MEMORY:
                break
            if mention.type not in types:
                continue
            if lemma in folded(self.mentions.entities[mention.entity].name).split():
                return mention.entity
            fallback = fallback or mention.entity
        return fallback if types not in (_BODIES,) else None


_SOURCES = ("people", "others", "documents", "bodies", "groups", "outlets", "organizations",
    "witnesses", "courts", "officials", "interviews")  # fmt: skip
_NO_SOURCE = frozenset(
    {"it", "this", "that", "these", "those", "nothing", "something", "what", "which"}
    | {"que", "lo", "eso", "esto", "ello"}
)
_PERSONAL = ("ist", "ian", "man", "woman", "ista")
_MAIN = frozenset({"ROOT", "conj"})


def subjects_in(trees: Sequence[Tree], mentions: Mentions) -> frozenset[Span]:
    """The mentions that head the subject of a main clause."""
    found = set()
    for tree in trees:
        for i, dep in enumerate(tree.deps):
            if dep in ("nsubj", "nsubjpass") and tree.deps[tree.heads[i]] in _MAIN:
                mention = mentions.covering(tree.span(i, i))
                if mention is not None:
                    found.add(mention.span)
    return frozenset(found)


_KINDS: Mapping[str, frozenset[EntityType]] = {
    "bodies": _BODIES,
    "groups": frozenset({EntityType.GROUP}),
    "outlets": frozenset({EntityType.OUTLET}),
    "organizations": _BODIES,
}
