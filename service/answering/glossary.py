"""What the words of an answer mean, for readers who are no clinicians."""

import re

from prompts import Prompt, PromptError
from service.answering.remarks import Term

MOST_TERMS = 8


class Glossary:
    """Explains the terms that an answer uses. Raises PromptError where its file is not as it should be."""

    def __init__(self, prompt: Prompt) -> None:
        self._terms: list[tuple[re.Pattern[str], Term]] = []
        try:
            for entry in prompt.data["terms"]:
                names = [entry["term"], *entry.get("also", ())]
                pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
                term = Term(str(entry["term"]), str(entry["meaning"]))
                # Case tells an abbreviation from a word; elsewhere a sentence may begin with the term.
                flags = 0 if str(entry["term"]).isupper() else re.IGNORECASE
                self._terms.append((re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", flags), term))
        except (KeyError, TypeError, AttributeError) as error:
            raise PromptError(
                f"prompts/{prompt.name}.yaml: every term needs `term` and `meaning` ({error})."
            ) from error

    def of(self, text: str, most: int | None = MOST_TERMS) -> tuple[Term, ...]:
        """The terms in a text, in the order of their first use, so many at most."""
        found = [(match.start(), term) for pattern, term in self._terms if (match := pattern.search(text))]
        return tuple(term for _, term in sorted(found, key=lambda one: one[0])[:most])
