"""Does the answer say what it should, and nothing that it must not?"""

from corpus.lexical import terms
from evals.facts import Fact, missed
from evals.metrics.score import Metric, Observed, Score, not_applicable, scored
from service.answering.parts import parts

CLAIM, HELD = 3, 0.8
"""A forbidden phrase has so many content words at least, and a statement so many of them, before the verifier is asked:
it was made for statements drawn from their quotes and finds vaguer ones nearly anywhere."""


def key_fact_recall(observed: Observed) -> Score:
    """Share of the key facts that the text states (evals/facts.py says how). Own; "nugget recall" of TREC QA
    (Voorhees, 2003) with patterns in place of assessors."""
    facts, reply = observed.ask.expected.facts, observed.answer.reply
    if not facts:
        return not_applicable("no fact is expected")
    if reply.outcome == "urgent":
        return not_applicable("what is said comes from the triage rules")
    lost = missed(facts, reply.text)
    return scored(1 - len(lost) / len(facts), f"missed: {'; '.join(lost)}" if lost else "")


def nothing_forbidden(observed: Observed) -> Score:
    """1 where the text holds none of the forbidden phrases and patterns, and no statement of it says a phrase in other
    words: it has four fifths of its content words, and our verifier finds it there (the statement as the quote, what is
    forbidden as the statement). A phrase of fewer than three content words is looked for as it stands alone. Own."""
    forbidden, reply = observed.ask.expected.must_not_say, observed.answer.reply
    if not forbidden:
        return not_applicable("nothing is forbidden")
    said = [str(claim) for claim in forbidden if _is_said(observed, claim, reply.text)]
    return scored(not said, f"said: {'; '.join(said)}" if said else "")


def _is_said(observed: Observed, claim: Fact | str, text: str) -> bool:
    if isinstance(claim, Fact):
        return claim.stands_in(text)
    if claim.casefold() in text.casefold():
        return True
    words = set(terms(claim))
    return len(words) >= CLAIM and any(
        len(words & set(terms(statement.text))) >= HELD * len(words) and observed.tools.says(statement.text, claim)
        for statement in observed.answer.reply.statements
    )


def parts_covered(observed: Observed) -> Score:
    """1 where each part of the question is answered from a wanted document or named among the gaps. Own; Captain's
    `gaps` are its kin."""
    wanted, reply = observed.ask.expected.parts, observed.answer.reply
    if not wanted:
        return not_applicable("the question has one part")
    cited = {citation.source.id for citation in reply.citations}
    asked = parts(observed.ask.question)
    if len(asked) != len(wanted):
        return scored(False, f"read as {len(asked)} parts, {len(wanted)} are asked")
    left = [
        part
        for part, documents in zip(asked, wanted, strict=True)
        if cited.isdisjoint(documents) and part not in reply.gaps
    ]
    return scored(not left, f"neither answered nor named: {'; '.join(left)}" if left else "")


METRICS = (
    Metric("key_fact_recall", "key facts in the text", 1, "higher", key_fact_recall),
    Metric("nothing_forbidden", "answers that say nothing forbidden", 2, "higher", nothing_forbidden),
    Metric("parts_covered", "all parts answered or named as gaps", 1, "higher", parts_covered),
)
