"""What articles of journals state alike, whatever their format: names of authors, kinds of article, retraction."""

import re
from collections.abc import Iterable

from ingest.parsers.text import one_line

_KINDS = {
    "review": "review",
    "reviews": "review",
    "review article": "review",
    "review-article": "review",
    "systematic review": "review",
    "systematic-review": "review",
    "guideline": "guideline",
    "guidelines": "guideline",
    "practice guideline": "guideline",
    "consensus statement": "consensus",
}
_PRINTED = {
    *("case report", "correction", "editorial", "erratum", "letter", "retraction"),
    *("retraction note", "study protocol"),
}
_RETRACTED = re.compile(r"\W*(?:RETRACTED|Retracted(?: article)?\s*[:.—–-])", re.ASCII)
_REGISTERED = re.compile(r"NCT\d{8}(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def author(family: str, given: str, suffix: str = "") -> str:
    """A name as citations print it: "de Bono JS", "Smith JP Jr"."""
    return one_line(" ".join(filter(None, (family, _initials(one_line(given)), suffix.replace(".", "")))))


def _initials(given: str) -> str:
    """ "Jean-Pierre K." -> "JPK"; what is written in capitals alone ("JP") is initials already."""
    return "".join(_initial(name) for name in re.split(r"[\s.\-‐‑]+", given) if name)


def _initial(name: str) -> str:
    capitals = name.isupper() and len(name) < 4
    return name if capitals or not name[0].isalpha() else name[0].upper()


def kind_of(*printed: str | None) -> str | None:
    """The kind of article of the first label that states one; research, whatever its design, is not told by these."""
    for label in filter(None, printed):
        plain = one_line(label).casefold()
        if plain in _KINDS or plain.replace("-", " ") in _PRINTED:
            return _KINDS.get(plain, plain.replace("-", " "))
    return None


def titled_retracted(title: str | None) -> bool:
    """Whether a title opens with the notice that its article is retracted."""
    return bool(title and _RETRACTED.match(title))


def registration(texts: Iterable[str]) -> str | None:
    """The number that a study is registered under; None where texts name several, or none."""
    numbers = {number for text in texts for number in _REGISTERED.findall(text)}
    return numbers.pop() if len(numbers) == 1 else None


def doi_in(text: str | None) -> str | None:
    """The DOI in a text, an address as well, without the stop behind it."""
    found = _DOI.search(text or "")
    return found[0].rstrip(".,;") if found else None
