"""A model makes a dependent question stand alone; where it adds to the conversation, the built-in rewriter does."""

import asyncio
import logging
from contextlib import aclosing

from corpus.lexical import terms
from service.answering.condense import condense, depends
from service.answering.llm import ChatModel, ModelError
from service.answering.types import Question
from service.answering.writing.prompting import MessagePrompt, escaped

logger = logging.getLogger(__name__)

LONGEST = 400
TURNS = 3


class Condenser:
    """Rewrites by a model. A question that stands alone goes through unchanged and costs nothing."""

    def __init__(self, model: ChatModel, prompt: MessagePrompt, timeout: float) -> None:
        self.prompt = prompt
        self._model = model
        self._timeout = timeout

    async def condense(self, question: Question) -> str:
        """The stand-alone form. Never raises for what the model does."""
        context = _context(question)
        if not context or not depends(question.text):
            return question.text
        try:
            async with asyncio.timeout(self._timeout):
                rewritten = await self._asked(question.text, context)
        except (TimeoutError, ModelError) as error:
            logger.info("the question was rewritten without the model: %s", error or "time-out")
            return condense(question)
        return rewritten if is_faithful(rewritten, f"{context} {question.text}") else condense(question)

    async def _asked(self, question: str, context: str) -> str:
        messages = self.prompt.messages(context=escaped(context), question=escaped(question))
        rewritten = ""
        async with aclosing(self._model.stream(messages)) as pieces:
            async for piece in pieces:
                rewritten += piece
                if "\n" in rewritten.strip() or len(rewritten) > LONGEST:
                    break
        return rewritten.strip()


def is_faithful(rewritten: str, conversation: str) -> bool:
    """Whether a rewrite is one question in words of the conversation: no number, no name, no thing is new in it."""
    one = rewritten.endswith("?") and "\n" not in rewritten and len(rewritten) <= LONGEST
    return one and set(terms(rewritten)) <= set(terms(conversation))


def _context(question: Question) -> str:
    """The article, the last questions and what their answers opened with, never a mark or a number of a citation."""
    said = [part for turn in question.earlier[-TURNS:] for part in (turn.question, turn.said) if part]
    return "\n".join([question.article_title, *said] if question.article_title else said)
