"""Text as a library holds it: one form of white space, nothing invisible, scripts that keep their meaning."""

import re
import unicodedata

from corpus.visible import visible

_SPACE = re.compile(r"[^\S\n]+")
_RAISED = str.maketrans("0123456789+-\u2212\u2013=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")


def clean(text: str) -> str:
    """Canonical Unicode (NFC), no zero-width signs or soft hyphens, single blanks, lines without blanks around."""
    text = _SPACE.sub(" ", visible(unicodedata.normalize("NFC", text)))
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))


def one_line(text: str) -> str:
    """The same on one line: a heading, a cell, a title."""
    return " ".join(clean(text).split())


def superscript(text: str, before: str) -> str:
    """Raised text after `before`: an exponent stays one (m², 10⁻³), a mass number or a letter is written plainly."""
    raised = text.translate(_RAISED)
    exponent = before[-1:].isalnum() and all(ord(sign) in _RAISED for sign in text)
    return raised if exponent else text
