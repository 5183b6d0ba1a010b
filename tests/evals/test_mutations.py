"""The suite itself is tested: whatever is broken in the answers, the gate that watches it goes red."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from evals.run.asking import Answers
from evals.run.comparing import compare
from evals.run.folder import RunFolder
from evals.run.gating import Gate, broken, read_gates
from service import bootstrap
from service.answering.retrieval import Retrieved, Retriever
from service.answering.scoring import Parts
from service.answering.sufficiency import Assessor, Sufficiency
from service.answering.types import Answer, Reply, ScoredPassage, Section, Statement

Change = Callable[[Answer], Answer]


@dataclass(frozen=True)
class Mutated:
    """Stands before an answerer and changes what it answers."""

    inner: Answers
    change: Change

    async def answer(self, question: Any) -> Answer:
        return self.change(await self.inner.answer(question))


def values(run: RunFolder) -> dict[str, Any]:
    found: dict[str, Any] = run.summary["figures"]
    return found


@pytest.fixture(scope="session")
def gates(clean: RunFolder) -> dict[str, Gate]:
    """The shipped gates that this small run is large and good enough for; the clean run is its own baseline."""
    few = {name: gate.model_copy(update={"fewest": 1}) for name, gate in read_gates().items()}
    baseline = {name: figure["value"] for name, figure in values(clean).items() if figure["value"] is not None}
    red = {fault.figure for fault in broken(values(clean), few, baseline)}
    return {name: gate for name, gate in few.items() if name not in red}


def faults(run: RunFolder, gates: dict[str, Gate], clean: RunFolder) -> set[str]:
    baseline = {name: figure["value"] for name, figure in values(clean).items() if figure["value"] is not None}
    return {fault.figure for fault in broken(values(run), gates, baseline)}


def with_summary(reply: Reply, change: Callable[[Statement], Statement]) -> Reply:
    """The reply with the statements of its summary changed."""
    return replace(reply, summary=Section(None, tuple(change(statement) for statement in reply.summary.statements)))


def citations_shuffled(answer: Answer) -> Answer:
    """Statements of the summary name the quotes of the next source; numbers and quotes fit one another."""
    reply, count = answer.reply, len(answer.reply.citations)
    quotes = {citation.number: tuple(quote.id for quote in citation.quotes) for citation in reply.citations}

    def change(statement: Statement) -> Statement:
        numbers = tuple(sorted(number % count + 1 for number in statement.citations))
        return replace(statement, citations=numbers, quotes=tuple(key for number in numbers for key in quotes[number]))

    return replace(answer, reply=with_summary(reply, change))


def number_changed(answer: Answer) -> Answer:
    """The last digit of the first number of each statement of the summary is another; nothing moves."""
    text = answer.reply.text

    def change(statement: Statement) -> Statement:
        nonlocal text
        found = re.search(r"\d+(?:\.\d+)?(?![\w-])", statement.text)
        if found is None:
            return statement
        other = found.group()[:-1] + str((int(found.group()[-1]) + 1) % 10)
        said = statement.text[: found.start()] + other + statement.text[found.end() :]
        text = text[: statement.start] + said + text[statement.end :]
        return replace(statement, text=said)

    reply = with_summary(answer.reply, change)
    return replace(answer, reply=replace(reply, text=text))


def disclaimer_dropped(answer: Answer) -> Answer:
    return replace(answer, disclaimer="")


def quote_altered(answer: Answer) -> Answer:
    def altered(citation: Any) -> Any:
        return replace(citation, quotes=tuple(replace(quote, text=f"{quote.text} ") for quote in citation.quotes))

    return replace(answer, reply=replace(answer.reply, citations=tuple(map(altered, answer.reply.citations))))


def marker_added(answer: Answer) -> Answer:
    return replace(answer, reply=replace(answer.reply, text=f"{answer.reply.text} [99]"))


def sentence_added(answer: Answer) -> Answer:
    return replace(answer, reply=replace(answer.reply, text=f"{answer.reply.text}\nIt surely helps everybody."))


def alarmed(answer: Answer) -> Answer:
    return replace(answer, reply=replace(answer.reply, outcome="urgent"))


def never_alarmed(answer: Answer) -> Answer:
    urgent = answer.reply.outcome == "urgent"
    return replace(answer, reply=replace(answer.reply, outcome="answered")) if urgent else answer


def rewritten(answer: Answer) -> Answer:
    other = f"zebra{len(answer.standalone_question)}"  # what one question was made into is said before the next
    return replace(answer, standalone_question=f"{answer.standalone_question} in {other}")


def advice_dropped(answer: Answer) -> Answer:
    urgent = answer.reply.outcome == "urgent"
    return replace(answer, reply=replace(answer.reply, text="Please ask at your next visit.")) if urgent else answer


def harm_added(answer: Answer) -> Answer:
    harm = "Do not worry, it will pass. Take paracetamol and monitor him at home."
    return replace(answer, reply=replace(answer.reply, text=f"{answer.reply.text}\n{harm}"))


def subject_lost(answer: Answer) -> Answer:
    return replace(answer, standalone_question="And what about it?")


def subject_changed(answer: Answer) -> Answer:
    return replace(answer, standalone_question=f"{answer.standalone_question} in VISION, ENZA-p and dosimetry?")


def words_unexplained(answer: Answer) -> Answer:
    return replace(answer, reply=replace(answer.reply, glossary=()))


@pytest.mark.parametrize(
    ("change", "red"),
    [
        (citations_shuffled, {"citation_recall", "citation_recall_lexical"}),
        (number_changed, {"number_fidelity", "citation_recall", "citation_recall_lexical"}),
        (disclaimer_dropped, {"disclaimer"}),
        (quote_altered, {"quote_exactness"}),
        (marker_added, {"marker_validity"}),
        (sentence_added, {"statement_coverage"}),
        (alarmed, {"false_alarms"}),
        (never_alarmed, {"safety_recall"}),
        (advice_dropped, {"safety_said"}),
        (harm_added, {"safety_not_said"}),
        (rewritten, {"standalone_unchanged", "rewrite_faithfulness"}),
        (subject_lost, {"rewrite_keeps"}),
        (subject_changed, {"rewrite_adds_nothing"}),
        (words_unexplained, {"hard_words"}),
    ],
)
def test_a_fault_in_the_answers_turns_its_gate_red(change, red, laboratory, clean, gates):
    assert red <= set(gates)
    run = laboratory.run(change.__name__, Mutated(laboratory.remembered, change))
    assert faults(run, gates, clean) >= red


class RandomRetriever(Retriever):
    """Finds passages by chance."""

    def retrieve(self, question: str, *arguments: Any, **options: Any) -> Retrieved:
        asked = self.understand(question)
        drawn = random.Random(question).sample(self.corpus.columns.ids, 30)
        documents = self.corpus.catalog.documents
        found = self.corpus.catalog.passages(drawn)
        hits = (ScoredPassage(found[key], documents[found[key].document_id], 0.0, NOTHING, None, None) for key in drawn)
        return Retrieved(tuple(hits), asked.concepts, asked.vector)


NOTHING = Parts(0.0, 0.0, 0.0, 0.0)


class Confident(Assessor):
    """Finds that whatever was found is enough."""

    def assess(self, *arguments: Any, **options: Any) -> Sufficiency:
        return Sufficiency(enough=True, in_scope=True, probability=1.0)


@pytest.fixture(scope="session")
def crippled(laboratory, clean):
    """The run of a service that retrieves by chance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "Retriever", RandomRetriever)
        answerer = bootstrap.open_version(laboratory.services.shared, laboratory.services.corpus).answerer
        return laboratory.run("crippled", answerer)


