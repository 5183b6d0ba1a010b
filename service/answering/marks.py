"""Reference marks of a source ("[12, 14-16]") in a sentence that is quoted: they would read as marks of ours."""

import re

# After a number, brackets may hold its range ("12 [10-14] months"); before a chemical name, a mass number ("[18] F-").
_MARKS = re.compile(r"(?<=[^\d\s%])\s*\[\d{1,3}(?:\s?[,;\u2013\u2014-]\s?\d{1,3})*\](?!\s?[A-Z]\w?-)")
_OURS = re.compile(r"\[\s*\^?\d+\s*(?:\u2020[^\]]*)?\]|\[\[")
BRACKETS = str.maketrans("［〔【⟦「『〚⦋］〕】⟧」』〛⦌", "[" * 8 + "]" * 8)
"""Brackets of other scripts and of mathematics, which read as square ones."""


def without_marks(text: str) -> str:
    """The sentence without the reference marks of its source; nothing else is changed."""
    return _MARKS.sub("", text).strip()


def has_mark(text: str) -> bool:
    """Whether something is left in it that could be taken for a mark of ours."""
    return _OURS.search(text.translate(BRACKETS)) is not None
