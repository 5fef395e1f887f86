"""Hypothesis without its time limit per example: machines are busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("sources", deadline=None)
settings.load_profile("sources")
