"""Judged by a model, where one is asked for: after RAGAS (Es et al., arXiv 2309.15217), without its library.

Faithfulness: of an answer's statements, those that the judge finds supported by their quotes. Relevance: whether the
answer addresses the question. Every verdict is asked for twice and kept on disk, so that judging a run again asks
nothing; how often a judge agrees with itself stands beside its figures, and no gate hangs on them.
"""

import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path

import prompts
from evals.run.figures import interval
from evals.run.scoring import Record
from service.answering.llm import ChatModel, ModelError

TIMES = 2
_VERDICT = re.compile(r"\b(yes|no)\b", re.IGNORECASE)
Verdict = bool | None
"""None: what the judge said is neither yes nor no, or it said nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged metric over the answers. `agreement`: of the verdicts asked for twice, those that were the same."""

    value: float | None
    low: float | None
    high: float | None
    scored: int
    failed: int
    verdicts: int
    agreement: float | None


class Judge:
    """Asks a model and remembers. `kept`: a file of verdicts, added to."""

    def __init__(self, model: ChatModel, kept: Path) -> None:
        self._model = model
        self._prompt = prompts.load("judge")
        self._path = kept
        lines = kept.read_text(encoding="utf-8").split("\n") if kept.exists() else []
        self._known: dict[str, Verdict] = {
            one["key"]: one["verdict"] for line in lines if line for one in [json.loads(line)]
        }

    @property
    def made_by(self) -> Record:
        return {"model": self._model.name, "prompt": self._prompt.sha256, "times": TIMES}

    async def verdicts(self, kind: str, **filled: str) -> list[Verdict]:
        """The verdict, asked for twice."""
        text = _filled(str(self._prompt.data[kind]), filled)
        return [await self._verdict(text, attempt) for attempt in range(TIMES)]

    async def _verdict(self, text: str, attempt: int) -> Verdict:
        asked = json.dumps([self._model.name, self._prompt.sha256, text, attempt])
        key = hashlib.sha256(asked.encode()).hexdigest()
        if key not in self._known:
            try:
                said = await self._ask(text)
            except ModelError:
                return None  # not kept: it may answer another time
            found = _VERDICT.findall(said)
            self._known[key] = found[-1].lower() == "yes" if found else None
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "verdict": self._known[key]}) + "\n")
        return self._known[key]

    async def _ask(self, text: str) -> str:
        messages = [("system", str(self._prompt.data["system"])), ("user", text)]
        async with aclosing(self._model.stream(messages)) as pieces:
            return "".join([piece async for piece in pieces])


async def judge(results: Sequence[Record], judge: Judge, told: Callable[[], None] = lambda: None) -> Record:
    """The judged figures of a run's answers, by metric, and who judged. `told`: an answer is done."""
    faithful: list[list[list[Verdict]]] = []
    relevant: list[list[list[Verdict]]] = []
    for result in results:
        if result.get("statements"):
            faithful.append([verdicts async for verdicts in _statements(result, judge)])
            relevant.append([await judge.verdicts("relevance", question=result["standalone"], answer=result["text"])])
        told()
    figures = {"faithfulness": asdict(_figure(faithful)), "relevance": asdict(_figure(relevant))}
    return {**judge.made_by, "figures": figures}


async def _statements(result: Record, judge: Judge) -> AsyncIterator[list[Verdict]]:
    for statement in result["statements"]:
        quotes = "\n".join(quote["text"] for quote in statement["quotes"])
        yield await judge.verdicts("faithfulness", quotes=quotes, statement=statement["text"])


def _figure(answers: Sequence[Sequence[Sequence[Verdict]]]) -> Judged:
    """Of each answer the share of yes among its verdicts; an answer with a verdict that failed failed."""
    values = []
    for verdicts in answers:
        flat = [one for pair in verdicts for one in pair]
        if all(one is not None for one in flat):
            values.append(sum(map(bool, flat)) / len(flat))
    pairs = [pair for verdicts in answers for pair in verdicts if None not in pair]
    low, high = interval(values, "mean") if values else (None, None)
    return Judged(
        value=round(sum(values) / len(values), 4) if values else None,
        low=low,
        high=high,
        scored=len(values),
        failed=len(answers) - len(values),
        verdicts=TIMES * sum(map(len, answers)),
        agreement=round(sum(len(set(pair)) == 1 for pair in pairs) / len(pairs), 4) if pairs else None,
    )


def _filled(template: str, filled: Mapping[str, str]) -> str:
    """The template with its names filled in, in one pass: what a text holds in braces stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: filled.get(found.group(1), found.group()), template)
