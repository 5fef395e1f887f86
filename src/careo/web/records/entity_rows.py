"""Identities to entity rows."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from careo.resolving.identity import Identity
from careo.values import Ground, LocalEntity
from careo.web.records.belonging import whole
from careo.web.records.changes import Changes
from careo.web.records.models import Entity, Name
from careo.web.records.names import free_slug, slug_or_hash
from careo.web.records.plain import insert
from careo.web.records.publishing import decide_entity, mark, weigh_identity
from careo.web.records.reviewing import verdicts

REMEMBERED = 5_000
"""Entities kept at hand during a build: some 10 MB, reached within a thousand articles
and whatever the archive's size. Those that recur stay; the others are asked for again."""

NAME = 300


class EntityRows:
    """Finds or makes the rows of identities; remembers the latest it saw.

    Remember only what is committed: call `commit` after the transaction, `forget`
    when it was rolled back.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, Entity] = OrderedDict()
        # All names of an entity or none: a name that was forgotten would be made twice.
        self._names: OrderedDict[int, frozenset[str]] = OrderedDict()
        self._fresh: dict[str, Entity] = {}
        self._fresh_names: dict[int, frozenset[str]] = {}

    def rows(
        self,
        identities: Mapping[str, Identity],
        entities: Iterable[LocalEntity],
        language: str,
        changes: Changes,
    ) -> dict[str, Entity]:
        """The row of each local id; new ones are made, new names added, and what the
        type rests on is raised when these articles know better."""
        entities = list(entities)
        grounds = _grounds(identities, entities)
        self._find({identity.key for identity in identities.values()})
        lacking = {
            identity.key: identity
            for identity in identities.values()
            if identity.key not in self._known and identity.key not in self._fresh
        }
        if lacking:
            self._make(list(lacking.values()), grounds, changes)
        for key, ground in grounds.items():
            self._raise(key, ground, changes)
        found = {id_: self._row(identity.key) for id_, identity in identities.items()}
        self._add_names(found, entities, language, changes)
        return found

    def commit(self) -> None:
        """Remembers what the committed transaction made."""
        self._known.update(self._fresh)
        self._names.update(self._fresh_names)
        self.forget()
        for remembered in (self._known, self._names):
            while len(remembered) > REMEMBERED:
                remembered.popitem(last=False)

    def forget(self) -> None:
        """Drops what a transaction that was rolled back made."""
        self._fresh, self._fresh_names = {}, {}

    def _row(self, key: str) -> Entity:
        if key in self._fresh:
            return self._fresh[key]
        self._known.move_to_end(key)
        return self._known[key]

    def _find(self, keys: set[str]) -> None:
        missing = [key for key in keys if key not in self._known]
        if not missing:
            return
        rows = Entity.objects.filter(key__in=missing).select_related("redirect_to")
        self._fresh.update({row.key: row for row in rows})

    def _find_names(self, ids: set[int]) -> None:
        for id_ in ids & self._names.keys():
            self._names.move_to_end(id_)
        missing = ids - self._names.keys() - self._fresh_names.keys()
        if not missing:
            return
        texts: dict[int, set[str]] = {id_: set() for id_ in missing}
        names = Name.objects.filter(entity__in=missing).order_by()
        for id_, text in names.values_list("entity_id", "text"):
            texts[id_].add(text)
        self._fresh_names.update((id_, frozenset(found)) for id_, found in texts.items())

    def _raise(self, key: str, ground: Ground, changes: Changes) -> None:
        row = self._row(key)
        if ground.rank <= Ground(row.ground or Ground.MODEL).rank:
            return
        # A copy: what is remembered must not change when the transaction is rolled back.
        row = self._fresh[key] = copy.copy(row)
        row.ground = str(ground)
        row.save(update_fields=["ground"])
        weigh_identity(row, changes)

    def _make(
        self, identities: list[Identity], grounds: Mapping[str, Ground], changes: Changes
    ) -> None:
        slugs = _free_slugs(identities)
        held = verdicts(f"entity:{identity.key}" for identity in identities)
        rows = [
            Entity(
                key=identity.key,
                type=str(identity.type),
                name=identity.name[:NAME],
                slug=slug,
                country=identity.country or "",
                authority=identity.authority or "",
                ground=str(grounds[identity.key]),
            )
            for identity, slug in zip(identities, slugs, strict=True)
        ]
        for row in rows:
            mark(row, decide_entity(row, held.get(f"entity:{row.key}")))
            changes.entity(row.key)
        for row in Entity.objects.bulk_create(rows):
            self._fresh[row.key] = row
            self._fresh_names[row.id] = frozenset()

    def _add_names(
        self,
        found: Mapping[str, Entity],
        entities: Iterable[LocalEntity],
        language: str,
        changes: Changes,
    ) -> None:
        self._find_names({entity.id for entity in found.values()})
        rows: list[tuple[int, str, str, str]] = []
        for local in entities:
            entity = found[local.id]
            for text in dict.fromkeys((local.name, *local.aliases)):
                shown = text[:NAME]
                held = self._fresh_names.get(entity.id) or self._names.get(entity.id, frozenset())
                if shown in held:
                    continue
                kind = Name.Kind.NAME if shown == entity.name else Name.Kind.ALIAS
                rows.append((entity.id, shown, str(kind), language))
                self._fresh_names[entity.id] = held | {shown}
                changes.entity(whole(entity).key)
        insert(Name, ("entity", "text", "kind", "language"), rows)


def _grounds(
    identities: Mapping[str, Identity], entities: Iterable[LocalEntity]
) -> dict[str, Ground]:
    """The firmest ground that an article gives each identity."""
    grounds: dict[str, Ground] = {identity.key: Ground.MODEL for identity in identities.values()}
    for entity in entities:
        if entity.id in identities:
            key = identities[entity.id].key
            grounds[key] = max(grounds[key], entity.ground, key=lambda ground: ground.rank)
    return grounds


def _free_slugs(identities: list[Identity]) -> list[str]:
    """A slug for each, that nobody has: one query, and one more per collision."""
    wanted = [slug_or_hash(identity.name, identity.key) for identity in identities]
    taken = set(Entity.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    given: list[str] = []
    for slug in wanted:
        if slug in taken:
            near = Entity.objects.filter(slug__startswith=f"{slug}-")
            taken.update(near.values_list("slug", flat=True))
        given.append(free_slug(slug, taken))
        taken.add(given[-1])
    return given
