"""What the benchmark of echoes runs: the finder as it is used, over plain texts."""

from __future__ import annotations

from collections.abc import Callable

from careo.weighing.echoes.finding import EchoFinder
from careo.weighing.echoes.sketches import sketch
from careo.weighing.echoes.texts import EchoText


def finder(text_of: Callable[[str], str]) -> Callable[[str, str], list[str]]:
    """Takes a key and a text, gives the keys of earlier texts that it echoes; `text_of`
    is asked for the text of a key that was given."""
    found = EchoFinder(lambda key: EchoText(key, text_of(key)))

    def add(key: str, text: str) -> list[str]:
        echoes = found.add(EchoText(key, text))
        return [echo.left if echo.right == key else echo.right for echo in echoes]

    return add


def signature(text: str) -> object:
    """The sketch of a text."""
    return sketch(text)
