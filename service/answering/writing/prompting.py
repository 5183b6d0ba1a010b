"""The messages that a model is sent: the prompt of an audience, with passages and question delimited and escaped."""

import html
from collections.abc import Mapping
from string import Template

from corpus.documents import Document, Passage
from prompts import Prompt, PromptError
from service.answering.llm import Message
from service.answering.quotable import quotable


class MessagePrompt:
    """A prompt of two messages with declared variables. Raises PromptError where text and declaration differ."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self._system, self._user = (Template(str(prompt.data.get(role, ""))) for role in ("system", "user"))
        used = {*self._system.get_identifiers(), *self._user.get_identifiers()}
        declared = set(prompt.data.get("variables", ()))
        if used != declared or not all(template.is_valid() for template in (self._system, self._user)):
            raise PromptError(
                f"prompts/{prompt.name}.yaml declares the variables {sorted(declared)}, its text has {sorted(used)}."
            )

    def messages(self, **values: str) -> list[Message]:
        """The messages with these values, which are escaped already."""
        return [("system", self._system.substitute(values)), ("user", self._user.substitute(values))]


class AnswerPrompt(MessagePrompt):
    """The prompt for an answer, in the words of each audience."""

    def answer(
        self, question: str, keyed: Mapping[str, tuple[Passage, Document]], audience: str, most: int
    ) -> list[Message]:
        """What to write, from which passages, for whom, in up to `most` sentences."""
        shown = "\n".join(_shown(key, passage, document) for key, (passage, document) in keyed.items())
        reader = self.prompt.data["audiences"][audience]
        return self.messages(passages=shown, question=escaped(question), reader=reader, most=str(most))


def _shown(key: str, passage: Passage, document: Document) -> str:
    source = ", ".join(part for part in (document.title, *passage.section) if part and quotable(part))
    return f'<passage key="{key}" from="{html.escape(source)}">{escaped(_said(passage))}</passage>'


def _said(passage: Passage) -> str:
    """A passage without the sentences that nobody may quote: a model does not read them either.

    Nothing of it, where an order runs over several sentences.
    """
    text = passage.text
    for span in reversed(passage.sentences):
        if not quotable(text[span.start : span.end]):
            text = text[: span.start] + text[span.end :].lstrip()
    return text if quotable(text) else ""


def escaped(text: str) -> str:
    """Text that cannot end or begin an element."""
    return html.escape(text, quote=False)
