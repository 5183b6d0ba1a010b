"""What a reader is told beside an answer. The words are data (prompts/notices.yaml)."""

from collections.abc import Sequence
from typing import get_args

from prompts import Prompt, PromptError
from service.answering.remarks import Notice, NoticeCode

_ABOUT_THE_FILE = {"version", "reviewed_by", "reviewed_on"}


class Notices:
    """Words a notice. Raises PromptError where its file holds a notice that no code has, or one that is no text."""

    def __init__(self, prompt: Prompt) -> None:
        self._texts = {code: text for code, text in prompt.data.items() if code not in _ABOUT_THE_FILE}
        wrong = [
            code for code, text in self._texts.items() if code not in get_args(NoticeCode) or type(text) is not str
        ]
        if wrong:
            raise PromptError(f"prompts/{prompt.name}.yaml: {', '.join(wrong)} is not the text of a known notice.")

    def notice(self, code: NoticeCode, **filled: str) -> Notice:
        """The notice of this code, with what stands in braces filled in."""
        return Notice(code, self._texts[code].format(**filled).strip())


def listed(things: Sequence[str]) -> str:
    """A, b and c."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))
