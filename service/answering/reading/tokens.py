"""Words, names, numbers and signs of a sentence with their offsets; one code point in, one out."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.documents import Span
from corpus.lexical import terms
from service.answering.reading.words import words

Kind = Literal["word", "name", "number", "sign"]

# Same length, so that offsets in the text that was given stay true.
_SAME = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "·": ".", "‧": ".", "×": "x", "µ": "μ", "’": "'"}
    | dict.fromkeys("\xa0\u2009\u202f\u2002\u2003\u2007\u2008\u200a\t", " ")
)
_ISOTOPE = r"\d{1,3}m?[A-Z][a-z]?(?![a-z])"
_TOKEN = re.compile(
    rf"""
    (?P<name> (?:\[\d{{1,3}}m?[A-Z][a-z]?\][\w&]*(?:-[\w&]+)*) # [68Ga]Ga-DOTA-TATE
      | (?:{_ISOTOPE}(?:-?[A-Z][\w&]*)*(?:-[A-Z\d][\w&]*)*)   # 68Ga-DOTA-TATE, 18F
      | (?:[A-Z]{{2,}}\.\d+)                                    # PR.21
      | (?:[A-Za-z]+(?:-[A-Za-z&]+)*-?\d+(?:\.\d+)?[A-Za-z]*(?:-[A-Za-z\d&]+)*(?![\w])) # BMS-986, WHO5
      | (?:[A-Z]\w*&\w+) | (?:[A-Z][\w]*(?:-[A-Z][\w&]*)+) ) # S&D, DOTA-S&D
    | (?P<number> (?<![\w.]) (?: \d{{1,3}}(?:[,\ ]\d{{3}})+(?!\d)(?:\.\d+)? | \d+(?:\.\d+)? | \.\d+ ) )
    | (?P<word> [^\W\d_]+(?:'[^\W\d_]+)? )
    | (?P<sign> [^\w\s] | \d+ | _ )
    """,
    re.VERBOSE,
)
_GRADE = re.compile(r"(?P<word>G)(?P<number>[1-5])(?:(?P<sign>-)(?P<to>[1-5]))?$")  # G3-4
_CYCLE = re.compile(r"(?P<word>C)(?P<number>\d{1,2})(?:(?P<sign>-)(?P<to>\d{1,2}))?$")  # C1, C2-6
_EVERY = re.compile(r"(?P<word>q)(?P<number>\d+)(?P<unit>[dwm])(?:k|o)?$", re.IGNORECASE)  # q6w
_LABELLED = re.compile(
    r"(?P<word>grade|cycle|day|week|month|year|level|phase|stage|line|class|category|arm)-(?P<number>\d+)$",
    re.IGNORECASE,
)
_SHORT_FOR = {"g": "grade", "c": "cycle", "q": "every", "d": "days", "w": "weeks", "m": "months"}


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the text; `low` is the word it stands for, `stem` is empty for function words and signs."""

    text: str
    start: int
    end: int
    kind: Kind
    stem: str
    low: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def plain(text: str) -> str:
    """The text with one form of dash, space, middle dot and quotation mark. Same length."""
    return text.translate(_SAME)


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order."""
    found = []
    for match in _TOKEN.finditer(plain(text)):
        found.extend(_tokens_of(match))
    return found


def _tokens_of(match: re.Match[str]) -> list[Token]:
    kind, word, start = match.lastgroup or "sign", match.group(), match.start()
    parts = next((found for rule in (_GRADE, _CYCLE, _EVERY, _LABELLED) if (found := rule.match(word))), None)
    if kind != "name" or parts is None:
        return [_token(word, start, kind)]
    split = []  # "grade-3", "G3-4", "q6w": a word and its number, not a name
    for group, text in parts.groupdict().items():
        if text is not None:
            part = {"number": "number", "to": "number", "sign": "sign"}.get(group, "word")
            split.append(_token(text, start + parts.start(group), part, _SHORT_FOR.get(text.casefold(), text)))
    return split


def _token(text: str, start: int, kind: str, meant: str | None = None) -> Token:
    meant = meant or text
    return Token(text, start, start + len(text), kind, _stem(meant, kind), meant.casefold())  # type: ignore[arg-type]


def _stem(word: str, kind: str) -> str:
    if kind == "name":
        return name_key(word)
    if kind == "number":
        return word.replace(",", "").replace(" ", "")
    return stem(word) if kind == "word" else ""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a content word in one spelling (British and American alike); empty for a function word."""
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        word = word[:-1]  # the plural of an acronym
    low = unicodedata.normalize("NFKD", word.casefold().removesuffix("'s").replace("'", ""))
    found = terms(_SPELLING.sub(_one_spelling, low))
    return found[0] if found else ""


_SPELLING = re.compile(
    r"ae|oe(?!s$)|our(?=$|s$|ed$|able$|ing$)|is(?=e$|ed$|ing$|es$|ation)|ys(?=e$|ed$)|tre(?=$|s$)|ll(?=ed$|ing$)"
)
_FORMS = {"ae": "e", "oe": "e", "our": "or", "is": "iz", "ys": "yz", "tre": "ter", "ll": "l"}


def _one_spelling(match: re.Match[str]) -> str:
    return _FORMS[match.group()]


_PART = re.compile(r"\d+(?:\.\d+)?(?:m?[a-z]{1,2}(?![a-z]))?|[a-z&]+")


def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name in one form: ("131i", "mibg", "2") for 131I-MIBG-2 and iodine-131-MIBG-2."""
    text = re.sub(r"(\d([A-Z][a-z]?)\])\2", r"\1", name)  # "[68Ga]Ga-DOTA-TATE"
    pieces = [piece for piece in re.split(r"[-\[\]\s]+", text.casefold()) if piece and piece != "labelled"]
    pieces = [words("elements").get(piece, piece) for piece in pieces]
    if len(pieces) > 1 and pieces[1].isdigit() and len(pieces[1]) >= 2 and pieces[0] in words("elements").values():
        pieces[:2] = [pieces[1] + pieces[0]]
    return tuple(part for piece in pieces for part in (_PART.findall(piece) if piece[0].isdigit() else [piece]))


def name_key(name: str) -> str:
    """One form of a name: no case, no hyphens, the isotope's number before its symbol."""
    return "".join(name_parts(name))
