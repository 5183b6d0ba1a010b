"""The text of one section while it is read: its lines, then what floats beside them (tables, figures, boxes)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from lxml import etree

from corpus.documents import Section
from ingest.parsers.text import clean
from ingest.parsers.xml.inline import pieces


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


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the elements of a format enter a flow: by a form of their own, as running text, or not at all."""

    forms: Mapping[str, Callable[[etree._Element, Flow], None]]
    blocks: Set[str]
    """Elements that break running text, and stand where they are."""
    beside: Set[str]
    """Elements that stand in running text and are printed elsewhere."""
    left_out: Set[str]

    def block(self, element: etree._Element, flow: Flow) -> None:
        if element.tag not in self.left_out:
            self.forms.get(str(element.tag), self.text)(element, flow)

    def text(self, element: etree._Element, flow: Flow) -> None:
        for piece in pieces(element, self.blocks, self.beside):
            if isinstance(piece, str):
                flow.lines.append(piece)
            else:
                self.block(piece, flow)


def captioned(label: str, text: str) -> str:
    """A caption with its label: "Table 2. Baseline characteristics"; empty where there is no more than a label."""
    label, text = label.strip().rstrip(".:").rstrip(), text.strip()
    return f"{label}. {text}" if label and text else text
