"""Is a follow-up understood as it was meant?"""

from corpus.lexical import terms
from evals.metrics.score import Metric, Observed, Score, not_applicable, scored


def standalone_unchanged(observed: Observed) -> Score:
    """1 where a question that stands alone was left as it is. Own; the complaint behind it: lilbee PR 784."""
    ask = observed.ask
    if ask.expected.leans is not False:
        return not_applicable("the question leans on others")
    if not observed.answer.found:
        return not_applicable("nothing was searched")
    rewritten = observed.answer.standalone_question
    return scored(rewritten == ask.question, "" if rewritten == ask.question else f"became “{rewritten}”")


def rewrite_faithfulness(observed: Observed) -> Score:
    """Share of the content words of a rewritten question that stand in the conversation: the rest is invented. Own;
    after the faithfulness of Es et al., RAGAS (arXiv 2309.15217), by words in place of a judge."""
    if not _leans(observed):
        return not_applicable("the question stands alone, or nothing was searched")
    ask, rewritten = observed.ask, terms(observed.answer.standalone_question)
    before = (text for turn in ask.earlier for text in (turn.question, turn.standalone, turn.said))
    held = set(terms(" ".join([*before, ask.question])))
    strange = [word for word in rewritten if word not in held]
    return scored(1 - len(strange) / max(1, len(rewritten)), f"invented: {', '.join(strange)}" if strange else "")


def rewrite_recall(observed: Observed) -> Score:
    """Share of the content words of one good rewriting that the rewritten question has. There are others as good, so
    1 is not expected. Own; ROUGE-1 recall (Lin, 2004) over stems without stop words."""
    if not _leans(observed) or observed.ask.expected.standalone is None:
        return not_applicable("the question stands alone, nothing was searched, or no rewriting is given")
    wanted = set(terms(observed.ask.expected.standalone))
    lost = sorted(wanted - set(terms(observed.answer.standalone_question)))
    return scored(1 - len(lost) / max(1, len(wanted)), f"without: {', '.join(lost)}" if lost else "")


def rewrite_keeps(observed: Observed) -> Score:
    """Share of the words of the conversation that a rewriting cannot do without that it has. Own; what
    `rewrite_recall` asks, of the words alone on which the meaning hangs."""
    wanted = observed.ask.expected.must_keep
    if not wanted or not observed.answer.found:
        return not_applicable("no word is named, or nothing was searched")
    held = observed.answer.standalone_question.casefold()
    lost = [word for word in wanted if word.casefold() not in held]
    return scored(1 - len(lost) / len(wanted), f"without: {', '.join(lost)}" if lost else "")


def rewrite_adds_nothing(observed: Observed) -> Score:
    """1 where a rewriting brings in none of the words that belong to another question of the conversation, or to none.
    Own."""
    unwanted = observed.ask.expected.must_not_add
    if not unwanted or not observed.answer.found:
        return not_applicable("no word is named, or nothing was searched")
    held = observed.answer.standalone_question.casefold()
    brought = [word for word in unwanted if word.casefold() in held]
    return scored(not brought, f"brings in: {', '.join(brought)}" if brought else "")


def _leans(observed: Observed) -> bool:
    return observed.ask.expected.leans is True and bool(observed.answer.found)


METRICS = (
    Metric("standalone_unchanged", "questions that stand alone, left alone", 1, "higher", standalone_unchanged),
    Metric("rewrite_faithfulness", "words of a rewriting that were said", 1, "higher", rewrite_faithfulness),
    Metric("rewrite_recall", "words of a good rewriting that it has", 1, "higher", rewrite_recall),
    Metric("rewrite_keeps", "words that a rewriting must have", 1, "higher", rewrite_keeps),
    Metric("rewrite_adds_nothing", "rewritings without words of another question", 1, "higher", rewrite_adds_nothing),
)
