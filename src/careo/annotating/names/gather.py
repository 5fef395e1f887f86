"""Mentions of one name become one local entity.

In this order: what the text says is the same; equal names; fuller and shorter forms of
a person's name; then every further place where a name, alias, acronym or surname of an
entity stands. All in time linear in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from careo.annotating.choosing import choose_known, countries_of, country_in
from careo.annotating.draft import Candidate, Draft, Origin
from careo.annotating.language.runs import before
from careo.annotating.language.words import ARTICLES, Words, given_names, words_of
from careo.annotating.names.ground import ground_of
from careo.annotating.names.persons import (
    fuller_forms,
    nickname_in,
    parts,
    surnames,
    without_nickname,
)
from careo.authority.folding import folded
from careo.authority.generic import is_generic, namesakes
from careo.authority.index import NameIndex, ids_of
from careo.authority.loader import authority
from careo.authority.towns import towns
from careo.values import EntityType, LocalEntity, Mention, Span

_BODIES = frozenset({EntityType.AGENCY, EntityType.GROUP, EntityType.ORG})


def gather(draft: Draft) -> Draft:
    """Turns settled candidates into mentions and local entities, numbered by first
    mention."""
    groups = _Groups(draft)
    groups.link()
    groups.spread()
    return draft.with_(**groups.result())


@dataclass(eq=False)
class _Group:
    """What is known of one entity while the article is gone through."""

    mentions: dict[Span, Candidate] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    merged: _Group | None = None

    def root(self) -> _Group:
        group = self
        while group.merged is not None:
            group = group.merged
        return group

    def type(self) -> EntityType:
        top = self.origin()
        found = (m for m in self.mentions.values() if m.origin is top)
        return Counter(m.type or EntityType.ORG for m in found).most_common(1)[0][0]

    def origin(self) -> Origin:
        return max(m.origin for m in self.mentions.values())

    def known(self) -> set[str]:
        """The authority's ids for it: one at most, by the way groups are made."""
        return {m.known[0] for m in self.mentions.values() if m.known}

    def texts(self, text: str) -> set[str]:
        return {span.of(text) for span in self.mentions}


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a group is when every link is known; worked out once, asked at every place
    where its name stands. `has_names` tells that it is called
    by more than one name."""

    type: EntityType
    origin: Origin
    is_known: bool
    at_place: bool
    has_names: bool


class _Groups:
    """The groups of one article."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.text, self.low = draft, draft.text, draft.low
        self.words: Words = words_of(draft.language)
        self.countries = countries_of(draft)
        self.by_span: dict[Span, _Group] = {}
        self.by_name: dict[str, _Group] = {}
        self.by_known: dict[str, _Group] = {}
        self.traits: dict[_Group, _Traits] = {}
        introduced = (c for c in draft.candidates if c.origin is Origin.INTRODUCED)
        self.local = {key_of(c.span.of(self.text)) for c in introduced if not c.known}
        self.homes = self._homes()
        for candidate in draft.candidates:
            self._place(candidate)

    def _homes(self) -> dict[str, str | None]:
        """The country of each body that many countries have, by what it is called: the
        article's, where none of its mentions leaves a doubt."""
        homes: dict[str, set[str | None]] = {}
        for candidate in self.draft.candidates:
            if candidate.type is EntityType.AGENCY and not candidate.known:
                name = candidate.span.of(self.text)
                if is_generic(name):
                    home = self.countries.home_at(candidate.span)
                    homes.setdefault(key_of(name), set()).add(home)
        return {name: found.pop() for name, found in homes.items() if len(found) == 1}

    def _place(self, candidate: Candidate) -> None:
        name = candidate.span.of(self.text)
        if candidate.origin is Origin.AUTHORITY and key_of(name) in self.local:
            # The article itself says what it means by this name; it is not the known one.
            candidate = candidate.with_(origin=Origin.MODEL, known=())
        if candidate.type is EntityType.PERSON and not candidate.known:
            candidate = candidate.with_(known=_persons_called(name))
        if candidate.type is EntityType.AGENCY and not candidate.known:
            home = self.homes.get(key_of(name))
            candidate = candidate.with_(known=namesakes(name, home) if home else ())
        id_ = choose_known(candidate, self.countries.votes)
        candidate = candidate.with_(known=(id_,) if id_ else ())
        group = self.by_known.get(id_) if id_ else None
        group = group or self.by_name.get(key_of(name)) or _Group()
        group = group.root()
        group.mentions[candidate.span] = candidate
        nickname = nickname_in(name)
        if nickname:
            group.aliases.append(nickname)
        self.by_span[candidate.span] = group
        self.by_name.setdefault(key_of(name), group)
        if id_:
            self.by_known.setdefault(id_, group)

    def _merge(self, keep: _Group, other: _Group) -> None:
        keep, other = keep.root(), other.root()
        if keep is other or len(keep.known() | other.known()) > 1:
            return  # two whom the authority knows apart: a father and his son, say
        if len(other.mentions) > len(keep.mentions):
            keep, other = other, keep  # the smaller into the larger keeps this linear
        keep.mentions.update(other.mentions)
        keep.aliases += other.aliases
        other.mentions, other.merged = {}, keep

    def link(self) -> None:
        """Joins what the text says is one, and a person's fuller and shorter names."""
        for same in self.draft.same:
            group, other = self.by_span.get(same.name), self.by_span.get(same.other)
            if group is None:
                continue
            if other is None:
                name = same.other.of(self.text)
                group.root().aliases.append(name)
                other = self.by_name.get(key_of(name))
            if other is not None:
                self._merge(group, other)
        forms: dict[tuple[str, ...], set[int]] = {}
        people = [g for g in self._roots() if g.type() is EntityType.PERSON]
        for number, group in enumerate(people):
            for name in group.texts(self.text):
                for form in fuller_forms(name):
                    forms.setdefault(form, set()).add(number)
        for number, group in enumerate(people):
            for name in group.texts(self.text):
                fuller = forms.get(tuple(parts(name)), set()) - {number}
                if len(fuller) == 1 and len(parts(name)) > 1:
                    self._merge(people[fuller.pop()], group)
        self._link_given_names()
        self._link_surnames()
        self._link_bare_bodies()

    def _link_surnames(self) -> None:
        """Two surnames that close one person's name, or the first of which does, are that
        person ("Sol Luna" for "Ana Sol Luna", or for "Ana Sol")."""
        lasts: dict[str, set[_Group]] = {}
        pairs: dict[tuple[str, ...], set[_Group]] = {}
        people = [g for g in self._roots() if g.type() is EntityType.PERSON]
        for group in people:
            for words in (parts(name) for name in group.texts(self.text)):
                if len(words) > 1 and words[0] in given_names():
                    lasts.setdefault(words[-1], set()).add(group)
                    if len(words) > 2:
                        pairs.setdefault(tuple(words[-2:]), set()).add(group)
        for group in people:
            for words in (parts(name) for name in group.texts(self.text)):
                if len(words) < 2 or words[0] in given_names():
                    continue
                # "Sol Luna" closes "Eva Sol Luna"; else it may open with "Eva Sol"'s.
                bearers = pairs.get(tuple(words)) or lasts.get(words[0], set())
                if len(bearers) == 1:
                    self._merge(next(iter(bearers)), group)

    def _link_bare_bodies(self) -> None:
        """A body's bare word is the one body of the article that the word opens, or in
        English closes ("la Fiscalía" for "Fiscalía General …")."""
        at = 0 if self.draft.language == "es" else -1
        bodies: dict[str, set[_Group]] = {}
        for group in self._roots():
            if group.type() in _BODIES:
                for name in group.texts(self.text):
                    words = key_of(name).split()
                    if len(words) > 1:
                        bodies.setdefault(words[at], set()).add(group)
        self._merge_lone(bodies, lambda group, name: name in self.words.alone)

    def _link_given_names(self) -> None:
        """A lone word that only the model or its neighbours took for a name, and that is
        the first name of one person in the article, is that person."""
        firsts: dict[str, set[_Group]] = {}
        for group in self._roots():
            if group.type() is EntityType.PERSON:
                for words in (parts(name) for name in group.texts(self.text)):
                    if len(words) > 1:
                        firsts.setdefault(words[0], set()).add(group)
        self._merge_lone(firsts, lambda group, name: group.origin() <= Origin.CONTEXT)

    def _merge_lone(
        self, bearers: Mapping[str, set[_Group]], may: Callable[[_Group, str], bool]
    ) -> None:
        """Merges each group that has one name alone into the one group that bears it."""
        for group in self._roots():
            names = {key_of(name) for name in group.texts(self.text)}
            if len(names) != 1:
                continue  # called by several names, or merged a moment ago
            name = names.pop()
            found = bearers.get(name, set())
            if len(found) == 1 and may(group, name):
                self._merge(next(iter(found)), group)

    def _roots(self) -> list[_Group]:
        return list(dict.fromkeys(g.root() for g in self.by_span.values()))

    def spread(self) -> None:
        """Finds every further place where a group's names stand."""
        roots = self._roots()
        self.traits = {group: self._traits(group) for group in roots}
        names: dict[str, set[int]] = {}
        for number, group in enumerate(roots):
            for name in self._names_of(group):
                names.setdefault(name, set()).add(number)
        index = NameIndex(
            (name, str(n)) for name, numbers in names.items() for n in sorted(numbers)
        )
        last_seen: dict[int, int] = {}
        numbers = {group: number for number, group in enumerate(roots)}
        taken = _Taken(self.by_span)
        for match in index.find(self.text, self.low):
            span = Span(match.start, match.end)
            owner = self.by_span.get(span)
            bearers = [int(id_) for id_ in match.ids]
            if owner is None and taken.meets(span):
                continue
            if owner is not None:
                others = self._claimants(owner.root(), span, [roots[n] for n in bearers])
                bearers = [numbers[g] for g in others] or [numbers[owner.root()]]
            chosen = max(bearers, key=lambda n: last_seen.get(n, -1))
            if owner is None or owner.root() is not roots[chosen]:
                self._assign(span, roots[chosen])
            last_seen[chosen] = match.start

    def _names_of(self, group: _Group) -> set[str]:
        names = group.texts(self.text) | set(group.aliases)
        if self.traits[group].type is EntityType.PERSON:
            for name in list(names):
                names.update(surnames(name))
        return {n for n in names if len(n) > 1 and any(c.isupper() for c in n)}

    def _claimants(self, owner: _Group, span: Span, bearers: list[_Group]) -> list[_Group]:
        """Whose surnames they really are that have a group of their own; nobody's when the
        name speaks for itself."""
        traits = self.traits[owner]
        people = [g for g in bearers if g is not owner and self.traits[g].type is EntityType.PERSON]
        if not people:
            return []
        if traits.type is EntityType.PLACE:
            is_place = traits.is_known and (traits.at_place or self._at_place(span))
            return [] if is_place else people
        if traits.type is EntityType.PERSON:
            return [] if traits.is_known or traits.has_names else people
        return people if traits.origin <= Origin.CONTEXT else []

    def _at_place(self, span: Span) -> bool:
        """Whether the text treats the name there as a place's."""
        if self.words.place_before.search(before(self.low, span.start)):
            return True
        return (
            self.text[span.start - 1 : span.start] == "("
            and self.text[span.end : span.end + 1] == ")"
        )

    def _traits(self, group: _Group) -> _Traits:
        return _Traits(
            type=group.type(),
            origin=group.origin(),
            is_known=any(m.known for m in group.mentions.values()),
            at_place=any(self._at_place(span) for span in group.mentions),
            has_names=len({key_of(name) for name in group.texts(self.text)}) > 1,
        )

    def _assign(self, span: Span, group: _Group) -> None:
        owner = self.by_span.get(span)
        if owner is not None:
            owner = owner.root()
            del owner.mentions[span]
        group.mentions[span] = Candidate(span, Origin.MODEL)
        self.by_span[span] = group

    def result(self) -> dict[str, tuple[object, ...]]:
        """The draft's fields `mentions` and `entities`."""
        roots = [g for g in self._roots() if g.mentions]
        roots.sort(key=lambda g: min(g.mentions))
        mentions, entities = [], []
        for number, group in enumerate(roots, start=1):
            entity = self._entity(f"e{number}", group)
            entities.append(entity)
            mentions += [
                Mention(span, span.of(self.text), entity.type, entity.id) for span in group.mentions
            ]
        return {
            "mentions": tuple(sorted(mentions, key=lambda m: m.span)),
            "entities": tuple(entities),
        }

    def _country_of(self, name: str, type_: EntityType) -> str | None:
        """The country that a body's name tells, else for a name that many countries'
        bodies have the one that the article is plainly about; or that a town lies in: the
        only one, or the one of several that the article is about."""
        if type_ in _BODIES:
            return country_in(name) or self.homes.get(key_of(name))
        if type_ is not EntityType.PLACE:
            return None
        countries = towns().get(folded(name), ())
        if len(countries) < 2:
            return countries[0] if countries else None
        votes = [self.countries.votes[country] for country in countries]
        is_told = max(votes) > 0 and votes.count(max(votes)) == 1
        return countries[votes.index(max(votes))] if is_told else None

    def _entity(self, id_: str, group: _Group) -> LocalEntity:
        ordered = [group.mentions[span] for span in sorted(group.mentions)]
        full = [m.span.of(self.text) for m in ordered]
        texts = [without_nickname(name) for name in full] + full + group.aliases
        names = list({_spelling(t): t for t in reversed(texts)}.values())[::-1]
        name = max((without_nickname(m.span.of(self.text)) for m in ordered), key=len)
        known = next((m.known[0] for m in ordered if m.known), None)
        type_ = authority()[known].type if known else self.traits[group].type
        country = authority()[known].country if known else None
        if not known:
            country = self._country_of(name, type_)
        role = next((m.role for m in ordered if m.role), None)
        return LocalEntity(
            id=id_,
            name=name,
            type=type_,
            aliases=tuple(n for n in names if _spelling(n) != _spelling(name)),
            country=country,
            authority=known,
            role=role if type_ is EntityType.PERSON else None,
            ground=ground_of(ordered, type_, self.text),
        )


def _persons_called(name: str) -> tuple[str, ...]:
    """The authority's persons with this name, a nickname inside it left out."""
    plain = without_nickname(name)
    if plain == name:
        return ()  # the index has looked for it already
    return tuple(id_ for id_ in ids_of(plain) if authority()[id_].type is EntityType.PERSON)


class _Taken:
    """Whether a span meets a mention; asked in text order, so one walk answers all."""

    def __init__(self, spans: dict[Span, _Group]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def meets(self, span: Span) -> bool:
        while self._at < len(self._spans) and self._spans[self._at].end <= span.start:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at].meets(span)


def key_of(name: str) -> str:
    """What two spellings of a name have in common within one article."""
    return _spelling(without_nickname(name))


def _spelling(name: str) -> str:
    """What two names have in common that need not both be told."""
    words = folded(name).replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)
