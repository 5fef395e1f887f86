"""Copies are found among all articles, once, and anew when an article changes."""

from __future__ import annotations

from typing import Any

import pytest

from careo.pipeline import fingerprint
from careo.web.records import echo_rows, models
from inventing import Marks, article, capture, done

REPORT = " ".join(
    f"On day {number} the river patrol of Puerto Lirio counted {number * 7} barrels near the old"
    f" lighthouse, and the clerk {name} wrote each of them into the harbour book."
    for number, name in enumerate(("Perdomo", "Brand", "Tamboril", "Quiroga", "Landa", "Osorio"), 2)
)
OTHER = " ".join(
    f"Nobody in the hills remembered rain like that of week {number}, said baker {name}, whose oven"
    f" stood {number} feet under water while the market moved to the school."
    for number, name in enumerate(("Varela", "Montiel", "Ibarra", "Salas", "Pardo", "Nieto"), 2)
)


def save(records: Any, number: int, text: str, published: str) -> None:
    page = capture(f"https://paper.example/{number}", f"{number} {text}".encode())
    made = article(f"Headline {number}", text, published=published)
    records.save(page, fingerprint(page), done(made), Marks())


def pairs() -> list[tuple[str, str, str]]:
    """Left, right and kind of every echo."""
    rows = models.Echo.objects.values_list("left__title", "right__title", "kind")
    return sorted(rows)


@pytest.fixture
def archive(records: Any) -> Any:
    """A report, something else, and the report once more, later."""
    save(records, 0, REPORT, "2024-02-01")
    save(records, 1, OTHER, "2024-02-02")
    save(records, 2, REPORT, "2024-02-03")
    return records


def test_a_copy_is_an_echo_of_what_came_first(archive: Any) -> None:
    assert echo_rows.update() == 3
    assert pairs() == [("Headline 0", "Headline 2", "same text")]
    echo = models.Echo.objects.get()
    assert (echo.direction, echo.left_in_right, echo.one_outlet) == ("by date", 1.0, True)
    (start, end) = echo.left_shared[0]
    assert REPORT[start:end] == REPORT.rstrip(".")


def test_what_was_compared_is_not_compared_again(archive: Any) -> None:
    echo_rows.update()
    assert echo_rows.update() == 0
    save(archive, 3, REPORT, "2024-02-04")
    assert echo_rows.update() == 1
    assert pairs() == [
        ("Headline 0", "Headline 2", "same text"),
        ("Headline 0", "Headline 3", "same text"),
        ("Headline 2", "Headline 3", "same text"),
    ]


def test_an_article_that_changed_has_the_echoes_of_its_new_text(archive: Any) -> None:
    echo_rows.update()
    save(archive, 2, OTHER, "2024-02-03")
    assert echo_rows.update() == 1
    assert pairs() == [("Headline 1", "Headline 2", "same text")]


def test_a_run_that_broke_off_is_finished_by_the_next(archive: Any, monkeypatch: Any) -> None:
    compare, seen = echo_rows._compare, []

    def breaking(finder: Any, rows: Any) -> None:
        seen.append(rows)
        if len(seen) == 2:
            raise KeyboardInterrupt
        compare(finder, rows)

    monkeypatch.setattr(echo_rows, "BATCH", 1)
    monkeypatch.setattr(echo_rows, "_compare", breaking)
    with pytest.raises(KeyboardInterrupt):
        echo_rows.update()
    monkeypatch.undo()
    assert echo_rows.update() == 2
    assert pairs() == [("Headline 0", "Headline 2", "same text")]


def test_a_new_way_of_comparing_compares_all_anew(archive: Any, monkeypatch: Any) -> None:
    echo_rows.update()
    monkeypatch.setattr(echo_rows, "METHOD", "next")
    assert echo_rows.update() == 3
    assert pairs() == [("Headline 0", "Headline 2", "same text")]


def test_weighing_finds_the_echoes(archive: Any) -> None:
    assert archive.weigh() == 0
    assert not echo_rows.stale().exists()
    assert pairs() == [("Headline 0", "Headline 2", "same text")]


def test_a_build_ends_with_the_echoes_found(archive: Any) -> None:
    archive.finish()
    assert pairs() == [("Headline 0", "Headline 2", "same text")]
