"""Names of authors as citations print them: family name and initials."""

import re
from collections.abc import Iterable

_DEGREES = re.compile(
    r"(?:MD|M\.D\.|Ph\.?D\.?|DPhil|MSc|M\.Sc\.|MPH|MS|BSc|MBBS|MBChB|RN|FRCPC?|FRCS|FACP|PharmD|DrPH|Prof\.?|Dr\.?"
    r"|Professor|Dr\. med\.?|MA|BA|DO|DSc|MBA)"
)
_PARTICLES = {"de", "da", "di", "del", "della", "der", "den", "des", "do", "dos", "du", "el", "la", "le", "van", "von"}
_PARTICLES |= {"ten", "ter", "te", "zu", "zur", "bin", "ibn", "al", "st.", "st"}
_SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
_GROUP = re.compile(
    r"\b(?:group|investigators|committee|society|collaborat\w+|network|consortium|team|association|organi[sz]ation"
    r"|institute|agency|council|department|university|centre|center|ministry|federation|college|foundation)\b",
    re.IGNORECASE,
)
_BEHALF = re.compile(r"(?:(?:for|on behalf of)\s+)?the\s+(?=\S)|(?:for|on behalf of)\s+", re.IGNORECASE)


def byline(names: Iterable[str]) -> str | None:
    """Names, each "Family, Given" or "Given Family", as "Sartor O, de Bono J"; None where there is none."""
    written = dict.fromkeys(filter(None, map(_written, names)))
    return ", ".join(written) or None


def _written(name: str) -> str:
    name = " ".join(name.split()).strip(" ,;")
    if not name or _GROUP.search(name):
        return _BEHALF.sub("", name, count=1) if name and _BEHALF.match(name) else name
    family, given, suffix = _parts(name)
    return " ".join(filter(None, (family, _initials(given), suffix)))


def _parts(name: str) -> tuple[str, list[str], str]:
    """Family name, given names, suffix (Jr)."""
    first, *rest = [part for part in (_without_degrees(part) for part in name.split(",")) if part] or [name]
    words = first.split()
    suffixes = [part for part in rest if part.casefold() in _SUFFIXES]
    given = [part for part in rest if part.casefold() not in _SUFFIXES]
    if given:
        return first, given[0].split(), suffixes[0] if suffixes else ""
    if len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        suffixes.append(words.pop())
    if len(words) > 1 and _is_initials(words[-1]):  # already as citations print it
        return " ".join(words[:-1]), [words[-1]], "".join(suffixes[:1])
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[start:]), words[:start], "".join(suffixes[:1])


def _without_degrees(part: str) -> str:
    return " ".join(word for word in part.split() if not _DEGREES.fullmatch(word))


def _is_initials(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) <= 3


def _initials(given: list[str]) -> str:
    return "".join(_initial(part) for word in given for part in re.split(r"(?<=\.)|[-\u2010]", word))


def _initial(part: str) -> str:
    letters = part.strip(".")
    if _is_initials(letters):
        return letters
    return letters[:1] if letters[:1].isupper() else ""
