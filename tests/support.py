"""Helpers that tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(relative: str) -> Path:
    """A path in the shared data beside the checkout; skips the test without it."""
    base = Path(os.environ.get("CAREO_SHARED", ROOT.parent / "shared"))
    path = base / relative
    if not path.exists():
        pytest.skip(f"shared data is absent: {relative}")
    return path
