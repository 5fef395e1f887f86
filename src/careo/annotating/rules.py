"""The default annotator: spaCy's parse, the authority, and rules over both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from careo.annotating.annotator import Settings
from careo.annotating.chain import Chain, placed, signature, without
from careo.annotating.claims.claims import claims
from careo.annotating.draft import Component, Draft
from careo.annotating.events.events import events
from careo.annotating.language import words
from careo.annotating.language.casing import as_written, recased
from careo.annotating.language.models import BATCH_SIZE, load_pipeline, why_not
from careo.annotating.language.parsing import Parsed, Piece, pieces_of
from careo.annotating.names.gather import gather
from careo.annotating.names.introduced import introduced
from careo.annotating.names.known import known
from careo.annotating.names.listed import listed
from careo.annotating.names.named import named
from careo.annotating.names.settle import settle
from careo.annotating.relations.relations import relations
from careo.authority import loader as authority
from careo.authority import towns
from careo.authority.lists import lists_in_use
from careo.errors import ConfigError
from careo.values import Annotations, Article

COMPONENTS: Chain = (
    ("known", known),
    ("named", named),
    ("introduced", introduced),
    ("settle", settle),
    ("listed", listed),
    ("gather", gather),
    ("claims", claims),
    ("events", events),
    ("relations", relations),
)
"""Name and callable of each component, in the order they run."""


RULES = "3"
"""Raised when the code reads something else in the same text."""


class RuleAnnotator:
    """See `Annotator`. Reads English and Spanish; safe to build, cheap until used."""

    def __init__(
        self, components: Sequence[tuple[str, Component]] = COMPONENTS, name: str = "rules"
    ) -> None:
        self.name = name
        self.components = tuple(components)
        own = "" if self.components == COMPONENTS else f"-{signature(self.components)}"
        listed = lists_in_use().version
        self.version = f"{RULES}-{_digest()}{'-' if listed else ''}{listed}{own}"

    def with_component(
        self,
        name: str,
        component: Component,
        *,
        before: str | None = None,
        after: str | None = None,
    ) -> RuleAnnotator:
        """One like this with a component more, or another one under its name; see
        `chain.placed`. Raises ConfigError when there is none to stand beside."""
        chain = placed(self.components, name, component, before=before, after=after)
        return RuleAnnotator(chain, self.name)

    def without_component(self, name: str) -> RuleAnnotator:
        """One like this with a component less; raises ConfigError when it has none of
        that name."""
        return RuleAnnotator(without(self.components, name), self.name)

    def annotate_many(self, articles: Sequence[Article]) -> list[Annotations]:
        """One result per article, in order; memory does not grow with the number of
        articles read before."""
        results: list[Annotations] = [Annotations()] * len(articles)
        todo: dict[str, list[int]] = {}
        for index, article in enumerate(articles):
            reason = why_not(article.language)
            if reason is None:
                todo.setdefault(str(article.language), []).append(index)
            else:
                results[index] = Annotations(skipped=reason)
        for language, indexes in todo.items():
            cased = [(i, recased(articles[i], language)) for i in indexes]
            for index, draft in _parse(language, cased):
                for _, component in self.components:
                    draft = component(draft)  # noqa: PLW2901 - a draft only grows fuller
                found = draft.annotations()
                is_same = draft.article is articles[index]
                results[index] = (
                    found if is_same else as_written(found, draft.text, articles[index].text)
                )
        return results


def rule_annotator(settings: Settings) -> RuleAnnotator:
    """The default annotator. It has no settings; raises ConfigError for any."""
    if settings:
        raise ConfigError(f"unknown setting {min(settings)!r} in [annotating.rules]")
    return RuleAnnotator()


@cache
def _digest() -> str:
    """Changes with every word of the lists: a new name in them annotates again."""
    digest = hashlib.sha256(towns.PATH.read_bytes())
    for folder in (authority.FOLDER, words.FOLDER):
        for path in sorted(folder.glob("*.yaml")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _parse(language: str, articles: Sequence[tuple[int, Article]]) -> Iterator[tuple[int, Draft]]:
    """Parses the articles as one stream; yields each as soon as its last piece is done."""
    nlp = load_pipeline(language)
    pieces: list[tuple[Piece, int]] = [
        (piece, index) for index, article in articles for piece in pieces_of(article)
    ]
    by_index = dict(articles)
    # The zone frees the words that this batch taught the vocabulary; without it the
    # process grows with the archive. Nothing of spaCy leaves the components.
    with nlp.memory_zone():
        docs = nlp.pipe((piece.text for piece, _ in pieces), batch_size=BATCH_SIZE)
        stream = zip(pieces, docs, strict=True)
        for index, group in groupby(stream, key=lambda pair: pair[0][1]):
            parsed = tuple(Parsed(piece, doc) for (piece, _), doc in group)
            yield index, Draft(by_index[index], language, parsed)
