"""Paragraphs and tables in reading order to sections: references left out, sentences whole over columns and pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.documents import Section
from corpus.sentences import sentence_spans
from ingest.parsers.pdf.outline import is_back_matter, outline
from ingest.parsers.pdf.page import Font
from ingest.parsers.pdf.paragraphs import Paragraph
from ingest.parsers.pdf.tables import Table
from ingest.parsers.pdf.text import Joiner
from ingest.parsers.pdf.typography import number_of
from ingest.parsers.tables import table_section
from ingest.parsers.text import clean, one_line

_REFERENCES = re.compile(
    r"(?:\d{1,2}\.?\s*)?(?:references?(?: list| cited)?|bibliography|literature(?: cited)?|works cited"
    r"|literatur(?:verzeichnis)?)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"abstract|summary", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    table: Table
    page: int


Part = Paragraph | PlacedTable
_Placed = tuple[tuple[str, ...], Part]


def is_references(text: str) -> bool:
    """Whether a line is the heading of a reference list."""
    return _REFERENCES.fullmatch(text.strip(" :.")) is not None


def sections(parts: Sequence[Part], join: Joiner) -> list[Section]:
    """One section a path and page, one a table."""
    placed = _joined(list(_placed(parts)), join)
    found: list[Section | None] = []
    for (path, page, is_table), group in groupby(placed, key=_key):
        if is_table:
            found.extend(_table(path, part) for _, part in group if isinstance(part, PlacedTable))
        else:
            text = clean("\n".join(part.text for _, part in group if isinstance(part, Paragraph)))
            found.append(Section(path, text, page=page) if text else None)
    return [section for section in found if section is not None]


def _key(placed: _Placed) -> tuple[tuple[str, ...], int, bool]:
    path, part = placed
    return path, part.page, isinstance(part, PlacedTable)


def _table(path: tuple[str, ...], part: PlacedTable) -> Section | None:
    return table_section(path, part.table.caption, part.table.head, part.table.body, part.page)


def _placed(parts: Sequence[Part]) -> Iterator[_Placed]:
    """Each part with its path. A reference list ends at a heading as large as its own; tables and captions in it stay.

    Small print below the abstract (addresses, copyright) is no part of it.
    """
    tree = outline(part for part in parts if isinstance(part, Paragraph))
    references: Font | None = None
    size = 0.0
    for part in parts:
        if isinstance(part, PlacedTable):
            yield tree.path, part
        elif is_references(part.text):
            references = part.font
        elif part.heading and (references is None or _ends(part, references)):
            references, size = None, 0.0
            tree.enter(replace(part, text=one_line(part.text)))
        elif references is None:
            if is_back_matter(part.label):
                tree.enter(replace(part, text=part.label.rstrip(":")))
                part = replace(part, text=part.text[len(part.label) :].strip(), label="")  # noqa: PLW2901
            size = size or part.font.size
            noted = part.font.size < 0.9 * size and _in_abstract(tree.path)
            yield ((), part) if noted else _labelled(tree.path, part)
        elif part.caption:
            yield tree.path, part


def _ends(heading: Paragraph, references: Font) -> bool:
    """Whether a heading ends a reference list: set like that of the list, or larger, or numbered and as large."""
    size = 0.98 if number_of(heading.text) else 1.05
    return heading.font == references or heading.font.size > size * references.size


def _labelled(path: tuple[str, ...], part: Paragraph) -> _Placed:
    """A label of the abstract ("Methods:") is a heading."""
    if part.label and _in_abstract(path) and part.text.startswith(part.label):
        return (*path, part.label.rstrip(":")), replace(part, text=part.text[len(part.label) :].strip())
    return path, part


def _in_abstract(path: tuple[str, ...]) -> bool:
    return bool(path) and _ABSTRACT.fullmatch(path[-1]) is not None


def _joined(placed: list[_Placed], join: Joiner) -> list[_Placed]:
    """A sentence that goes on in the next column or on the next page, whole where it begins."""
    found: list[_Placed] = []
    last: dict[Font, int] = {}
    for path, part in placed:
        if not isinstance(part, Paragraph) or part.caption:
            found.append((path, part))
            continue
        rest: Paragraph | None = part
        at = last.get(part.font)
        if at is not None and found[at][0] == path:
            before = found[at][1]
            if isinstance(before, Paragraph) and _goes_on(before, part):
                whole, rest = _divide(before, part, join)
                found[at] = (path, whole)
        if rest is not None:
            last[part.font] = len(found)
            found.append((path, rest))
    return found


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    if after.item or not after.text or not (before.last and after.first):
        return False
    first = after.text[0]
    if before.ended:
        return first.islower() and not before.text.endswith((":", ";"))
    return first.islower() or (before.full and (first.isalnum() or first in "([≥≤<>±“‘\"'"))


def _divide(before: Paragraph, after: Paragraph, join: Joiner) -> tuple[Paragraph, Paragraph | None]:
    """`after` up to the end of its first sentence goes to `before`; all of it on the same page."""
    text = join.join([before.text, after.text])
    if before.page == after.page:
        return replace(before, text=text, full=after.full, last=after.last), None
    start = len(before.text)
    end = next((span.end for span in sentence_spans(text) if span.end > start), len(text))
    rest = text[end:].strip()
    whole = replace(before, text=text[:end], full=after.full, last=after.last)
    return whole, replace(after, text=rest, label="") if rest else None


def without_title(parts: Iterable[Part], title: str | None) -> list[Part]:
    """The parts without the title; what is set like a heading above it is none."""
    found = list(parts)
    places = [at for at, part in enumerate(found) if isinstance(part, Paragraph) and part.page < 4 and _is(part, title)]
    last = places[-1] if places else -1
    kept: list[Part] = []
    for at, part in enumerate(found):
        if at not in places:
            kept.append(replace(part, heading=False) if at < last and isinstance(part, Paragraph) else part)
    return kept


def _is(part: Paragraph, title: str | None) -> bool:
    return title is not None and _letters(part.text) == _letters(title)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
