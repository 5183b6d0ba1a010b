"""Groups of phrases that mean the same: of general English, of a corpus, of one document's abbreviations."""

from collections.abc import Sequence
from functools import lru_cache

from corpus.documents import Span
from service.answering.reading.lexicon import NUMBER_WORDS
from service.answering.reading.terms import Term, is_name
from service.answering.reading.tokens import Token, tokens
from service.answering.reading.words import words as listed


class Synonyms:
    """Groups of phrases that mean the same: of general English, of a corpus, of one document's abbreviations."""

    def __init__(self, groups: Sequence[Sequence[str]], base: "Synonyms | None" = None) -> None:
        self._phrases: dict[tuple[str, ...], frozenset[str]] = dict(base._phrases) if base else {}
        for group in groups:
            key = "=" + "|".join(sorted(group))
            for phrase in group:
                stems = _stems(phrase)
                if stems:
                    self._phrases[stems] = self._phrases.get(stems, frozenset()) | {key}
        self._longest = max(map(len, self._phrases), default=1)

    def with_groups(self, groups: Sequence[Sequence[str]]) -> "Synonyms":
        return Synonyms(groups, self) if groups else self

    def keys_of(self, word: str) -> frozenset[str]:
        """What a single word may be called."""
        stems = _stems(word)
        return self._phrases.get(stems, frozenset()) | frozenset((" ".join(stems),))

    def keys_of_stem(self, stem: str) -> frozenset[str]:
        """What a single word may be called, by its stem."""
        return self._phrases.get((stem,), frozenset()) | frozenset((stem,))

    def terms(self, text: str, words: Sequence[Token]) -> list[Term]:
        """The terms of a text, longest phrases first; a phrase keeps to one clause."""
        content = [(i, word) for i, word in enumerate(words) if word.stem and word.kind != "number"]
        found: list[Term] = []
        at = 0
        while at < len(content):
            size = self._size(words, content, at)
            run = content[at : at + size]
            stems = tuple(word.stem for _, word in run)
            start, end = run[0][1].start, run[-1][1].end
            keys = self._phrases.get(stems, frozenset()) | ({stems[0]} if size == 1 else {" ".join(stems)})
            name = size == 1 and is_name(run[0][1], words, run[0][0])
            if run[0][1].low not in NUMBER_WORDS:
                found.append(Term(text[start:end], keys, stems, Span(start, end), run[0][0], run[-1][0], name))
            at += size
        return found

    def _size(self, words: Sequence[Token], content: Sequence[tuple[int, Token]], at: int) -> int:
        for size in range(min(self._longest, len(content) - at), 1, -1):
            run = content[at : at + size]
            if tuple(word.stem for _, word in run) in self._phrases and not any(
                words[i].text in ",;:()." or words[i].kind == "number" for i in range(run[0][0], run[-1][0])
            ):
                return size
        return 1


@lru_cache(maxsize=20_000)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens(phrase) if token.stem)


@lru_cache(maxsize=1)
def general() -> Synonyms:
    """The synonyms of general medical English, from words/synonyms.yaml."""
    return Synonyms(listed("synonyms"))
