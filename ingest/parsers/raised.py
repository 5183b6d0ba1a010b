"""Raised text that may be a citation mark: never to fuse with the number before it."""

import re

from ingest.parsers.text import superscript

_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;\u2013\u2212-]\s*\d{1,3})*")
_SEVERAL = re.compile(r"\d\s*[,;]\s*\d")
_RANGE = re.compile(r"\d\s*[\u2013\u2212-]\s*\d")


def raised(text: str, before: str, after: str = "", linked: bool = False) -> str:
    """Raised `text` between its neighbours: a citation as ` [12]`, an exponent as one, other text plainly.

    `linked`: it leads to a note or a reference.
    """
    mark = text.strip().strip("[]()").strip()
    if mark and (linked or _cites(mark, before, after)):
        return f" [{mark}]"
    return superscript(text.strip(), before)


def _cites(mark: str, before: str, after: str) -> bool:
    """A row of small numbers is a citation, one number only after a full stop or comma (and no mass number)."""
    if not _NUMBERS.fullmatch(mark) or after[:1].isalpha():
        return False
    if _SEVERAL.search(mark):
        return bool(before.strip())
    last = before[-1:]
    return last in tuple(".,;:!?") or bool(_RANGE.search(mark) and last.isalpha())
