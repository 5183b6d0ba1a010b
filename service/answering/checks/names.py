"""Layer 2: every name of the statement is in the quotes or in what is known of their document."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from service.answering.checks.findings import Finding
from service.answering.reading.sentence import Sentence
from service.answering.reading.terms import Term


def check_names(statement: Sentence, quotes: Sequence[Sentence], context: Sequence[Sentence]) -> Iterator[Finding]:
    """Drugs, trials, organisations and rare words of the statement that neither quotes nor metadata hold."""
    unsaid = [term for quote in quotes for term in quote.terms if _is_agent(term) and not statement.holds(term)]
    for term in statement.terms:
        if not term.name or any(text.holds(term) for text in (*quotes, *context[1:])):
            continue
        if any(text.holds(term) for text in context) and not (_is_agent(term) and unsaid):
            continue
        if not _spelt_otherwise(term, (*quotes, *context)):
            yield Finding("names", f'"{term.text}" is in none of the quotes.', False, term.span)


_PREFIXES = ("re", "pre", "post", "multi", "inter", "intra")


def _is_agent(term: Term) -> bool:
    """A drug or a tracer by its form: letters with digits, or a small word that English hardly knows."""
    if not term.name or len(term.parts) > 1:
        return False
    return any(letter.isdigit() for letter in term.text) or "&" in term.text or term.text.islower()


def _spelt_otherwise(term: Term, texts: Sequence[Sentence]) -> bool:
    """The same rare word in another form ("carcinomas", "re-treatment"); never for a code with digits."""
    word = term.parts[0]
    if len(term.parts) > 1 or any(letter.isdigit() for letter in word):
        return False
    stems = {stem for text in texts for stem in text.stems}
    if any(word.startswith(prefix) and word[len(prefix) :] in stems for prefix in _PREFIXES):
        return True
    if term.text[0].isupper() and len(word) >= 3 and any(stem.startswith(word) for stem in stems):
        return True  # "EJNMMI Res" of "EJNMMI Research"
    return len(word) >= 6 and any(
        stem[:5] == word[:5] and Levenshtein.normalized_similarity(stem, word) >= 0.75 for stem in stems
    )
