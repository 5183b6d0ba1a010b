"""Training pairs written one by one: statements about passages of open texts and of the corpus, true or wrong.

`evals/cases/entailment/passages.jsonl` names each passage by its source, its text's id and its sentences; the texts
themselves stay where they are. `statements.jsonl` holds what was written about them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evals.cases import HERE, load
from evals.nli.cases import training_document
from evals.nli.pairs import Label, Pair, fraction, kqa_held_out, rows
from evals.nli.passages import finding_sentences, sentences, training_abstracts, training_articles

Source = Literal["ei", "scifact", "kqa", "corpus"]


class WrittenPassage(BaseModel):
    """A passage: sentences `first` to `first + count` of a text, or, of the corpus, the sentences themselves."""

    model_config = ConfigDict(extra="forbid")
    id: str
    source: Source
    group: str
    first: int = 0
    count: int = 0
    quotes: Sequence[str] = ()


class WrittenStatement(BaseModel):
    """A statement about a passage; `kind` says how it was reworded, or what is wrong with it."""

    model_config = ConfigDict(extra="forbid")
    passage: str
    statement: str
    label: Label
    kind: str


def selection_passage(passage: WrittenPassage) -> bool:
    """About 15 % of the passages, kept for selection; of the corpus, the documents that no model is trained on."""
    if passage.source == "corpus":
        return not training_document(passage.group)
    return fraction(f"passage:{passage.id}") < 0.15


def written_pairs(selection: bool = False) -> Iterator[Pair]:
    """The statements to train on, or those kept for selection, in the order of the file."""
    passages = {passage.id: passage for passage in load(WrittenPassage, HERE / "entailment" / "passages.jsonl")}
    for case in load(WrittenStatement, HERE / "entailment" / "statements.jsonl"):
        passage = passages[case.passage]
        if selection_passage(passage) == selection:
            yield Pair(case.statement, evidence(passage), case.label, "written", passage.group)


def evidence(passage: WrittenPassage) -> str:
    """The text of a passage."""
    if passage.source == "corpus":
        return " ".join(passage.quotes)
    lines = _texts(passage.source)[passage.group]
    return " ".join(lines[passage.first : passage.first + passage.count])


@cache
def _texts(source: Source) -> Mapping[str, Sequence[str]]:
    """The sentences of the texts of one source that may be trained on."""
    if source == "ei":
        return {article["_id"]: finding_sentences(article["text"]) for article in training_articles()}
    if source == "scifact":
        return {a["_id"]: [line for line in a["sentences"] if len(line) > 30] for a in training_abstracts()}
    answers = rows("kqa/questions_w_answers.jsonl.gz")
    return {a["Question"]: sentences(a["Free_form_answer"]) for a in answers if not kqa_held_out(a["Question"])}
