"""Lines of a registry record's sections: a label and its value, and sections of such lines."""

from collections.abc import Iterable, Iterator, Sequence

from corpus.documents import Section
from ingest.parsers.registry.record import Record
from ingest.parsers.tables import table_section


def labelled(label: str, value: str) -> list[str]:
    """A line "label: value"; none without a value."""
    return paragraphs(label, [value] if value else [])


def paragraphs(label: str, lines: Sequence[str]) -> list[str]:
    """Lines, the first of them with the label before it; none without lines."""
    return [f"{label}: {lines[0]}" if label else lines[0], *lines[1:]] if lines else []


def joined(texts: Iterable[str]) -> str:
    """Texts on one line, "a; b"."""
    return "; ".join(filter(None, texts))


def qualified(value: str, note: str) -> str:
    """A value with what qualifies it: "213 (actual)"."""
    return f"{value} ({note})" if value and note else value


def noted(value: str, comment: str) -> str:
    """A value with the registry's comment on it: "NA [not reached]"."""
    return f"{value} [{comment}]".strip() if comment else value


def group_lines(groups: Sequence[Record]) -> list[str]:
    """What the titles of groups stand for."""
    return [line for group in groups for line in paragraphs(group.text("title"), group.lines("description"))]


def section(path: tuple[str, ...], lines: Sequence[str]) -> Iterator[Section]:
    """The lines as a section; nothing where there are none."""
    if lines:
        yield Section(path, "\n".join(lines))


def table(path: tuple[str, ...], caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Section]:
    """The rows as a table; nothing where there are none, though columns have names."""
    body = list(rows)
    found = table_section(path, caption, [head], body) if body else None
    yield from filter(None, [found])
