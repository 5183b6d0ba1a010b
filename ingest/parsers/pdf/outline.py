"""Headings of a document to paths: by their numbers, else by how large their type is and which comes first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.parsers.pdf.page import Font
from ingest.parsers.pdf.paragraphs import Paragraph
from ingest.parsers.pdf.typography import number_of

_BACK = re.compile(
    r"(?:list of )?abbreviations|(?:competing|conflicts? of|declarations? of) interests?"
    r"|authors?[’']? (?:contribution|detail|information)|acknowledge?ments?|funding\b|financial (?:disclosure|support)"
    r"|disclosures?$|(?:data|availability of data)\b.*availab|availability of|supplementa|additional files?|appendi",
    re.IGNORECASE,
)
"""Headings of the back matter, set small in many journals, which stand under none."""
_Style = tuple[str, float]


@dataclass(slots=True)
class Outline:
    """The headings that a place in the document stands under; `depths`: how deep each type of heading stands."""

    depths: dict[_Style, float]
    open: list[tuple[float, str]] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.open)

    def depth(self, heading: Paragraph) -> float:
        number = number_of(heading.text)
        if number:
            return float(len(number))
        top = min(1.0, *self.depths.values()) if 1.0 not in self.depths.values() else 1.0
        return top if is_back_matter(heading.text) else self.depths.get(_style(heading.font), top)

    def enter(self, heading: Paragraph) -> None:
        """A heading closes those that are as deep or deeper."""
        depth = self.depth(heading)
        self.open = [entry for entry in self.open if entry[0] < depth]
        self.open.append((depth, heading.text))


def is_back_matter(text: str) -> bool:
    """Whether a heading is one of those that journals set after the text."""
    return _BACK.match(text) is not None


def outline(paragraphs: Iterable[Paragraph]) -> Outline:
    """The depth of a type is that of the numbered headings set in it; of others, the order by size and appearance.

    A type without numbers stands above the numbered ones where it is larger than all of them, else below those
    that are at least as large.
    """
    headings = [paragraph for paragraph in paragraphs if paragraph.heading]
    numbered: dict[_Style, float] = {}
    for heading in headings:
        if number_of(heading.text):
            numbered.setdefault(_style(heading.font), float(len(number_of(heading.text))))
    styles = list(dict.fromkeys(_style(heading.font) for heading in headings))
    others = sorted((style for style in styles if style not in numbered), key=lambda style: -_size(style))
    depths = dict(numbered)
    for rank, style in enumerate(others):
        above = [depth for known, depth in numbered.items() if _size(known) >= _size(style)]
        depths[style] = max(above, default=0.0) + (rank + 1) / (len(others) + 1)
    return Outline(depths)


def _style(font: Font) -> _Style:
    return font.name, font.size


def _size(style: _Style) -> float:
    return round(style[1] * 2) / 2
