"""Addresses of styles and scripts, with their content's hash, so that they may be
kept for long and still change at once.

The style sheets are part of the package. Fonts and scripts are built by the front-end
build (`assets/`), which leaves a manifest; without it pages do without them.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "careo"


@cache
def sheet(name: str) -> str:
    """The address of one of our own style sheets or pictures; raises OSError when there
    is none of that name."""
    # A template's literal is a SafeString, which paths of Python 3.11 do not take.
    path = FOLDER / "".join(name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    return f"{static(f'careo/{name}')}?v={digest}"


@cache
def manifest() -> dict[str, str]:
    """Logical name → file of what was built; empty when nothing was (or it is broken)."""
    try:
        data = json.loads((FOLDER / "built" / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {k: v for k, v in data.items() if (FOLDER / "built" / str(v)).is_file()}


@cache
def built(name: str) -> str:
    """The address of something built, or "" when it is not there."""
    file = manifest().get(name)
    return static(f"careo/built/{file}") if file else ""
