"""The text of one section while it is read: its lines, then what floats beside them (tables, figures, boxes)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.documents import Section
from ingest.parsers.text import clean


@dataclass(slots=True)
class Flow:
    """Floats wait until the section's lines are complete: print places them anywhere near."""

    path: tuple[str, ...]
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Lines that belong behind the paragraphs: footnotes, names of supplements."""
    floats: list[Section] = field(default_factory=list)

    def add(self, sections: Iterable[Section | None]) -> None:
        self.floats.extend(section for section in sections if section)

    def caption(self, text: str) -> None:
        if text := clean(text):
            self.floats.append(Section(self.path, text))

    def drain(self) -> Iterator[Section]:
        """What was read, once; the flow is empty afterwards."""
        if text := clean("\n".join([*self.lines, *self.notes])):
            yield Section(self.path, text)
        yield from self.floats
        self.lines, self.notes, self.floats = [], [], []


def captioned(label: str, text: str) -> str:
    """A caption with its label: "Table 2. Baseline characteristics"; empty where there is no more than a label."""
    label, text = label.strip().rstrip(".:").rstrip(), text.strip()
    return f"{label}. {text}" if label and text else text
