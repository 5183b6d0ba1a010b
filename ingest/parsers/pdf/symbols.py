"""Signs that a PDF prints without saying what they mean: read from the glyph's name in its font (pdfminer.six).

Arbortext 3B2, which many medical journals are set with, names a glyph C21 after its place in the original font:
21 is "greater or equal" in TeX's symbol font, 177 "plus or minus" in Adobe's Symbol. A sign that stays unknown is
U+FFFD, so that a reader sees that one is missing: "≥50%" must never become "50%".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSException

UNKNOWN = "\ufffd"

_TEX: Mapping[int, str] = {
    0: "−", 1: "·", 2: "×", 3: "∗", 4: "÷", 6: "±", 7: "∓", 14: "◦", 15: "•", 17: "≡", 20: "≤", 21: "≥", 24: "∼",
    25: "≈", 28: "≪", 29: "≫", 32: "←", 33: "→", 34: "↑", 35: "↓", 36: "↔", 47: "∝", 48: "′", 49: "∞", 50: "∈",
}  # fmt: skip
_ADOBE: Mapping[int, str] = {
    45: "−", 68: "Δ", 97: "α", 98: "β", 99: "χ", 103: "γ", 107: "κ", 108: "λ", 109: "μ", 115: "σ", 163: "≤",
    174: "→", 176: "°", 177: "±", 179: "≥", 180: "×", 183: "•", 185: "≠", 187: "≈", 210: "®", 211: "©", 212: "™",
}  # fmt: skip
_ORIGINALS: Mapping[str, Mapping[int, str]] = {"AdvP4C4E74": _TEX, "AdvPSSym": _ADOBE}


@dataclass(slots=True)
class Symbols:
    """The unmapped signs of a file; its fonts are read once the first is met."""

    path: Path
    pages: list[Mapping[tuple[str, int], str]] | None = field(default=None)

    def sign(self, page: int, font: str, code: int) -> str:
        """What `code` of `font` shows on `page` (from 0); UNKNOWN where the file does not tell."""
        if self.pages is None:
            self.pages = _read(self.path)
        return self.pages[page].get((font, code), UNKNOWN) if page < len(self.pages) else UNKNOWN


def _read(path: Path) -> list[Mapping[tuple[str, int], str]]:
    try:
        with path.open("rb") as file:
            document = PDFDocument(PDFParser(file))
            return [dict(_signs(page)) for page in PDFPage.create_pages(document)]
    except (PSException, ValueError, TypeError, KeyError, AttributeError):  # pdfminer on a damaged file
        return []


def _signs(page: PDFPage) -> Iterator[tuple[tuple[str, int], str]]:
    """Two subsets of a font on one page may disagree on a code: then it stays unknown."""
    seen: dict[tuple[str, int], str] = {}
    for font in (resolve1(page.resources.get("Font")) or {}).values():
        for key, text in _font_signs(resolve1(font)):
            seen[key] = text if seen.get(key, text) == text else UNKNOWN
    yield from seen.items()


def _font_signs(font: Mapping[str, object]) -> Iterator[tuple[tuple[str, int], str]]:
    name = _name(font.get("BaseFont")).split("+")[-1]
    original = next((signs for stem, signs in _ORIGINALS.items() if name.endswith(stem)), {})
    encoding = resolve1(font.get("Encoding"))
    code = 0
    for item in resolve1(encoding.get("Differences", [])) if isinstance(encoding, dict) else []:
        if isinstance(item, int):
            code = item
            continue
        glyph = _name(item)
        if glyph[:1] == "C" and glyph[1:].isdecimal():
            yield (name, code), original.get(int(glyph[1:]), UNKNOWN)
        code += 1


def _name(item: object) -> str:
    text = getattr(item, "name", "")
    return text if isinstance(text, str) else ""
