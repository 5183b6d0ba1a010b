"""How an answer reads: how hard, how long, how often the same."""

import re
from functools import lru_cache

from evals.facts import stems
from evals.metrics.score import Metric, Observed, Score, not_applicable, scored, share
from service.answering.plain import LAY
from service.answering.remarks import Term

SAME = 0.8
"""The Jaccard similarity of their words from which on two statements are one said twice."""


def grade(observed: Observed) -> Score:
    """The US school grade that the statements ask for: Flesch-Kincaid (Kincaid et al., 1975) by textstat. Blind to
    how well known a word is."""
    statements = observed.answer.reply.statements
    if not statements:
        return not_applicable("nothing is stated")
    return scored(_flesch_kincaid(" ".join(statement.text for statement in statements)))


def lay_grade(observed: Observed) -> Score:
    """The school grade of answers to patients and carers; plain language is grade 8 and below (US National Library of
    Medicine, "How to Write Easy-to-Read Health Materials")."""
    return grade(observed) if observed.ask.audience in LAY else not_applicable("the reader is no lay person")


def hard_words(observed: Observed) -> Score:
    """Share of the terms that a lay reader may not know that an answer to one avoids or explains beside it (its list
    of words). An explanation within the text is not seen. Own; "define medical terms" of the US National Library of
    Medicine's "How to Write Easy-to-Read Health Materials"."""
    listed, reply = observed.ask.expected.hard_words, observed.answer.reply
    if not listed or observed.ask.audience not in LAY or not reply.statements:
        return not_applicable("no term is named, the reader is no lay person, or nothing is stated")
    said = " ".join(statement.text for statement in reply.statements)
    left = [term for term in listed if _holds(said, term) and not any(_explains(one, term) for one in reply.glossary)]
    return scored(1 - len(left) / len(listed), f"said and not explained: {', '.join(left)}" if left else "")


def _explains(entry: Term, term: str) -> bool:
    return _holds(entry.term, term) or _holds(term, entry.term) or _holds(entry.meaning, term)


def _holds(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) is not None


def repetition(observed: Observed) -> Score:
    """Share of the statements that say again what one before them said (Jaccard of stems of 0.8 and more). Own."""
    said = [stems(statement.text) for statement in observed.answer.reply.statements]
    again = [any(_alike(one, before) for before in said[:place]) for place, one in enumerate(said)]
    return share(again)


def statements(observed: Observed) -> Score:
    """How many statements an answer has. Neither more nor fewer is better: 4 to 12 are meant."""
    count = len(observed.answer.reply.statements)
    return scored(count) if count else not_applicable("nothing is stated")


def words(observed: Observed) -> Score:
    """How many words its statements have."""
    said = [statement.text for statement in observed.answer.reply.statements]
    return scored(sum(len(text.split()) for text in said)) if said else not_applicable("nothing is stated")


@lru_cache(maxsize=1024)
def _flesch_kincaid(text: str) -> float:
    import textstat

    return float(textstat.textstat.flesch_kincaid_grade(text))


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= SAME * max(1, len(one | other))


METRICS = (
    Metric("grade", "school grade, all audiences", 1, "neither", grade, "median"),
    Metric("lay_grade", "school grade for patients and carers", 1, "lower", lay_grade, "median"),
    Metric("hard_words", "hard words avoided or explained to lay readers", 1, "higher", hard_words),
    Metric("repetition", "statements said twice", 1, "lower", repetition),
    Metric("statements", "statements in an answer", 1, "neither", statements, "median"),
    Metric("words", "words in an answer", 1, "neither", words, "median"),
)
