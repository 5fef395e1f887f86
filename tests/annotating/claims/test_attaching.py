"""Which reporting word a quotation belongs to, by place alone."""

from __future__ import annotations

import re

import pytest

from careo.annotating.claims.attaching import Reporter, attach
from careo.annotating.claims.quoting import quotes_in
from careo.values import Span

_WORD = re.compile(r"\b(?:said|added|asked)\b")


def given(text: str) -> list[tuple[str, list[str]]]:
    """Each reporting word of the text with the quotations it gets."""
    paragraphs = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    quotes = quotes_in(text, paragraphs)
    reporters = [Reporter(Span(m.start(), m.end()), True) for m in _WORD.finditer(text)]
    found = attach(text, quotes, reporters, paragraphs)
    return [
        (reporters[n].span.of(text), [q.inner.of(text) for q in own])
        for n, own in sorted(found.items())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We left early,” she said.", [("said", ["We left early,"])]),
        ("She said: “We left early.”", [("said", ["We left early."])]),
        (
            "“We left early,” she said. “Nobody saw us go.”",
            [("said", ["We left early,", "Nobody saw us go."])],
        ),
        (
            "“We left early,” she said. “Nobody saw us go,” he added.",
            [("said", ["We left early,"]), ("added", ["Nobody saw us go,"])],
        ),
        ("She said, “We’ll see then,” when asked by them.", [("said", ["We’ll see then,"])]),
        (
            "“We left early,” she said. “Nobody saw us.\n“We went by boat.”",
            [("said", ["We left early,", "Nobody saw us.", "We went by boat."])],
        ),
        ("She said this:\n“We left early that day.”", [("said", ["We left early that day."])]),
    ],
)
def test_a_quotation_goes_to_the_word_that_follows_leads_to_or_began_it(
    text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert given(text) == expected


def test_a_quotation_far_from_any_reporting_word_goes_to_none() -> None:
    assert given("She said so. They sat there. The sign read “No boats beyond this point”.") == []
