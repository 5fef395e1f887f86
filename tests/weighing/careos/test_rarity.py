"""The rarer what two claims share, the more it counts."""

from __future__ import annotations

from careo.weighing.careos.matter import matter_of
from careo.weighing.careos.rarity import Rarity
from weighing.testimonies import NAMES, Heard, alone


def told(article: str, content: str) -> Heard:
    return alone(
        f"Odo Brandt said {content}.", "said", content, speaker="Odo Brandt", article=article
    )


def test_what_more_articles_hold_is_less_rare() -> None:
    heard = [told(str(n), "the Marrow Ring paid clerks") for n in range(5)]
    heard.append(told("6", "Valdemora burned"))
    rarity = Rarity.over(map(matter_of, heard))
    assert rarity.of(NAMES["Marrow Ring"]) < rarity.of(NAMES["Valdemora"]) == 1.0


def test_an_article_counts_once_however_often_it_says_a_word() -> None:
    once = Rarity.over([matter_of(told("1", "clerks came"))])
    twice = Rarity.over([matter_of(told("1", "clerks came")), matter_of(told("1", "clerks left"))])
    assert once.of("clerk") == twice.of("clerk")


def test_what_nobody_said_is_as_rare_as_can_be() -> None:
    assert Rarity.over([]).of("unheard") == 1.0


def test_a_sum_is_the_same_in_any_order() -> None:
    rarity = Rarity.over(matter_of(told(str(n), f"clerk{n} and boat came")) for n in range(9))
    keys = ["boat", "came", "clerk"]
    assert rarity.total(keys) == rarity.total(reversed(keys))
