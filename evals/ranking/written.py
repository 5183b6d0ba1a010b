"""Questions written one by one about passages of open texts: answered by the passage, or near misses.

`evals/cases/ranking/passages.jsonl` names each passage by its source, its text's id and its offsets; the texts
themselves stay where they are. `questions.jsonl` holds what was asked about them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evals.cases import HERE, load
from evals.nli.pairs import fraction, rows


class RankingPassage(BaseModel):
    """A stretch of an open text, in code points."""

    model_config = ConfigDict(extra="forbid")
    id: str
    source: Literal["ei", "scifact"]
    group: str
    start: int
    end: int


class RankingQuestion(BaseModel):
    """A question, and whether its passage answers it. `how`: who asks, or in which way it misses."""

    model_config = ConfigDict(extra="forbid")
    passage: str
    question: str
    answers: bool
    how: Literal["clinician", "lay", "yesno", "near-figure", "near-other"]


def written_passages() -> dict[str, RankingPassage]:
    return {p.id: p for p in load(RankingPassage, HERE / "ranking" / "passages.jsonl")}


def written_questions(selection: bool = False) -> Iterator[RankingQuestion]:
    """Those to train on, or those of the 15 % of passages that are kept for selection."""
    for question in load(RankingQuestion, HERE / "ranking" / "questions.jsonl"):
        if (fraction(f"ranking:{question.passage}") < 0.15) == selection:
            yield question


def title_and_text(passage: RankingPassage) -> tuple[str, str]:
    row = _texts()[passage.source, passage.group]
    return row[0], row[1][passage.start : passage.end]


@cache
def _texts() -> Mapping[tuple[str, str], tuple[str, str]]:
    articles = {
        ("ei", row["_id"]): (row["title"], row["text"])
        for row in rows("evidence-inference/articles_ccby.jsonl.gz")
        if row["split"] == "train"
    }
    abstracts = {("scifact", row["_id"]): (row["title"], row["text"]) for row in rows("scifact/corpus.jsonl.gz")}
    return articles | abstracts
