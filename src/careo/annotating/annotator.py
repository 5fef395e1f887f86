"""The seam of this stage: articles in, annotations out; and who may do it, by name.

An annotator is chosen by name. `rules` and `gliner` are ours; an installed package
offers more as entry points of the group `careo.annotators`, each a factory that takes
the settings of `[annotating.NAME]` and returns an `Annotator`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol

from careo.authority.lists import use_lists
from careo.errors import CareoError, ConfigError
from careo.values import Annotations, Article

GROUP = "careo.annotators"
DEFAULT = "rules"
OURS = {
    "rules": "careo.annotating.rules:rule_annotator",
    "gliner": "careo.annotating.gliner:gliner_annotator",
}

Settings = Mapping[str, Any]
"""What `[annotating.NAME]` of careo.toml says: texts, numbers, lists and tables."""


class Annotator(Protocol):
    """Reads who and what articles speak of.

    `name` and `version` are kept with what was read, so that a change of either
    annotates again. `annotate_many` returns one result per article, in order, and
    raises a `CareoError` only when the annotator itself is unusable; an article
    it cannot read comes back empty with `skipped` saying why.
    """

    name: str
    version: str

    def annotate_many(self, articles: Sequence[Article]) -> list[Annotations]: ...


Factory = Callable[[Settings], Annotator]


def load_annotator(
    name: str = DEFAULT, settings: Settings | None = None, lists: Sequence[str] = ()
) -> Annotator:
    """The annotator of a name with its settings, one per process; models load at the
    first article. `lists` are files of names that the process knows from now on beside
    the authority's (see `authority.lists`), and no others. Raises ConfigError when there
    is none of that name, when its package cannot be used, when a setting is wrong or a
    list cannot be read."""
    version = use_lists(lists).version
    return _loaded(name, json.dumps(dict(settings or {}), sort_keys=True, default=str), version)


@cache
def _loaded(name: str, settings: str, lists: str) -> Annotator:
    del lists  # another version of the lists is another annotator
    return _factory(name)(json.loads(settings))


def annotator_names() -> tuple[str, ...]:
    """The names that `load_annotator` knows, ours first."""
    return (*OURS, *sorted({entry.name for entry in entry_points(group=GROUP)} - set(OURS)))


def _factory(name: str) -> Factory:
    offers = [entry for entry in entry_points(group=GROUP) if entry.name == name]
    if name in OURS:
        offers.append(EntryPoint(name, OURS[name], GROUP))
    if not offers:
        known = ", ".join(annotator_names())
        raise ConfigError(f"there is no annotator “{name}”; there are {known}")
    if len(offers) > 1:
        values = " and ".join(sorted(entry.value for entry in offers))
        raise ConfigError(f"two annotators are called “{name}”: {values}")
    try:
        factory: Factory = offers[0].load()
    except CareoError:
        raise
    except Exception as error:  # a package of others: whatever it does when it is imported
        reason = f"{type(error).__name__}: {error}"
        raise ConfigError(f"the annotator “{name}” cannot be loaded: {reason}") from None
    return factory
