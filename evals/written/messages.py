"""What stands in the message that a model is sent: the question and the passages with their keys."""

import html
import re
from collections.abc import Iterable, Mapping

_QUESTION = re.compile(r"<question>(.*?)</question>", re.DOTALL)
_PASSAGE = re.compile(r'<passage key="(\w+)"[^>]*>(.*?)</passage>', re.DOTALL)


def question_in(message: str) -> str:
    """The question, unescaped; nothing where there is none."""
    found = _QUESTION.search(message)
    return html.unescape(found[1]) if found else ""


def passages_in(message: str) -> dict[str, str]:
    """The texts of the passages by key, in their order, unescaped."""
    return {key: html.unescape(text) for key, text in _PASSAGE.findall(message)}


def keys_of(quotes: Iterable[str], passages: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the passages that hold these quotes; none where one of the quotes is in no passage."""
    found = [next((key for key, text in passages.items() if quote in text), None) for quote in quotes]
    keys = dict.fromkeys(key for key in found if key is not None)
    return () if None in found else tuple(keys)
