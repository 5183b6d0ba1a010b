"""In which language is a question asked? One that the library does not serve is told so, in that language too.

py3langid decides by letters, and wordfreq has to agree by words: a question of three abbreviations is in no language,
and must not be turned away.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from threading import Lock
from typing import TYPE_CHECKING

from wordfreq import available_languages, zipf_frequency

from prompts import Prompt, PromptError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
COMMON = 3.0
"""Zipf frequency of a word that most speakers know (wordfreq)."""
SURE = 0.4
KNOWN = 0.5
"""The least share of a question's words that are common in its language; names and abbreviations are in none."""
_WORDFREQ = {"hr": "sh", "sr": "sh", "no": "nb"}


class Languages:
    """Tells the languages of a list from the one that the library is in.

    `lines`: prompts/languages.yaml, for each language (ISO 639-1) what its readers are told first. Raises PromptError
    where the served language has no line.
    """

    def __init__(self, lines: Prompt, served: str) -> None:
        self._lines: Mapping[str, str] = dict(lines.data["languages"])
        if served not in self._lines:
            raise PromptError(f"prompts/{lines.name}.yaml has no line for {served!r}, the language of the library.")
        self._ask: Mapping[str, str] = dict(lines.data["served"])
        self._served = served
        self._lock = Lock()

    def refusal(self, language: str) -> tuple[str, str, str]:
        """What the reader of a language is told: in an emergency, in theirs and in ours; and how to ask."""
        ask = self._ask.get(self._served, f"Please ask in the language of this library ({self._served}).")
        return self._lines[language], self._lines[self._served], ask

    def foreign(self, question: str) -> str | None:
        """The language of a question that is not in the library's, if it surely is not."""
        words = [word.casefold() for word in _WORD.findall(question)]
        if not words:
            return None
        with self._lock:
            found: tuple[str, float] = self._identifier.classify(question)
        language, probability = found
        if language == self._served:
            return None
        script = _script(self._lines[self._served])
        if _script(question) != script:
            return language
        if probability < SURE:
            return None
        if _script(self._lines[language]) != script:  # a drug's name may have more letters than what is asked of it
            return language if any(_script(sign) not in ("", script) for sign in question) else None
        return language if self._is_said_by(words, language) else None

    def _is_said_by(self, words: Sequence[str], language: str) -> bool:
        """Whether enough of the words are common in this language, and more than in the library's."""
        if not {language, self._served} <= _counted():
            return False
        known = _share(words, language)
        return known >= KNOWN and known > _share(words, self._served)

    @cached_property
    def _identifier(self) -> "LanguageIdentifier":
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        made.set_languages([*self._lines, self._served])
        return made


def _script(text: str) -> str:
    """The script that most letters of a text are in, as Unicode names it ("LATIN", "CJK")."""
    scripts = Counter(unicodedata.name(sign, "?").split()[0] for sign in text if sign.isalpha())
    return scripts.most_common(1)[0][0] if scripts else ""


def _share(words: Sequence[str], language: str) -> float:
    """The share of words that are common in a language that wordfreq counts."""
    name = _WORDFREQ.get(language, language)
    return sum(zipf_frequency(word, name) >= COMMON for word in words) / len(words)


@cache
def _counted() -> frozenset[str]:
    """The languages whose words wordfreq counts, by the names that we use."""
    return frozenset(available_languages()) | frozenset(_WORDFREQ)
