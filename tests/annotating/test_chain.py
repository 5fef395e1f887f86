"""Components are put in, replaced and taken out by name."""

from __future__ import annotations

import re
from typing import Any

import pytest

from annotating.writing import article
from careo.annotating.chain import placed, signature, without
from careo.annotating.draft import Draft
from careo.annotating.rules import COMPONENTS, RuleAnnotator
from careo.errors import ConfigError
from support import ROOT


def same(draft: Draft) -> Draft:
    return draft


def other(draft: Draft) -> Draft:
    return draft


CHAIN = (("one", same), ("two", same), ("three", same))


def names(chain: tuple[tuple[str, Any], ...]) -> list[str]:
    return [name for name, _ in chain]


def test_a_component_stands_where_it_is_put() -> None:
    assert names(placed(CHAIN, "new", other, after="one")) == ["one", "new", "two", "three"]
    assert names(placed(CHAIN, "new", other, before="one")) == ["new", "one", "two", "three"]
    assert names(placed(CHAIN, "new", other)) == ["one", "two", "three", "new"]


def test_a_name_that_is_there_is_replaced_in_its_place() -> None:
    assert placed(CHAIN, "two", other) == (("one", same), ("two", other), ("three", same))


def test_a_name_that_is_there_moves_when_it_is_put_elsewhere() -> None:
    assert names(placed(CHAIN, "one", other, after="three")) == ["two", "three", "one"]


def test_what_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(ConfigError, match="no component “four”; there are one, two, three"):
        placed(CHAIN, "new", other, after="four")
    with pytest.raises(ConfigError, match="no component “four”"):
        without(CHAIN, "four")
    with pytest.raises(ConfigError, match="not both"):
        placed(CHAIN, "new", other, before="one", after="two")


def test_a_component_cannot_stand_beside_itself() -> None:
    with pytest.raises(ConfigError, match="no component “one”"):
        placed(CHAIN, "one", other, after="one")


def test_the_signature_tells_components_order_and_versions_apart() -> None:
    class Versioned:
        def __init__(self, version: str) -> None:
            self.version = version

        def __call__(self, draft: Draft) -> Draft:
            return draft

    chains = (
        CHAIN,
        CHAIN[::-1],
        without(CHAIN, "two"),
        placed(CHAIN, "two", other),
        placed(CHAIN, "two", Versioned("1")),
        placed(CHAIN, "two", Versioned("2")),
    )
    assert len({signature(chain) for chain in chains}) == len(chains)
    assert signature(placed(CHAIN, "two", Versioned("1"))) == signature(chains[4])


def test_the_annotator_keeps_its_own_chain_and_annotates_again_with_another() -> None:
    plain = RuleAnnotator()
    longer = plain.with_component("mine", same, after="named")
    assert plain.components == COMPONENTS
    assert names(longer.components)[:3] == ["known", "named", "mine"]
    assert longer.version != plain.version
    assert longer.without_component("mine").version == plain.version


def test_a_component_less_leaves_its_part_empty() -> None:
    text = article("Rosa Quintanilla said that the harbour was closed.")
    (found,) = RuleAnnotator().without_component("claims").annotate_many([text])
    assert RuleAnnotator().annotate_many([text])[0].claims
    assert found.mentions
    assert not found.claims


def test_the_example_of_the_docs_runs() -> None:
    page = (ROOT / "docs" / "annotation.md").read_text(encoding="utf-8")
    (example,) = [
        code
        for code in re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
        if "with_component" in code
    ]
    space: dict[str, Any] = {}
    exec(compile(example, "docs/annotation.md", "exec"), space)  # noqa: S102 - our own page
    text = article("The cutter Blue Heron left Quito before the storm.")
    (found,) = space["annotator"].annotate_many([text])
    assert "Blue Heron" in [m.text for m in found.mentions]
    assert "Heron" not in {m.text for m in found.mentions}
