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
        if not term.name or any(text.holds(term) for text in quotes):
            continue
        titled, recorded = (any(text.holds(term) for text in texts) for texts in (context[:1], context[1:]))
        known = titled or recorded
        exchanged = known and ((_is_agent(term) and unsaid and not recorded) or _replaces(term, statement, quotes))
        if exchanged or not (known or _spelt_otherwise(term, (*quotes, *context))):
            yield Finding("names", f'"{term.text}" is in none of the quotes.', False, term.span, firm=True)


_PREFIXES = ("re", "pre", "post", "multi", "inter", "intra")


def _is_agent(term: Term) -> bool:
    """A drug or a tracer by its form: letters with digits, or a small word that English hardly knows."""
    if not term.name or len(term.parts) > 1:
        return False
    plain = term.text if term.first else term.text[:1].lower() + term.text[1:]
    return any(letter.isdigit() for letter in plain) or "&" in plain or plain.islower()


def _replaces(term: Term, statement: Sentence, quotes: Sequence[Sentence]) -> bool:
    """Does it stand where a quote has another name: "the B criteria" for "the A criteria"?"""
    after = _next_stem(statement, term)
    return bool(after) and any(
        other.name and not statement.holds(other) and _next_stem(quote, other) == after
        for quote in quotes
        for other in quote.terms
    )


def _next_stem(sentence: Sentence, term: Term) -> str:
    after = sentence.tokens[term.last + 1] if term.last + 1 < len(sentence.tokens) else None
    return after.stem if after is not None and after.kind != "number" else ""


def _spelt_otherwise(term: Term, texts: Sequence[Sentence]) -> bool:
    """The same rare word in another form ("carcinomas", "re-treatment"); never for a code with digits."""
    word = term.parts[0]
    if len(term.parts) > 1 or any(letter.isdigit() for letter in word) or not term.text[1:].islower():
        return False
    stems = {stem for text in texts for stem in text.stems}
    if any(word.startswith(prefix) and word[len(prefix) :] in stems for prefix in _PREFIXES):
        return True
    if term.text[0].isupper() and len(word) >= 3 and any(stem.startswith(word) for stem in stems):
        return True  # "EJNMMI Res" of "EJNMMI Research"
    return len(word) >= 6 and any(
        stem[:5] == word[:5] and Levenshtein.normalized_similarity(stem, word) >= 0.75 for stem in stems
    )
