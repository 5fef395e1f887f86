"""Front matter: the YAML (`---`) or TOML (`+++`) block before a page's text."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

from careo.values import Json

MAX_FRONT_MATTER = 64 * 1024

_YAML = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_TOML = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)\r?\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^([A-Za-z_][\w -]*):[ \t]*(.*)$")


class _Loader(yaml.BaseLoader):
    """Every scalar stays text (`2012-03-21`, `true`), as the source wrote it.
    Aliases are refused: nested ones blow up when they are written out."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed in front matter")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[Json, str]:
    """The fields and the text after them; no fields when there is no block.

    A block that is no valid YAML (an unquoted colon in a title is the usual
    fault) is read line by line as `name: value`.
    """
    for pattern, parse in ((_YAML, _yaml), (_TOML, _toml)):
        match = pattern.match(text, 0, min(len(text), MAX_FRONT_MATTER))
        if match:
            return parse(match[1]), text[match.end() :]
    return {}, text


def _yaml(block: str) -> Json:
    try:
        # S506: a subclass of BaseLoader, which builds nothing but text, lists and dicts.
        fields = yaml.load(block, _Loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        return _by_line(block)
    return {str(k): v for k, v in fields.items()} if isinstance(fields, dict) else _by_line(block)


def _toml(block: str) -> Json:
    try:
        return {k: _undated(v) for k, v in tomllib.loads(block).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _undated(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _by_line(block: str) -> Json:
    matches = (_LINE.match(line) for line in block.splitlines())
    return {m[1].strip(): m[2].strip().strip("\"'") for m in matches if m}
