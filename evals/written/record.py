"""Builds the recorded answers from the held-out grounding cases: `python -m evals.written.record`. Deterministic.

A question is worded from the titles and headings of what its answer cites: in the first wording for which all of that
is put before the model, or, where none brings all, in the one that brings most. Nothing of the answer is in it.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from typing import Any

from corpus.catalog import Catalog
from evals.bench.cases import GroundingCase, cases
from evals.written.cases import PATH, RecordedAnswer, RecordedStatement
from evals.written.grouping import Group, grouped
from evals.written.messages import keys_of, passages_in
from evals.written.watching import with_author, writers_of
from service import bootstrap
from service.answering.llm import Message
from service.answering.pipeline import Answerer
from service.answering.types import Question
from service.answering.writing.author import Author
from service.answering.writing.reader import Reader
from service.bootstrap import Services
from service.settings import ServiceSettings

ANSWERS = 200
WORDINGS = (
    "What does {titles} report on {headings}?",
    "What was found on {headings} in {titles}?",
    "What is said about {headings} in {titles}?",
    "Please sum up {headings} in {titles}.",
    "{headings}: what is known from {titles}?",
    "What are the figures on {headings} in {titles}?",
)


class Ear:
    """A chat model that writes nothing and remembers which passages it was shown."""

    name = "ear"

    def __init__(self) -> None:
        self.passages: Mapping[str, str] = {}

    async def stream(
        self, messages: Sequence[Message], schema: Mapping[str, Any] | None = None
    ) -> AsyncGenerator[str, None]:
        self.passages = passages_in(messages[-1][1])
        return
        yield ""  # a generator

    async def shown(self, answerer: Answerer, question: str) -> Mapping[str, str]:
        """The passages that a model is shown for a question, by key; none where it is not asked."""
        self.passages = {}
        await answerer.answer(Question(question))
        return self.passages


def main() -> None:
    services = bootstrap.build(ServiceSettings(model="ear", OPENAI_BASE_URL="http://127.0.0.1:9"))
    try:
        answers = asyncio.run(_answers(services))
    finally:
        services.close()
    lines = [answer.model_dump_json(exclude_defaults=True) for answer in answers]
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(answers)} answers, {sum(len(answer.statements) for answer in answers)} statements")


async def _answers(services: Services) -> list[RecordedAnswer]:
    ear = Ear()
    author = Author(ear, writers_of(services).author.prompt, services.shared.settings.model_timeout)
    answerer = with_author(services, author)
    taken: set[str] = set()
    answers = []
    for number, group in enumerate(grouped(filter(_is_one_sentence, cases("held_out")), ANSWERS), 1):
        listed = random.Random(number).sample(group, len(group))
        possible = [question for question in _questions(services.corpus.catalog, group) if question not in taken]
        question = await _best(possible, group, answerer, ear)
        taken.add(question)
        statements = tuple(_statement(case) for case in listed)
        answers.append(RecordedAnswer(id=f"w-{number:03}", question=question, statements=statements))
    return answers


async def _best(questions: Sequence[str], group: Group, answerer: Answerer, ear: Ear) -> str:
    """The question that brings most of what a group cites; the first that brings all."""
    brought = {}
    for question in questions:
        passages = await ear.shown(answerer, question)
        brought[question] = sum(bool(keys_of(case.quotes, passages)) for case in group)
        if brought[question] == len(group):
            return question
    return max(brought, key=lambda question: brought[question])


def _questions(catalog: Catalog, group: Group) -> Iterator[str]:
    headings: list[str] = []
    titles: list[str] = []
    for case in group:
        passages = catalog.passages_of(case.document)
        sections = [passage.section for quote in case.quotes for passage in passages if quote in passage.text]
        headings.extend(section[-1] for section in sections if section)
        titles.append(catalog.documents[case.document].title)
    for wording in WORDINGS:
        question = wording.format(titles=_listed(titles), headings=_listed(headings))
        yield question[0].upper() + question[1:]


def _listed(names: Sequence[str]) -> str:
    """Each name once, in running text: a question mark within it would end the question."""
    *rest, last = dict.fromkeys(name.replace("?", "").strip() for name in names)
    return f"{', '.join(rest)} and {last}" if rest else last


def _statement(case: GroundingCase) -> RecordedStatement:
    quote, *also = case.quotes
    return RecordedStatement(
        text=case.statement, quote=quote, altered=case.kind != "paraphrase", case=case.id, also=tuple(also)
    )


def _is_one_sentence(case: GroundingCase) -> bool:
    """Whether it is read as it is written, wherever it stands: what becomes of it can be told then."""
    reader = Reader(["key"])
    read = [*reader.feed(f"{case.statement} [[key]] And so on it goes. [[key]]"), *reader.finish()]
    return len(read) == 2 and read[0].text == case.statement


if __name__ == "__main__":
    main()
