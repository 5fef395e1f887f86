"""Whose body "the Supreme Court" is."""

from __future__ import annotations

import pytest

from annotating.writing import annotate, by_name
from careo.authority.loader import authority

CHILE = "Chile is long. Chile has mines. Chilean ships carry copper. They sail from Chile."


@pytest.mark.parametrize("name", ["Supreme Court", "Ministry of Health"])
def test_a_body_is_of_the_country_that_the_article_is_plainly_about(name: str) -> None:
    assert by_name(annotate(CHILE, f"The {name} met on Monday."))[name].country == "CL"


def test_it_is_the_authoritys_body_of_that_country_where_there_is_one() -> None:
    found = by_name(annotate(CHILE, "The Supreme Court met on Monday."))["Supreme Court"]
    assert found.authority is not None
    assert authority()[found.authority].country == "CL"


@pytest.mark.parametrize(
    "other",
    [
        "Peru is high. Peru has mines too. They met in Peru.",
        "In Peru the Supreme Court met as well.",
    ],
)
def test_where_the_article_leaves_a_doubt_it_is_nobodys(other: str) -> None:
    found = by_name(annotate(CHILE, "The Supreme Court met on Monday.", other))["Supreme Court"]
    assert (found.country, found.authority) == (None, None)


def test_a_country_that_is_named_once_is_not_what_an_article_is_about() -> None:
    found = by_name(annotate("They sailed from Chile.", "The Supreme Court met on Monday."))
    assert found["Supreme Court"].country is None


def test_a_body_with_a_name_of_its_own_gets_no_country_from_the_article() -> None:
    found = by_name(annotate(CHILE, "The Lumbrela Institute for Quarrels met on Monday."))
    assert all(entity.country != "CL" for name, entity in found.items() if "Lumbrela" in name)


def test_a_newspaper_called_the_republic_is_no_country_of_a_congress() -> None:
    found = by_name(annotate("Lo dijo el Congreso de la República.", language="es"))
    assert found["Congreso de la República"].country is None
