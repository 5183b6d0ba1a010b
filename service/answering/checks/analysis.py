"""A sentence as the checks see it: tokens, terms with all that they may be called, quantities."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from wordfreq import zipf_frequency

from corpus.documents import Span
from service.answering.checks.lexicon import NUMBER_WORDS
from service.answering.checks.quantities import Quantity, quantities
from service.answering.checks.synonyms import general_synonyms
from service.answering.checks.tokens import Token, name_parts, stem, tokens


@dataclass(frozen=True, slots=True)
class Term:
    """A content word, a name or a known phrase. `keys`: its stem and the groups of synonyms it belongs to."""

    text: str
    keys: frozenset[str]
    parts: tuple[str, ...]
    span: Span
    first: int
    last: int
    name: bool

    @property
    def weight(self) -> float:
        """How telling: rare words more than common ones, from 0.2 to 1."""
        return 1.0 if self.name else _weight(self.text.casefold())


class Sentence:
    """A text analysed once; what is asked of it is computed on demand."""

    def __init__(self, text: str, synonyms: "Synonyms") -> None:
        self.text = text
        self.tokens = tokens(text)
        self._synonyms = synonyms

    @cached_property
    def terms(self) -> Sequence[Term]:
        units = {i for q in self.quantities for i in range(q.first, q.last + 1)}
        return [term for term in self._synonyms.terms(self.text, self.tokens) if term.first not in units]

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        return quantities(self.text, self.tokens)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(key for term in self.terms for key in term.keys)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.tokens if token.stem)

    @cached_property
    def names(self) -> Sequence[tuple[str, ...]]:
        return [name_parts(token.text) for token in self.tokens if token.kind in {"name", "word"} and token.stem]

    @cached_property
    def initials(self) -> str:
        """The first letters of its words, in order: "bsc" is in that of "best supportive care"."""
        return "".join(token.low[0] for token in self.tokens if token.kind == "word" and token.stem)

    def holds(self, term: Term) -> bool:
        """Is the term in this sentence: by its stem, a synonym, or, for a phrase, all of its words?"""
        if not term.keys.isdisjoint(self.keys) or (len(term.parts) > 1 and self.stems.issuperset(term.parts)):
            return True
        return term.name and self._holds_name(term)

    def _holds_name(self, term: Term) -> bool:
        parts = name_parts(term.text)
        if any(_within(parts, name) for name in self.names):
            return True
        if len(parts) > 1 and not any(part.isdigit() for part in parts):  # PSA-PFS: each part is there
            return all(self._holds_part(part) for part in parts)
        counted = re.fullmatch(r"([A-Za-z]+)(\d+)", term.text)  # PSA50: PSA and 50
        if counted and stem(counted[1]) in self.stems and any(q.printed == counted[2] for q in self.quantities):
            return True
        return term.text.isupper() and len(term.text) > 1 and term.text.casefold() in self.initials

    def _holds_part(self, part: str) -> bool:
        keys = self._synonyms.keys_of(part)
        return not keys.isdisjoint(self.keys) or (len(part) > 1 and part in self.initials)


def _within(parts: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Are these parts a stretch of that name? "Lu" stands for "177Lu"."""
    size = len(parts)
    return any(
        all(_same_part(part, other) for part, other in zip(parts, name[at:], strict=False))
        for at in range(len(name) - size + 1)
    )


def _same_part(part: str, other: str) -> bool:
    """ "177lu" and "lu": an isotope and its element."""
    short, long = sorted((part, other), key=len)
    return short == long or (long.endswith(short) and long[: -len(short)].isdigit())


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


def is_name(token: Token, words: Sequence[Token], index: int) -> bool:
    """A code (177Lu-PSMA-617), an acronym (VISION), a capital inside the sentence, or a word rare in English."""
    if token.kind == "name":
        return True
    if token.kind != "word" or len(token.text) < 2:
        return False
    if any(letter.isupper() for letter in token.text[1:]):
        return True
    starts = index == 0 or words[index - 1].text in {".", ":", "?", "!"}
    return (token.text[0].isupper() and not starts) or (zipf_frequency(token.low, "en") < _RARE and not _is_formed(token.low))


_RARE = 2.6
"""Zipf frequency: one word in 2.5 million. Generic names of drugs are rarer."""
_PREFIXES = ("un", "re", "non", "out", "over", "pre", "post", "multi", "inter", "mis", "dis", "co")


def _is_formed(word: str) -> bool:
    """A common word with a prefix: "unadjusted", "resubmission"."""
    return any(word.startswith(p) and zipf_frequency(word[len(p) :], "en") > 3 for p in _PREFIXES)


@lru_cache(maxsize=20_000)
def _weight(word: str) -> float:
    return min(1.0, max(0.2, (6.5 - float(zipf_frequency(word, "en"))) / 4))


@lru_cache(maxsize=20_000)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens(phrase) if token.stem)


@lru_cache(maxsize=1)
def general() -> Synonyms:
    """The synonyms of general medical English."""
    return Synonyms(general_synonyms())


def abbreviations(text: str) -> Mapping[str, str]:
    """Short form -> long form, as a document defines them: "overall survival (OS)" (Schwartz and Hearst, 2003)."""
    from abbreviations import schwartz_hearst

    found: Mapping[str, str] = schwartz_hearst.extract_abbreviation_definition_pairs(doc_text=text)
    return found
