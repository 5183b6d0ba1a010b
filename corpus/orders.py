"""What in a text speaks to a language model: orders, and marks that imitate a conversation or an answer of ours.

The wordings are data (orders.yaml). A text is read as a model would read it: letters of other scripts that only look
like ours, figures in place of letters, spelt-out words, what was written in base64 or with its letters turned.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.lookalikes import without_lookalikes
from corpus.visible import visible

WORDINGS = Path(__file__).with_name("orders.yaml")
_FIGURES = str.maketrans("0134578@$", "oieastbas")
_MIXED = re.compile(r"(?<![\w@$])[^\W_]{0,20}[0134578@$][\w@$]{0,20}")
_SPELT = re.compile(r"(?<![\w'-])(?:[A-Za-z][ -]){2,}[A-Za-z](?![\w'-])")
_ENCODED = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}(?![A-Za-z0-9+/=])")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile("[\u0400-\u04ff\u0600-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_AROUND = 200
"""Characters on both sides of a word that an order may stand in."""
_EXCERPT = 80

_All = tuple[re.Pattern[str], ...]
"""Expressions of which a text must meet all."""


class Orders:
    """Reads texts with one set of wordings. Raises KeyError or re.error for wordings that cannot be read."""

    def __init__(self, wordings: Mapping[str, Any]) -> None:
        lists: dict[str, str] = {}
        for name, wording in wordings["lists"].items():
            lists[name] = _filled(wording, lists)
        self._words = frozenset(wordings["words"].split())
        self._orders = [_compiled(pattern, lists) for pattern in wordings["orders"]]
        self._opening = [
            compiled
            for pattern, compiled in zip(wordings["orders"], self._orders, strict=True)
            if "{start}" in pattern or "{first}" in pattern or pattern.startswith("^")
        ]
        """Those that open a clause, as a line may."""
        self._forms = [_compiled(pattern, lists) for pattern in wordings["forms"]]
        stated = " ".join([*lists.values(), *wordings["orders"]])
        self._known = self._words | frozenset(re.findall("[a-z]{2,}", stated))

    def found(self, text: str, forms: bool = True) -> str | None:
        """The words that speak to a model, as they are read; None where there are none. `forms`: marks count too."""
        encoded = _decoded(text)
        if encoded:
            return encoded[:_EXCERPT]
        for form in self._readings(text):
            line = " ".join(form.split())
            said = _first(self._orders, self._stretches(line))
            if said is None and "\n" in form:
                lines = map(str.strip, form.split("\n"))
                said = _first(self._opening, (part for own in lines for part in self._stretches(own)))
            if said is None and forms:
                said = _first(self._forms, (line, form))
            if said:
                return said
        return None

    def _stretches(self, line: str) -> Iterator[str]:
        """Where an order may stand: around certain words, and around another script."""
        start = end = 0
        for word in _WORD.finditer(line):
            if word[0] in self._words or _OTHER_SCRIPT.search(word[0]):
                if end and word.start() - _AROUND > end:
                    yield line[start:end]
                    start = end = 0
                start = start if end else max(0, word.start() - _AROUND)
                end = word.end() + _AROUND
        if end:
            yield line[start:end]

    def _readings(self, text: str) -> Iterator[str]:
        plain = without_lookalikes(visible(unicodedata.normalize("NFKC", text)))
        plain = _SPELT.sub(lambda spelt: re.sub("[ -]", "", spelt[0]), plain).replace("_", " ")
        yield _MIXED.sub(lambda word: self._spelt_with_figures(word[0]), plain.casefold())
        yield codecs.encode(plain, "rot13").casefold()

    def _spelt_with_figures(self, word: str) -> str:
        meant = word.translate(_FIGURES)
        return meant if meant in self._known and any(map(str.isalpha, word)) else word


@cache
def orders() -> Orders:
    """With the wordings that are shipped, read once."""
    return Orders(yaml.safe_load(WORDINGS.read_text(encoding="utf-8")))


def _compiled(pattern: str, lists: Mapping[str, str]) -> _All:
    parts = pattern.removeprefix("both: ").split(" ||| ")
    return tuple(re.compile(_filled(part, lists)) for part in parts)


def _filled(pattern: str, lists: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda named: lists[named[1]], pattern)


def _decoded(text: str) -> str | None:
    """What is written in base64: chance makes no sentence of it, and readers have no use for it."""
    for run in _ENCODED.finditer(text):
        try:
            decoded = base64.b64decode(run[0] + "=" * (-len(run[0]) % 4)).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if decoded.isprintable() and " " in decoded:
            return decoded
    return None


def _first(patterns: Sequence[_All], texts: Iterable[str]) -> str | None:
    for text in texts:
        for together in patterns:
            found = together[0].search(text)
            if found and all(other.search(text) for other in together[1:]):
                return text[found.start() :].lstrip(" .,:;|>-")[:_EXCERPT].strip()
    return None
