"""An invented source and stages for builds in tests; importable by worker processes.

Run as a program it builds into the archive given, slowly enough to be killed:
`python building.py ARCHIVE`. It prints a line for every record it has dealt with.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from careo.errors import ReadingError
from careo.values import Annotations, Article, Capture, Item, Rejection, Term
from careo.working import Stages, WorkOptions
from inventing import TEXT, annotations, article, capture

RECORDS = 60


def page(number: int, words: str = "") -> Capture:
    """The invented page of that number; its body is its text."""
    body = words or f"{TEXT} It was day {number}."
    return capture(f"https://paper.example/{number}", body.encode())


@dataclass
class Invented:
    """Pages, among them one that is edited later, bad records, and a tag."""

    records: int = RECORDS
    label: str = "invented"
    passed_over: Counter[str] = field(default_factory=Counter)

    def items(self) -> Iterator[Item]:
        yield Term("tag", "River", "", "All about it.")
        for number in range(self.records):
            if number % 10 == 4:
                yield Rejection(f"list.csv:{number}", "no text", b"x" * number, "invented")
            elif number % 10 == 7:
                yield page(number, "unreadable")
            else:
                yield page(number)
        yield page(1, f"{TEXT} Aurelio Tamboril was freed.")


def read(given: Capture) -> Article:
    """The body as an article."""
    text = given.body.decode()
    if text == "unreadable":
        raise ReadingError("no article here", where=given.locator)
    if text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "hang":
        time.sleep(60)
    if text == "bug":
        raise ZeroDivisionError("a bug")
    return article(f"Arrest {len(text) % 7}", text)


def read_telling(given: Capture) -> Article:
    """The same, with the process that read it for a title."""
    return read(given).with_(title=str(os.getpid()))


def read_slowly(given: Capture) -> Article:
    """The same, at the pace of a real page."""
    time.sleep(0.02)
    return read(given)


class Annotator:
    """Finds the invented names."""

    name = "invented"
    version = "1"

    def annotate_many(self, articles: Sequence[Article]) -> list[Annotations]:
        if any("annotator bug" in one.text for one in articles):
            raise ZeroDivisionError("a bug")
        return [annotations(one.text) for one in articles]


STAGES = Stages(read, "r1", Annotator)
SLOW = Stages(read_slowly, "r1", Annotator)


def main(folder: Path) -> None:
    """Builds the invented source into `folder`."""
    from careo import pipeline
    from careo.web.config import wiring

    def tell(source: str, summary: pipeline.Summary) -> None:
        print(summary.read, summary.new, flush=True)

    with wiring.writing(folder) as store:
        pipeline.build([Invented()], store, WorkOptions(SLOW, 2, batch=3), tell)
        from web.records.dumping import dump

        print("dump", repr(dump()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
