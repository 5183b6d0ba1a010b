"""The public retrieval sets: texts, questions, and which passages or texts are wanted (origins: docs/benchmarks.md)."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evals.bench.libraries import Text
from evals.nli.pairs import data_folder, rows

Wanted = Mapping[str, Mapping[str, int]]
"""For each question's id the ids of what is relevant, in the form of pytrec_eval."""
_HEADING = re.compile(r"^(TITLE|ABSTRACT|BODY)([^\n]*):[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions by id, and what each wants."""

    questions: Mapping[str, str]
    wanted: Wanted


def scifact_texts() -> Iterator[Text]:
    for row in rows("scifact/corpus.jsonl.gz"):
        yield Text(row["_id"], row["title"], [((), 0, row["text"])])


def scifact(split: str) -> Collection:
    """Claims, and the abstracts that they cite (of `dev`: the test set of BEIR)."""
    folder = data_folder()
    assert folder is not None, "rows() has read from it"
    wanted: dict[str, dict[str, int]] = defaultdict(dict)
    with (folder / "scifact" / f"qrels_{split}_cited.tsv").open(encoding="utf-8", newline="") as lines:
        for query, document, score in list(csv.reader(lines, delimiter="\t"))[1:]:
            wanted[query][document] = int(score)
    claims = {str(row["_id"]): row["text"] for row in rows("scifact/claims.jsonl.gz")}
    return Collection({key: claims[key] for key in wanted}, dict(wanted))


def evidence_inference_texts(split: str | None = None) -> Iterator[Text]:
    """The articles of a split, or all."""
    for row in rows("evidence-inference/articles_ccby.jsonl.gz"):
        if split in (None, row["split"]):
            yield Text(row["_id"], row["title"], list(_sections(row["text"])), row["journal"], row["year"])


def evidence_inference(split: str) -> Collection:
    """Questions, and the passages that overlap an annotated span. A span in a title has no passage: left out."""
    asked = [row for row in rows("evidence-inference/questions_with_evidence.jsonl.gz") if row["split"] == split]
    texts = {text.id: text for text in evidence_inference_texts(split)}
    wanted = {row["_id"]: _overlapping(texts[row["doc_id"]], row["evidence"]) for row in asked}
    questions = {row["_id"]: row["text"] for row in asked if wanted[row["_id"]]}
    return Collection(questions, {key: wanted[key] for key in questions})


def _overlapping(text: Text, spans: list[dict[str, Any]]) -> dict[str, int]:
    return {
        passage.id: 1
        for passage, start in zip(text.passages(), text.starts(), strict=True)
        if any(start < span["end"] and start + len(passage.text) > span["start"] for span in spans)
    }


def _sections(text: str) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """(path, offset, text) of each section: headings stand in lines of their own, as BODY.METHODS.PATIENTS."""
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends[: len(headings)], strict=True):
        whole = text[heading.end() : end]
        if heading[1] != "TITLE" and whole.strip():
            path = tuple(part for part in heading[2].split(".") if part) or (heading[1].title(),)
            yield path, heading.end() + len(whole) - len(whole.lstrip()), whole.strip()
