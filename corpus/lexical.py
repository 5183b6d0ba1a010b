"""BM25 over the passages of one corpus version. The only room that knows tantivy; derived from the catalog.

A passage is found by its own words, its section heading and the title of its document.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import tantivy

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
ANALYZER = "en-stem/" + hashlib.sha256(f"{_TOKEN} {_FUNCTION_WORDS}".encode()).hexdigest()[:12]
"""How texts become terms: part of a corpus version, since an index and a question must be read alike."""
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
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="footnote", index_option="freq")
    return builder.build()


class LexicalIndex:
    """A BM25 index in a folder of its own."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(path))
        self._index.register_tokenizer("footnote", _ANALYZER)

    def build(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Index (passage id, text, section, title) rows; called once, on an empty folder."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for key, text, section, title in rows:
            writer.add_document(tantivy.Document(id=[key], text=[text], section=[section], title=[title]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def document_frequency(self, term: str) -> int:
        """In how many passages a term (as `terms` returns it) occurs, in the text or around it."""
        searcher = self._index.searcher()
        return max(int(searcher.doc_freq(field, term)) for field in _FIELDS)

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` (passage id, BM25 score), best first; none where no word of the question is known."""
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term), boost),
            )
            for term in dict.fromkeys(terms(question))
            for field, boost in _BOOSTS.items()
        ]
        if not clauses:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit).hits
        return [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]
