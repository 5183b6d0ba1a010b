"""BM25 over the passages of one corpus version. The only room that knows tantivy; derived from the catalog.

A passage is found by its own words, its section heading and the title of its document.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from corpus.documents import Document, EvidenceFilter, Passage

# Function and question words (after the English list of Snowball), and who the asker is to the patient. Negations,
# comparisons and words of time stay: they tell one finding from another.
_FUNCTION_WORDS = """
a about all also am an and another any anyone anything are as at aunt be because been being both brother but by can
could dad daughter did do does doing else ever everyone everything father for friend from get gets getting go goes
going got had has have having he hello her here hers herself him himself his how husband i if in into is it its
itself just know let like made make makes many may maybe me might mine mom mother much mum must my myself next
nothing of ok okay on once one or other our ours ourselves out own partner please really same say says seem seems
shall she should sister so some someone something son such sure take takes tell than that the their theirs them
themselves then there these they thing things think this those to told too tried try uncle up us very vs want wants
was way we well were what when where whether which while who whom whose why wife will with would you your yours
yourself
""".split()
_TOKEN = r"[\p{L}\p{N}]+"
ANALYZER = "en-stem/2/" + hashlib.sha256(f"{_TOKEN} {_FUNCTION_WORDS}".encode()).hexdigest()[:12]
"""How texts become terms and what is indexed beside them: part of a corpus version, since an index and a question
must be read alike."""
_FIELDS = ("text", "section", "title")
_BOOSTS = {"text": 1.0, "section": 0.5, "title": 0.8}


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_TOKEN))
    for step in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.custom_stopword(_FUNCTION_WORDS),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


_ANALYZER = _analyzer()


def terms(text: str) -> list[str]:
    """The stemmed content words of a text, in order, as the index sees them."""
    return list(_ANALYZER.analyze(text))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    builder.add_boolean_field("barred", indexed=True)
    for field in ("kind", "organization"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("year", indexed=True, fast=True)
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="footnote", index_option="freq")
    return builder.build()


Wanted = tuple[Sequence[Collection[str]], float]
"""What is asked, as sets of terms of which one must be there whole, and how much it weighs."""


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """What is indexed of a passage, in the order of rows."""

    passage: Passage
    document: Document

    def as_dict(self, row: int) -> dict[str, Any]:
        document = self.document
        citable = document.standing == "current" and self.passage.superseded_by is None
        fields = {
            "row": row,
            "barred": not citable,
            "kind": document.kind,
            "organization": document.organization.casefold(),
            "text": self.passage.text,
            "section": " ".join(self.passage.section),
            "title": document.title,
        }
        return fields if document.year is None else fields | {"year": document.year}


class LexicalIndex:
    """A BM25 index in a folder of its own."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(path))
        self._index.register_tokenizer("footnote", _ANALYZER)

    def build(self, entries: Iterable[LexicalEntry]) -> None:
        """Index the passages of a version, in the order of their rows; called once, on an empty folder.

        Raises OSError where it cannot be written.
        """
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for row, entry in enumerate(entries):
            document = tantivy.Document.from_dict(entry.as_dict(row), self._schema)
            with _writing():
                writer.add_document(document)
        with _writing():
            writer.commit()
            writer.wait_merging_threads()
        self._index.reload()

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def document_frequency(self, term: str) -> int:
        """In how many passages a term (as `terms` returns it) occurs, in the text or around it."""
        searcher = self._index.searcher()
        return max(int(searcher.doc_freq(field, term)) for field in _FIELDS)

    def search(self, question: str, limit: int, filters: EvidenceFilter = EvidenceFilter()) -> list[tuple[int, float]]:
        """Up to `limit` (row, BM25 score) of citable passages, best first; none where no word is known."""
        words = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), boost))
            for term in dict.fromkeys(terms(question))
            for field, boost in _BOOSTS.items()
        ]
        if not words:
            return []
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, tantivy.Query.boolean_query(words)), *self._bounds(filters)]
        )
        return self._hits(query, limit)

    def _hits(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        rows = searcher.fast_field_values("row", [address for _, address in hits])
        return [(int(row), float(score)) for row, (score, _) in zip(rows, hits, strict=True) if row is not None]

    def coverage(self, wanted: Sequence[Wanted], rows: Sequence[int]) -> dict[int, float]:
        """The share of `wanted`, by weight, that each of these passages names in its text, section or title."""
        total = sum(weight for _, weight in wanted)
        if not total or not rows:
            return {}
        named = [
            (tantivy.Occur.Should, tantivy.Query.const_score_query(self._any(alternatives), weight))
            for alternatives, weight in wanted
        ]
        among = tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "row", list(rows)), 0.0)
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, among), *named])
        return {row: score / total for row, score in self._hits(query, len(rows))}

    def _any(self, alternatives: Sequence[Collection[str]]) -> tantivy.Query:
        """One of the alternatives, each with all its terms."""
        listed = []
        for alternative in alternatives:
            whole = [
                tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(field, term)) for field in _FIELDS])
                for term in alternative
            ]
            listed.append(tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in whole]))
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in listed])

    def _bounds(self, filters: EvidenceFilter) -> Iterator[tuple[tantivy.Occur, tantivy.Query]]:
        """What every hit must be, without a say in its score."""
        yield tantivy.Occur.MustNot, self._term("barred", True)
        if filters.kinds:
            yield self._one_of("kind", filters.kinds)
        if filters.organizations:
            yield self._one_of("organization", [name.casefold() for name in filters.organizations])
        if filters.year_from is not None:
            since = max(0, filters.year_from)
            years = tantivy.Query.range_query(self._schema, "year", tantivy.FieldType.Unsigned, since, None)
            yield tantivy.Occur.Must, tantivy.Query.const_score_query(years, 0.0)

    def _one_of(self, field: str, values: Sequence[str]) -> tuple[tantivy.Occur, tantivy.Query]:
        either = tantivy.Query.term_set_query(self._schema, field, list(values))
        return tantivy.Occur.Must, tantivy.Query.const_score_query(either, 0.0)

    def _term(self, field: str, value: str | bool) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value)


@contextmanager
def _writing() -> Iterator[None]:
    """tantivy tells of a full disk by a ValueError."""
    try:
        yield
    except ValueError as error:
        raise OSError(f"the lexical index cannot be written: {error}") from error
