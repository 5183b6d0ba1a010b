"""Questions that no medical literature decides, such as a legal claim: whom to ask instead.

The wordings are data (prompts/referrals.yaml); this file knows no subject.
"""

from prompts import Prompt, PromptError
from service.answering.wording import Patterns, Speller, WordingError, sentences


class Referrals:
    """Recognises them with one set of wordings. Raises PromptError for wordings that cannot be read."""

    def __init__(self, wordings: Prompt) -> None:
        data = wordings.data
        try:
            patterns = Patterns(data["lists"])
            self._subjects = [
                (patterns.compile(subject["any"]), subject["refer"].strip()) for subject in data["subjects"].values()
            ]
        except (KeyError, TypeError, AttributeError, WordingError) as error:
            raise PromptError(f"prompts/{wordings.name}.yaml cannot be used: {error}") from error
        self._speller = Speller(patterns.tolerant, patterns.literals)

    def of(self, question: str) -> str:
        """Whom to ask about it, in a sentence; empty for a question that literature may answer."""
        asked = list(sentences(question, self._speller))
        return next((refer for pattern, refer in self._subjects if any(map(pattern.search, asked))), "")
