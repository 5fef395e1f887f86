"""The records' own tests run on both databases."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """SQLite, then PostgreSQL where there is one."""
    return str(request.param)
