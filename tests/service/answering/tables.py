"""Tables of statements about quotes: `# a section`, `: a quote`, `+ true | also true`, `- wrong | also wrong`."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest


class Row(NamedTuple):
    section: str
    sign: str
    quote: str
    statement: str


def rows(table: str) -> Iterator[Row]:
    section, quote = "", ""
    for line in table.strip().splitlines():
        mark, _, text = line.partition(" ")
        if mark == "#":
            section = text
        elif mark == ":":
            quote = text
        else:
            yield from (Row(section, mark, quote, statement) for statement in text.split(" | "))


def cases(table: str, sign: str) -> list:
    """(quote, statement) of the rows with this sign, for parametrize."""
    return [pytest.param(row.quote, row.statement, id=row.statement) for row in rows(table) if row.sign == sign]
