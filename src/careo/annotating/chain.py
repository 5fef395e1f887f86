"""A chain of components, and what can be done to it by name. See docs/annotation.md."""

from __future__ import annotations

import hashlib

from careo.annotating.draft import Component
from careo.errors import ConfigError

Chain = tuple[tuple[str, Component], ...]
"""Name and callable of each component, in the order they run."""


def placed(
    chain: Chain,
    name: str,
    component: Component,
    *,
    before: str | None = None,
    after: str | None = None,
) -> Chain:
    """The chain with `component` in it: where `before` or `after` says, else in the place
    of the one that has its name, else at the end. No name stands twice. Raises ConfigError
    when the component it is to stand beside is not there, or both sides are given."""
    if before is not None and after is not None:
        raise ConfigError(f"the component “{name}” stands before or after another, not both")
    beside = before or after
    if beside is None and name in _names(chain):
        return tuple((n, component if n == name else c) for n, c in chain)
    rest = tuple(pair for pair in chain if pair[0] != name)
    at = len(rest) if beside is None else _place(rest, beside) + (after is not None)
    return (*rest[:at], (name, component), *rest[at:])


def without(chain: Chain, name: str) -> Chain:
    """The chain less one component. Raises ConfigError when it is not there."""
    at = _place(chain, name)
    return (*chain[:at], *chain[at + 1 :])


def signature(chain: Chain) -> str:
    """Eight characters that change with the components, their order, and their `version`
    where they have one."""
    parts = "\n".join(f"{name} {_identity(component)}" for name, component in chain)
    return hashlib.sha256(parts.encode()).hexdigest()[:8]


def _identity(component: Component) -> str:
    named = component if hasattr(component, "__qualname__") else type(component)
    return f"{named.__module__}.{named.__qualname__} {getattr(component, 'version', '')}"


def _names(chain: Chain) -> list[str]:
    return [name for name, _ in chain]


def _place(chain: Chain, name: str) -> int:
    names = _names(chain)
    if name not in names:
        raise ConfigError(f"there is no component “{name}”; there are {', '.join(names)}")
    return names.index(name)
