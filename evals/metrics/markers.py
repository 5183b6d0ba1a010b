"""Are markers, numbers, quotes and offsets in order? Nothing here is a matter of meaning: 1 is the only good value."""

import re
from collections.abc import Iterator, Mapping

from corpus.documents import Passage
from evals.metrics.score import Metric, Observed, Score, not_applicable, scored, share
from service.answering.types import Quote, Reply

_MARKER = re.compile(r"\[(\d+)\]")
_WORD = re.compile(r"\w")
_TO_ASK = "To ask the treating team:"


def citation_faults(reply: Reply) -> list[str]:
    """What is wrong with markers, numbers or offsets, in words."""
    numbering = list(_numbering(reply))
    return [*numbering, *_statements(reply), *([] if numbering else _shown(reply))]


def inexact_quotes(reply: Reply, passages: Mapping[str, Passage]) -> list[str]:
    """The quotes that are not verbatim at their offsets in their passage."""
    quotes = (quote for citation in reply.citations for quote in citation.quotes)
    return [f"{quote.id} is not verbatim at its offsets" for quote in quotes if not _is_exact(quote, passages)]


def _is_exact(quote: Quote, passages: Mapping[str, Passage]) -> bool:
    passage = passages.get(quote.passage_id)
    return passage is not None and passage.text[quote.start : quote.end] == quote.text


def _numbering(reply: Reply) -> Iterator[str]:
    numbers = [citation.number for citation in reply.citations]
    marked = list(dict.fromkeys(int(number) for number in _MARKER.findall(reply.text)))
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"citation numbers are {numbers}"
    if marked != numbers:
        yield f"markers in order of first use are {marked}, citations {numbers}"
    if len({citation.source.id for citation in reply.citations}) != len(numbers):
        yield "a source has two numbers"


def _statements(reply: Reply) -> Iterator[str]:
    number_of = {quote.id: citation.number for citation in reply.citations for quote in citation.quotes}
    for statement in reply.statements:
        if reply.text[statement.start : statement.end] != statement.text:
            yield f"a statement is not at its offsets: {statement.text[:40]}"
        if not statement.quotes or any(quote not in number_of for quote in statement.quotes):
            yield f"a statement has no quote: {statement.text[:40]}"
        elif {number_of[quote] for quote in statement.quotes} != set(statement.citations):
            yield f"a statement's quotes and numbers disagree: {statement.text[:40]}"


def _shown(reply: Reply) -> Iterator[str]:
    for statement in reply.statements:
        after = re.match(r"(?: \[\d+\])*", reply.text[statement.end :])
        shown = [int(number) for number in _MARKER.findall(after.group() if after else "")]
        if shown != list(statement.citations):
            yield f"the markers after a statement are not its numbers: {statement.text[:40]}"


def marker_validity(observed: Observed) -> Score:
    """1 where every marker has a source, one a source, in order of first use, each statement shows its own numbers,
    and each stands at its offsets; else 0. Own; the complaints behind it: onyx 1543, 12634, 14334."""
    reply = observed.answer.reply
    if not reply.citations and not reply.statements:
        return not_applicable("nothing is cited")
    faults = citation_faults(reply)
    return scored(not faults, "; ".join(faults))


def quote_exactness(observed: Observed) -> Score:
    """Share of the quotes that stand, letter for letter, at their offsets in the passage as the corpus has it.
    Own; nearest kin: the verbatim check of SourceCheckup (arXiv 2402.02008)."""
    reply = observed.answer.reply
    exact = [_is_exact(quote, observed.passages) for citation in reply.citations for quote in citation.quotes]
    return share(exact, "; ".join(inexact_quotes(reply, observed.passages)))


def statement_coverage(observed: Observed) -> Score:
    """Share of what an answer states that has a number: other lines of its text without one, that are no heading, no
    notice, no gap and no question for the team, count as stated without. Own; ALCE's recall counts a sentence without
    a citation as 0 too (Gao et al., arXiv 2305.14627)."""
    reply = observed.answer.reply
    if not reply.statements:
        return not_applicable("nothing is stated")
    cited = [bool(statement.citations) for statement in reply.statements]
    bare = list(_uncited(reply))
    return share([*cited, *(False for _ in bare)], "; ".join(bare))


def _uncited(reply: Reply) -> Iterator[str]:
    text = reply.text
    for statement in sorted(reply.statements, key=lambda one: -one.start):
        text = text[: statement.start] + "\n" + text[statement.end :]
    own = {section.heading for section in reply.sections} | set(reply.team_questions)
    notices = [notice.text for notice in reply.notices]
    for line in text.split("\n"):
        said = line.strip().removeprefix("- ")
        known = said in own or any(said in notice for notice in notices) or said.endswith(tuple(reply.gaps) or ("\0",))
        if _WORD.search(_MARKER.sub("", said)) and not _MARKER.search(said) and not known and said != _TO_ASK:
            yield said


METRICS = (
    Metric("marker_validity", "answers whose markers are in order", 1, "higher", marker_validity),
    Metric("quote_exactness", "quotes verbatim at their offsets", 1, "higher", quote_exactness),
    Metric("statement_coverage", "what is stated has a number", 1, "higher", statement_coverage),
)