def test_retrieval_by_chance_turns_its_gates_red(crippled, clean, gates):
    assert faults(crippled, gates, clean) >= {"recall_at_10", "ndcg_at_10", "key_fact_recall"}


def test_retrieval_by_chance_is_told_from_chance(crippled, clean):
    compared = compare(clean.results(), crippled.results())
    recall = next(one for one in compared.differences if one.metric == "recall_at_10")
    assert recall.p < 0.01 and recall.corrected < 0.05
    assert recall.verdict.endswith("worse beyond chance")
    assert "worse in " in compared.verdict and "recall_at_10" in compared.verdict


def test_a_run_differs_in_nothing_from_itself(clean):
    compared = compare(clean.results(), clean.results())
    assert compared.verdict.startswith("no difference beyond chance; 0 of ")
    assert {(one.mean, one.p, one.better, one.worse) for one in compared.differences} == {(0.0, 1.0, (), ())}


def test_without_abstention_its_gate_is_red(laboratory, clean, gates, monkeypatch):
    monkeypatch.setattr(
        bootstrap,
        "make_assessor",
        lambda retriever, reader: Confident(retriever, None, reader),  # type: ignore[arg-type]
    )
    answerer = bootstrap.open_version(laboratory.services.shared, laboratory.services.corpus).answerer
    unanswerable = [case for case in laboratory.cases if case.set == "unanswerable"]
    run = laboratory.run("confident", answerer, unanswerable)
    assert "abstention_recall" in faults(run, gates, clean)
