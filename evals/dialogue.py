"""Questions that lean on others: turns of a conversation, parts of one question."""

from collections.abc import AsyncIterator

from evals.cases import HERE, Conversation, TwoParts, load
from evals.results import Result
from service.answering.parts import parts
from service.answering.pipeline import Answerer
from service.answering.types import Question, Turn


async def conversations(answerer: Answerer) -> AsyncIterator[Result]:
    """Every turn with a wanted document. `document`: one is cited; `unchanged`: what stands alone was left as it is."""
    for case in load(Conversation, HERE / "conversations.jsonl"):
        earlier: tuple[Turn, ...] = ()
        for turn in case.turns:
            answer = await answerer.answer(Question(turn.user, earlier=earlier))
            cited = tuple(citation.source.id for citation in answer.reply.citations)
            earlier = (*earlier, Turn(turn.user, answer.standalone_question, cited))
            if answer.reply.outcome == "urgent":
                continue  # its words come from the triage rules
            if turn.depends_on_previous:
                scores = {"document": float(not set(turn.doc_ids).isdisjoint(cited))}
            else:
                scores = {"unchanged": float(answer.standalone_question == turn.user)}
            yield Result.of(f"{case.id}/{turn.turn}", "conversation", turn.user, answer, scores)


async def two_parts(answerer: Answerer) -> AsyncIterator[Result]:
    """`covered`: each part is answered from a wanted document or named among the gaps."""
    for case in load(TwoParts, HERE / "two_parts.jsonl"):
        answer = await answerer.answer(Question(case.question))
        cited = {citation.source.id for citation in answer.reply.citations}
        asked = parts(case.question)
        covered = len(asked) == len(case.parts) and all(
            not cited.isdisjoint(wanted) or part in answer.reply.gaps
            for part, wanted in zip(asked, case.parts, strict=True)
        )
        yield Result.of(case.id, "two_parts", case.question, answer, {"covered": float(covered)})
