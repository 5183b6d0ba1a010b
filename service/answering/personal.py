"""Questions that only a treating team can decide for a person. They get the evidence, never an order.

The wordings are data (prompts/personal.yaml); this file knows no illness.
"""

import re
from collections.abc import Sequence

from prompts import Prompt, PromptError
from service.answering.wording import Patterns, Speller, WordingError, sentences

TOPICS = 2


class PersonalDecisions:
    """Recognises them with one set of wordings. Raises PromptError for wordings that cannot be read."""

    def __init__(self, wordings: Prompt) -> None:
        data = wordings.data
        try:
            patterns = Patterns(data["lists"])
            self._asked = patterns.compile(data["patterns"])
            self._unless = patterns.compile(data["unless"])
            self._topics = [(patterns.compile(topic["any"]), tuple(topic["questions"])) for topic in data["topics"]]
            self._always = tuple(data["always"])
        except (KeyError, TypeError, WordingError) as error:
            raise PromptError(f"prompts/{wordings.name}.yaml cannot be used: {error}") from error
        self._speller = Speller(patterns.tolerant, patterns.literals)

    def team_questions(self, question: str) -> tuple[str, ...]:
        """What to ask the team about what a question would have decided; none for any other question."""
        asked = list(sentences(question, self._speller))
        if not any(self._is_personal(sentence) for sentence in asked):
            return ()
        return (*self._of_topics(asked), *self._always)

    def _is_personal(self, sentence: str) -> bool:
        found = self._asked.search(sentence)
        excused = [no.span() for no in self._unless.finditer(sentence)] if found else []
        return found is not None and not any(found.start() < end and start < found.end() for start, end in excused)

    def _of_topics(self, asked: Sequence[str]) -> list[str]:
        fit = [questions for pattern, questions in self._topics if _any(pattern, asked)]
        return [question for questions in fit[:TOPICS] for question in questions]


def _any(pattern: re.Pattern[str], asked: Sequence[str]) -> bool:
    return any(pattern.search(sentence) for sentence in asked)
