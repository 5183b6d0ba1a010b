"""Which row of a table names its columns, where the source does not say."""

import re
from collections.abc import Sequence

from ingest.parsers.text import one_line

_LONGEST = 60
_FIGURES = re.compile(r"[\d\s.,;:()\[\]%<>=±+\u2212\u2013-]+")


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row looks like names: short and different words over each column that is filled below.

    The first column, of names itself, may be bare.
    """
    if len(rows) < 2 or not rows[0]:
        return False
    names = [one_line(cell) for cell in rows[0]]
    columns = [[one_line(row[place]) for row in rows[1:] if place < len(row)] for place in range(len(names))]
    if any(place and not name and _is_filled(columns[place]) for place, name in enumerate(names)):
        return False
    stated = list(filter(None, names))
    named = all(_is_name(name, column) for name, column in zip(names, columns, strict=True) if name)
    return named and len(stated) > 1 and len(set(stated)) == len(stated)


def _is_filled(column: Sequence[str]) -> bool:
    return 2 * sum(map(bool, column)) > len(column)


def _is_name(text: str, column: Sequence[str]) -> bool:
    """A name may begin with a number over a column of figures: "5-year IF" over "38.3"."""
    if len(text) > _LONGEST or text.endswith((".", ";")):
        return False
    if text in ("%", "#") or text.lstrip("(%#*")[:1].isalpha():
        return True
    figures = all(_FIGURES.fullmatch(cell) for cell in column if cell)
    return figures and any(map(bool, column)) and any(map(str.isalpha, text))
