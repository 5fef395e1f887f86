from __future__ import annotations

from pathlib import Path

import pytest

from careo.errors import SourceError
from careo.sources import FileCursor, MemoryCursor


def test_a_file_cursor_remembers_across_processes(tmp_path: Path) -> None:
    path = tmp_path / "state" / "cursor.json"
    assert FileCursor(path).get("a") is None
    FileCursor(path).set("a", {"page": 3})
    FileCursor(path).set("b", {"page": 1})
    assert FileCursor(path).get("a") == {"page": 3}
    assert [p.name for p in path.parent.iterdir()] == ["cursor.json"]


def test_a_broken_state_file_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "cursor.json"
    path.write_text("{not json")
    with pytest.raises(SourceError, match="resume state is unreadable"):
        FileCursor(path).get("a")


def test_a_memory_cursor_forgets_with_its_process() -> None:
    cursor = MemoryCursor()
    cursor.set("a", {"x": 1})
    assert cursor.get("a") == {"x": 1}
    assert MemoryCursor().get("a") is None
