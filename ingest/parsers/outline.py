"""Sections in the making: headings, lines and tables in reading order, as a reader of HTML or Word files meets them.

What stands under a heading that opens a list of references, or furniture of a page, is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Section
from ingest.parsers.table_head import names_columns
from ingest.parsers.tables import Cell, grid, table_section
from ingest.parsers.text import clean, one_line

_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[IVX]+)[.)]?\s+")
_LEFT_OUT = {
    *(
        "references",
        "reference",
        "reference list",
        "bibliography",
        "literature cited",
        "works cited",
        "cited literature",
    ),
    *("references and notes", "literatur", "literaturverzeichnis", "références", "referencias", "bibliografia"),
    *("related articles", "related content", "related literature", "related articles/pages", "related links"),
    *(
        "recommended articles",
        "similar articles",
        "you may also like",
        "share this article",
        "share",
        "article metrics",
    ),
    *("viewing options", "article tools", "email updates", "advertisement", "cited by", "more from this journal"),
    *("most read", "most popular", "trending", "table of contents", "on this page", "in this article", "contents"),
    *("sign up for email alerts", "navigation menu", "cookie settings", "cookies"),
}
_LABEL = r"(?:Suppl\w* |Additional |Appendix |Extended Data )?(?:Table|Tabelle|Tableau|Tabla|Figure|Fig\.|Box)\s+"
_LABEL += r"[A-Z]{0,2}[\d.]*(?:[A-Za-z](?!\w))?[.:]?"
_CAPTION = re.compile(_LABEL + r"(?:\s+\S.*)?", re.IGNORECASE)
_BARE_LABEL = re.compile(_LABEL, re.IGNORECASE)
_LONGEST_CAPTION = 600
_ABSTRACT = re.compile(r"(?:structured )?abstract|summary|zusammenfassung|résumé|resumen", re.IGNORECASE)


def is_abstract(heading: str) -> bool:
    return bool(_ABSTRACT.fullmatch(heading))


def same_words(one: str, other: str | None) -> bool:
    return other is not None and re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


@dataclass(slots=True)
class _Heading:
    level: int
    text: str
    left_out: bool
    swallowed: bool = False
    """Whether text below it has been left out."""


class Outline:
    """Takes headings, lines and tables; gives sections. `title` is the document's, which is in no path."""

    def __init__(self, title: str | None = None) -> None:
        self._title = title
        self._headings: list[_Heading] = []
        self._lines: list[str] = []
        self._done: list[Section] = []

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self._headings)

    @property
    def depth(self) -> int:
        return len(self._headings)

    def heading(self, level: int, text: str) -> None:
        """Closes headings of this level and below. A heading without words, or a table's label, is a line."""
        text = one_line(text).removesuffix(":")
        if not text or (_CAPTION.fullmatch(text) and any(map(str.isdigit, text))):
            self.line(text)
            return
        self._flush()
        while self._headings and self._headings[-1].level >= level:
            self._headings.pop()
        if same_words(text, self._title):
            self._headings.clear()
        else:
            left_out = _NUMBER.sub("", text).casefold() in _LEFT_OUT
            self._headings.append(_Heading(level, text, left_out))

    def line(self, text: str) -> None:
        text = clean(text)
        if text and not self._swallowed():
            self._lines.append(text)

    def table(self, rows: Sequence[Sequence[Cell]], caption: str = "") -> None:
        """Rows of cells; first rows of heads name the columns, else a first row that looks like names does."""
        if self._swallowed():
            return
        caption = one_line(caption) or self._caption()
        self._flush()
        heads, body = _split(rows)
        section = table_section(self.path, caption, heads, body)
        if section:
            self._done.append(section)

    def close(self, depth: int) -> None:
        """Ends headings that were opened beyond `depth`: their part of the document ends."""
        if len(self._headings) > depth:
            self._flush()
            del self._headings[depth:]

    def close_left_out(self, depth: int) -> None:
        """Ends a heading beyond `depth` that leaves text out, once it has left out some."""
        for index, heading in enumerate(self._headings[depth:], depth):
            if heading.left_out and heading.swallowed:
                self.close(index)
                return

    def sections(self) -> tuple[Section, ...]:
        self._flush()
        return tuple(self._done)

    def _swallowed(self) -> bool:
        swallowing = [heading for heading in self._headings if heading.left_out]
        for heading in swallowing:
            heading.swallowed = True
        return bool(swallowing)

    def _caption(self) -> str:
        """The lines just above a table that are its caption: "Table 2. Doses", or "Table 2" and "Doses" below it."""
        for count in (1, 2):
            lines = self._lines[-count:]
            labelled = _CAPTION if count == 1 else _BARE_LABEL
            if len(lines) == count and labelled.fullmatch(lines[0]) and sum(map(len, lines)) < _LONGEST_CAPTION:
                del self._lines[-count:]
                return " ".join(lines)
        return ""

    def _flush(self) -> None:
        if self._lines:
            self._done.append(Section(self.path, "\n".join(self._lines)))
        self._lines = []


def _split(rows: Sequence[Sequence[Cell]]) -> tuple[list[list[str]], list[list[str]]]:
    """Rows of column names and rows below them. A cell alone over the whole width stands once."""
    laid = [
        [row[0].text] if len(row) == 1 and row[0].columns > 1 else line
        for row, line in zip(rows, grid(rows), strict=True)
    ]
    heads = 0
    while heads < len(rows) and rows[heads] and all(cell.heads for cell in rows[heads]):
        heads += 1
    if heads == len(rows):
        heads = 0
    if not heads and names_columns(laid):
        heads = 1
    return laid[:heads], laid[heads:]
