from __future__ import annotations

import re
from dataclasses import fields

import pytest

from careo.web.site.editions import EDITIONS, Edition
from careo.web.site.look import Look
from careo.web.site.urls import patterns
from support import ROOT

TEXT = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")


def _as_documented(route: str) -> str:
    """A route with its parameters as the table writes them."""
    route = re.sub(r"<int:year>/<int:month>", "<y>/<m>", route)
    route = route.replace("<number:number>", "<n>").replace("<slug:form>", "<form>")
    kind = re.search(r"^(type|tipo)/<slug:slug>|<slug:kind>", route)
    return re.sub(r"<\w+:(\w+)>", "<kind>" if kind else r"<\1>", route)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: e.code)
def test_every_address_is_in_the_docs(edition: Edition) -> None:
    for pattern in patterns(edition):
        if pattern.name.endswith("_page"):
            continue
        address = "/" + edition.prefix + _as_documented(str(pattern.pattern))
        wanted = f"`{address}?q=…`" if pattern.name == "search" else f"`{address}`"
        assert wanted in TEXT


def test_every_setting_of_the_look_is_in_the_docs() -> None:
    for setting in fields(Look):
        assert f"| `{setting.name}` |" in TEXT
