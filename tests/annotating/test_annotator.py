"""The annotator is chosen by name: ours, or one that an installed package offers."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from annotating.writing import article
from careo.annotating import annotator
from careo.annotating.annotator import annotator_names, load_annotator
from careo.errors import ConfigError
from careo.values import Annotations, Article


class Silent:
    """Reads nothing; a package's annotator."""

    name = "silent"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.version = str(settings.get("volume", 0))

    def annotate_many(self, articles: Sequence[Article]) -> list[Annotations]:
        return [Annotations(skipped="silent") for _ in articles]


def broken(settings: Mapping[str, Any]) -> Silent:
    raise ConfigError("'volume' must be a number")


Offer = Callable[..., None]


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Has installed packages offer `name="value"`; several under one name too."""

    def put(*pairs: tuple[str, str]) -> None:
        entries = [EntryPoint(name, value, annotator.GROUP) for name, value in pairs]
        monkeypatch.setattr(annotator, "entry_points", lambda group: entries)
        annotator._loaded.cache_clear()

    return put


@pytest.fixture(autouse=True)
def forget() -> None:
    annotator._loaded.cache_clear()


HERE = f"{__name__}:Silent"


def test_without_a_name_it_is_the_rules_one_per_process() -> None:
    assert load_annotator().name == "rules"
    assert load_annotator() is load_annotator("rules", {})


def test_a_package_s_annotator_is_found_by_its_name_and_gets_its_settings(offer: Offer) -> None:
    offer(("silent", HERE))
    found = load_annotator("silent", {"volume": 3})
    assert (found.name, found.version) == ("silent", "3")
    assert found.annotate_many([article("Rosa spoke.")])[0].skipped == "silent"
    assert annotator_names() == ("rules", "gliner", "silent")


def test_one_name_with_other_settings_is_another_annotator(offer: Offer) -> None:
    offer(("silent", HERE))
    assert load_annotator("silent", {"volume": 1}) is load_annotator("silent", {"volume": 1})
    assert load_annotator("silent", {"volume": 1}) is not load_annotator("silent", {"volume": 2})


def test_an_unknown_name_is_answered_with_the_known_ones(offer: Offer) -> None:
    offer(("silent", HERE))
    with pytest.raises(ConfigError, match="no annotator “loud”; there are rules, gliner, silent"):
        load_annotator("loud")


@pytest.mark.parametrize("name", ["rules", "silent"])
def test_two_under_one_name_are_refused_not_picked_from(offer: Offer, name: str) -> None:
    offer((name, HERE), (name, f"{__name__}:broken"))
    with pytest.raises(ConfigError, match=f"annotators are called “{name}”"):
        load_annotator(name)


@pytest.mark.parametrize("value", ["no_such_package.x:y", f"{__name__}:missing"])
def test_what_cannot_be_imported_is_one_line(offer: Offer, value: str) -> None:
    offer(("silent", value))
    with pytest.raises(ConfigError, match="“silent” cannot be loaded") as told:
        load_annotator("silent")
    assert "\n" not in str(told.value)


def test_a_wrong_setting_is_told_by_the_annotator_itself(offer: Offer) -> None:
    offer(("silent", f"{__name__}:broken"))
    with pytest.raises(ConfigError, match="'volume' must be a number"):
        load_annotator("silent")
    with pytest.raises(ConfigError, match=r"unknown setting 'x' in \[annotating.rules\]"):
        load_annotator("rules", {"x": 1})


def test_what_makes_the_annotator_can_be_sent_to_another_process() -> None:
    maker = pickle.loads(pickle.dumps(partial(load_annotator, "rules", {})))  # noqa: S301
    assert maker().name == "rules"
