"""The embedded index: tantivy in `data/index/`.

Every text is indexed twice: in `exact` (folded words as written: names, phrases)
and in the field of its language, whose words are folded and stemmed, so that
"extradición", "extradiciones" and "extradicion" meet. Folding comes before stemming
so that readers and writers who leave accents out get the same stems.

One process writes at a time (tantivy's own lock); any number read, and see each
commit with their next search.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy as engine

from careo.errors import QueryError, SearchError
from careo.web.records.search.port import (
    FACETS,
    Clause,
    Document,
    Facet,
    Hit,
    Query,
    Results,
    Segment,
    Sort,
    checked,
    clauses,
)

FORM = "1"
"""Raised with every change of the schema; an index of another form is rebuilt."""

STEMMERS = {"en": "english", "es": "spanish"}
OTHER = "xx"
LANGUAGES = (*STEMMERS, OTHER)
HEAP = 32_000_000
EXCERPT = 240
FACET_VALUES = 50
LONGEST_WORD = 60

# Tuned on no collection: a title hit says more than a body hit, and the word as
# written more than its stem.
TITLE_BOOST, EXACT_TITLE_BOOST, EXACT_BOOST = 3.0, 4.0, 1.5


def _analyzer(stemmer: str | None) -> engine.TextAnalyzer:
    builder = engine.TextAnalyzerBuilder(engine.Tokenizer.simple())
    builder = builder.filter(engine.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(engine.Filter.lowercase()).filter(engine.Filter.ascii_fold())
    if stemmer:
        builder = builder.filter(engine.Filter.stemmer(stemmer))
    return builder.build()


ANALYZERS = {code: _analyzer(STEMMERS.get(code)) for code in LANGUAGES}


def _schema() -> engine.Schema:
    builder = engine.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", stored=True, fast=True)
    builder.add_text_field("form", stored=True, tokenizer_name="raw", index_option="basic")
    for code in LANGUAGES:
        builder.add_text_field(f"title_{code}", stored=True, tokenizer_name=f"careo_{code}")
        builder.add_text_field(f"body_{code}", stored=True, tokenizer_name=f"careo_{code}")
    builder.add_text_field("exact_title", tokenizer_name=f"careo_{OTHER}")
    builder.add_text_field("exact", tokenizer_name=f"careo_{OTHER}")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", fast=True)
    builder.add_unsigned_field("weight", fast=True)
    return builder.build()


@dataclass(frozen=True, slots=True)
class _Opened:
    index: engine.Index
    stamp: int


class TantivySearch:
    """The port over a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._opened: _Opened | None = None
        self._writer: engine.IndexWriter | None = None
        self._lock = threading.RLock()

    # --- the port -----------------------------------------------------------

    def ready(self) -> bool:
        """Whether the folder holds an index of the present form."""
        return self._stamp() > 0 and self._form_file.exists() and self._form() == FORM

    def search(self, query: Query) -> Results:
        """The hits of `query`; see the port."""
        query = checked(query)
        wanted = clauses(query.text)
        if query.text.strip() and not any(not c.excluded for c in wanted):
            raise QueryError("the query names nothing to look for; give at least one word")
        with self._trouble("cannot search"):
            return self._search(query, wanted)

    def put(self, documents: Iterable[Document]) -> None:
        """Adds or replaces documents; visible after `commit`."""
        with self._trouble("cannot write"), self._lock:
            writer = self._writing()
            for document in documents:
                name = f"{document.kind}:{document.id}"
                writer.delete_documents_by_term("id", name)
                writer.add_document(_document(document, name))

    def remove(self, rows: Iterable[tuple[Any, int]]) -> None:
        """Takes rows out; visible after `commit`."""
        with self._trouble("cannot write"), self._lock:
            writer = self._writing()
            for kind, number in rows:
                writer.delete_documents_by_term("id", f"{kind}:{number}")

    def commit(self) -> None:
        """Makes the changes visible and lets go of the writing lock."""
        with self._trouble("cannot write"), self._lock:
            if self._writer is None:
                return
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None

    def clear(self) -> None:
        """An empty index of the present form, whatever lay there."""
        with self._trouble("cannot make the index"), self._lock:
            self._writer = self._opened = None
            if self._folder.exists():
                shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True)
            self._open(create=True)
            self._form_file.write_text(FORM, encoding="ascii")

    def count(self) -> int:
        """How many documents are visible."""
        with self._trouble("cannot search"):
            return int(self._reading().searcher().num_docs)

    # --- opening ------------------------------------------------------------

    @property
    def _form_file(self) -> Path:
        return self._folder / "careo-form"

    def _form(self) -> str:
        return self._form_file.read_text(encoding="ascii").strip()

    def _stamp(self) -> int:
        try:
            return (self._folder / "meta.json").stat().st_mtime_ns
        except OSError:
            return 0

    @contextmanager
    def _trouble(self, doing: str) -> Iterator[None]:
        # The engine raises ValueError, OSError and, from Rust panics, BaseException
        # subclasses that derive from Exception in name only; the first two are ours.
        try:
            yield
        except (ValueError, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise SearchError(f"{doing}: {reason}", where=str(self._folder)) from error

    def _open(self, *, create: bool = False) -> engine.Index:
        index = engine.Index(self._schema, path=str(self._folder), reuse=not create)
        for code, analyzer in ANALYZERS.items():
            index.register_tokenizer(f"careo_{code}", analyzer)
        index.reload()
        self._opened = _Opened(index, self._stamp())
        return index

    def _reading(self) -> engine.Index:
        with self._lock:
            stamp = self._stamp()
            if not stamp:
                raise SearchError("there is no index; run `careo index`", where=str(self._folder))
            if self._opened is None or self._opened.stamp != stamp:
                return self._open()
            return self._opened.index

    def _writing(self) -> engine.IndexWriter:
        if self._writer is None:
            if not self.ready():
                self.clear()
            self._writer = self._reading().writer(HEAP, 1)
        return self._writer

    # --- asking -------------------------------------------------------------

    def _search(self, query: Query, wanted: tuple[Clause, ...]) -> Results:
        index = self._reading()
        searcher = index.searcher()
        asked = self._query(query, wanted)
        order = {}
        if query.sort is Sort.DATE:
            order = {"order_by_field": "day"}
        elif query.facets or wanted:
            order = {"weight_by_field": "weight"}
        found = searcher.search(
            asked, query.per_page, offset=(query.page - 1) * query.per_page, **order
        )
        marker = _Marker(searcher, self._schema, wanted)
        hits = tuple(marker.hit(searcher.doc(address), key) for key, address in found.hits)
        return Results(hits, int(found.count or 0), _facets(searcher, asked) if found.count else ())

    def _query(self, query: Query, wanted: tuple[Clause, ...]) -> engine.Query:
        schema = self._schema
        parts = [(engine.Occur.Must, engine.Query.term_query(schema, "kind", str(query.kind)))]
        for name, value in query.facets.items():
            term = engine.Query.term_query(schema, name, value)
            parts.append((engine.Occur.Must, engine.Query.const_score_query(term, 0.0)))
        for clause in wanted:
            occur = engine.Occur.MustNot if clause.excluded else engine.Occur.Must
            asked = _clause(schema, clause)
            if asked is not None:
                parts.append((occur, asked))
        return engine.Query.boolean_query(parts)


def _document(document: Document, name: str) -> engine.Document:
    made = engine.Document()
    made.add_text("id", name)
    made.add_text("kind", str(document.kind))
    made.add_unsigned("row", document.id)
    code = document.language if document.language in STEMMERS else OTHER
    names = "\n".join(document.names)
    made.add_text(f"title_{code}", document.title)
    made.add_text(f"body_{code}", "\n".join(filter(None, (names, document.body))))
    made.add_text("exact_title", document.title)
    made.add_text("exact", "\n".join(filter(None, (document.title, names, document.body))))
    for facet, values in document.facets.items():
        for value in dict.fromkeys(values):
            made.add_text(facet, value)
    made.add_unsigned("day", document.day)
    made.add_unsigned("weight", document.weight)
    return made


def _clause(schema: engine.Schema, clause: Clause) -> engine.Query | None:
    """One clause: the words as written, or, if it is no phrase, their stems."""
    words = ANALYZERS[OTHER].analyze(clause.words)
    if not words:
        return None
    options = [
        engine.Query.boost_query(_row(schema, "exact_title", words), EXACT_TITLE_BOOST),
        engine.Query.boost_query(_row(schema, "exact", words), EXACT_BOOST),
    ]
    if not clause.phrase:
        for code in STEMMERS:
            stems = ANALYZERS[code].analyze(clause.words)
            title = _row(schema, f"title_{code}", stems)
            options.append(engine.Query.boost_query(title, TITLE_BOOST))
            options.append(_row(schema, f"body_{code}", stems))
    return engine.Query.disjunction_max_query(options, tie_breaker=0.1)


def _row(schema: engine.Schema, name: str, words: list[str]) -> engine.Query:
    # One "word" of the reader's may be several of the index's: "CJNG-Jalisco".
    if len(words) == 1:
        return engine.Query.term_query(schema, name, words[0])
    return engine.Query.phrase_query(schema, name, words)


class _Marker:
    """Marks what was looked for in stored texts; one generator a field."""

    def __init__(
        self, searcher: engine.Searcher, schema: engine.Schema, wanted: tuple[Clause, ...]
    ) -> None:
        self._searcher, self._schema = searcher, schema
        self._wanted = [c for c in wanted if not c.excluded]
        self._made: dict[str, engine.SnippetGenerator] = {}

    def hit(self, document: engine.Document, score: Any) -> Hit:
        stored = document.to_dict()
        code = next((c for c in LANGUAGES if f"title_{c}" in stored), OTHER)
        title = stored[f"title_{code}"][0]
        return Hit(
            int(stored["row"][0]),
            self._title(document, title, code),
            self._segments(document, f"body_{code}", code, EXCERPT),
            float(score),
        )

    def _title(self, document: engine.Document, title: str, code: str) -> tuple[Segment, ...]:
        """All of the title: the engine's snippet leaves the signs at its ends out."""
        marked = self._segments(document, f"title_{code}", code, len(title.encode()) + 1)
        if not marked:
            return (Segment(title),)
        before, _, after = title.partition("".join(piece.text for piece in marked))
        ends = (Segment(before), *marked, Segment(after))
        return tuple(piece for piece in ends if piece.text)

    def _segments(
        self, document: engine.Document, name: str, code: str, limit: int
    ) -> tuple[Segment, ...]:
        if not self._wanted:
            return ()
        if name not in self._made:
            self._made[name] = self._generator(name, code)
        generator = self._made[name]
        generator.set_max_num_chars(max(1, limit))
        snippet = generator.snippet_from_doc(document)
        ranges = sorted({(r.start, r.end) for r in snippet.highlighted()})
        return _marked(snippet.fragment(), ranges) if ranges else ()

    def _generator(self, name: str, code: str) -> engine.SnippetGenerator:
        terms = [
            (engine.Occur.Should, engine.Query.term_query(self._schema, name, word))
            for clause in self._wanted
            for word in ANALYZERS[code].analyze(clause.words)
        ]
        query = engine.Query.boolean_query(terms) if terms else engine.Query.empty_query()
        return engine.SnippetGenerator.create(self._searcher, query, self._schema, name)


def _marked(fragment: str, ranges: list[tuple[int, int]]) -> tuple[Segment, ...]:
    """The fragment in pieces; ranges are byte offsets into its UTF-8."""
    data = fragment.encode()
    pieces: list[Segment] = []
    at = 0
    for start, end in ranges:
        if start < at:
            continue
        if start > at:
            pieces.append(Segment(data[at:start].decode()))
        pieces.append(Segment(data[start:end].decode(), marked=True))
        at = end
    if at < len(data):
        pieces.append(Segment(data[at:].decode()))
    return tuple(pieces)


def _facets(searcher: engine.Searcher, asked: engine.Query) -> tuple[Facet, ...]:
    wanted = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACETS}
    answer = searcher.aggregate(asked, wanted)
    return tuple(
        Facet(name, str(bucket["key"]), int(bucket["doc_count"]))
        for name in FACETS
        for bucket in answer[name]["buckets"]
    )
