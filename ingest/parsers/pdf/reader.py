"""The pages of a PDF one by one (pypdfium2): upright text that a reader can see, and drawings.

Text that runs another way than most of the page, that has no ink, is white on white, or stands outside the page is
left out. A page that is printed on its side is read as it is meant to be held.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from ingest.parsers import ParseError
from ingest.parsers.pdf.drawings import Place, read_drawings
from ingest.parsers.pdf.page import Drawings, Font, Page, Word, lines_of
from ingest.parsers.pdf.symbols import Symbols

_BOLD = ("bold", "black", "heavy", "demi", "semibold", "medium")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_SUPPLEMENT = re.compile(r"\+\d+$")
"""A font's further signs (quotes, Greek) in a font of their own: set as one type."""
_SMALLEST = 2.5
"""Points; what is smaller no reader can read."""
_BLANK = 0.13
"""Of an em: a wider gap between signs is a blank."""


_GUESSED = 0.07


@dataclass(frozen=True, slots=True)
class _Style:
    """What the signs of one text object share. `angle`: quarter turns, None: slanted."""

    font: Font
    base_name: str
    angle: int | None
    inked: bool
    white: bool


@dataclass(slots=True)
class _Sign:
    text: str
    style: _Style
    x0: float
    x1: float
    base: float
    blank_before: bool
    blank_guessed: bool


@dataclass(slots=True)
class _Styles:
    """The styles of a page by text object; fonts are shared over the document."""

    page: object
    fonts: dict[Font, Font]
    known: dict[int, _Style] = field(default_factory=dict)

    def of(self, index: int) -> _Style | None:
        text_object = raw.FPDFText_GetTextObject(self.page, index)
        if not text_object:
            return None
        key = ctypes.addressof(text_object.contents)
        if key not in self.known:
            self.known[key] = self._read(text_object, index)
        return self.known[key]

    def _read(self, text_object: object, index: int) -> _Style:
        matrix, name = raw.FS_MATRIX(), ctypes.create_string_buffer(200)
        raw.FPDFText_GetMatrix(self.page, index, matrix)
        raw.FPDFText_GetFontInfo(self.page, index, name, 200, ctypes.c_int())
        base_name = name.value.decode("utf-8", "replace")
        size = raw.FPDFText_GetFontSize(self.page, index) * math.hypot(matrix.c, matrix.d)
        bold = _is_bold(base_name) or raw.FPDFText_GetFontWeight(self.page, index) >= 600
        font = Font(_SUPPLEMENT.sub("", base_name), round(size * 5) / 5, bold)
        turn = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
        angle = round(turn) % 4 if abs(turn - round(turn)) < 0.1 else None
        colour = [ctypes.c_uint(0) for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(text_object, *colour)
        red, green, blue, alpha = (part.value for part in colour)
        mode = raw.FPDFTextObj_GetTextRenderMode(text_object)
        inked = mode not in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) and alpha > 0
        white = min(red, green, blue) > 250 and mode != raw.FPDF_TEXTRENDERMODE_STROKE
        return _Style(self.fonts.setdefault(font, font), base_name, angle, inked, white)


def _is_bold(name: str) -> bool:
    lower = name.lower()
    return any(word in lower for word in _BOLD) or lower.endswith(("-b", "-bd", ".b", "-bi", ".bi", ",b"))


def read_pages(document: object, path: Path) -> Iterator[Page]:
    """Each page, closed once it is read. Raises ParseError naming the page that cannot be read."""
    fonts: dict[Font, Font] = {}
    symbols = Symbols(path)
    for index in range(len(document)):  # type: ignore[arg-type]
        try:
            page = document[index]  # type: ignore[index]
            text_page = page.get_textpage()
            try:
                yield _read(page, text_page, index, fonts, symbols)
            finally:
                text_page.close()
                page.close()
        except pdfium.PdfiumError as error:
            raise ParseError(f"page {index + 1} is damaged: {error}") from error


def _read(page: object, text_page: object, index: int, fonts: dict[Font, Font], symbols: Symbols) -> Page:
    signs = list(_signs(text_page.raw, index, fonts, symbols))  # type: ignore[attr-defined]
    turns = Counter(sign.style.angle for sign in signs if sign.style.angle is not None)
    turn = turns.most_common(1)[0][0] if turns else 0
    place = Place(page.get_cropbox(), turn or 0)  # type: ignore[attr-defined]
    drawings = read_drawings(page, place)
    visible = _visible(drawings, place, scanned=not any(sign.style.inked for sign in signs))
    placed = (_placed(sign, place) for sign in signs if sign.style.angle == turn)
    words = _words(sign for sign in placed if visible(sign))
    return Page(index + 1, place.width, place.height, tuple(lines_of(words)), drawings)


def _visible(drawings: Drawings, place: Place, *, scanned: bool) -> Callable[[_Sign], bool]:
    """Whether a reader sees a sign. The words of a scanned page have no ink by design: the image shows them."""

    def visible(sign: _Sign) -> bool:
        middle = (sign.x0 + sign.x1) / 2
        if not (0 <= middle <= place.width and 0 <= sign.base <= place.height + 2):
            return False
        if sign.style.font.size < _SMALLEST or not (sign.style.inked or scanned):
            return False
        return not sign.style.white or scanned or _dark(drawings, middle, sign.base - 0.3 * sign.style.font.size)

    return visible


def _dark(drawings: Drawings, x: float, y: float) -> bool:
    return any(box.holds(x, y) for box in drawings.inked)


def _signs(text_page: object, index: int, fonts: dict[Font, Font], symbols: Symbols) -> Iterator[_Sign]:
    """In the order of the file, in the page's own coordinates."""
    styles = _Styles(text_page, fonts)
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    blank = guessed = False
    for place in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, place)
        style = styles.of(place)
        if style is None or raw.FPDFText_IsGenerated(text_page, place) == 1:
            guessed = True
            continue
        text = _text(code, raw.FPDFText_HasUnicodeMapError(text_page, place) == 1, style, index, symbols)
        if text.isspace():
            blank = True
            continue
        raw.FPDFText_GetCharOrigin(text_page, place, x, y)
        raw.FPDFText_GetLooseCharBox(text_page, place, box)
        yield _Sign(text, style, *_along(style.angle, x.value, y.value, box), blank, guessed)
        blank = guessed = False


def _along(angle: int | None, x: float, y: float, box: object) -> tuple[float, float, float]:
    """Start and end along the line, and the base line: x and y, or y and x where text runs up or down."""
    left, right, low, high = box.left, box.right, box.bottom, box.top  # type: ignore[attr-defined]
    return (low, high, x) if angle in (1, 3) else (left, right, y)


def _text(code: int, unmapped: bool, style: _Style, page: int, symbols: Symbols) -> str:
    if unmapped:
        return symbols.sign(page, style.base_name, code)
    if code == 2:  # how PDFium marks a hyphen at the end of a line
        return "-"
    if code < 32 or 0xD800 <= code < 0xE000:
        return " " if code in (0, 9, 10, 13) else "\ufffd"
    return chr(code).translate(_LIGATURES)


def _placed(sign: _Sign, place: Place) -> _Sign:
    x0, x1, base = place.text(sign.x0, sign.x1, sign.base)
    return replace(sign, x0=x0, x1=x1, base=base)


def _words(signs: Iterator[_Sign]) -> Iterator[Word]:
    run: list[_Sign] = []
    for sign in signs:
        if run and not _same_word(run[-1], sign):
            yield _word(run)
            spaced = _gap(run[-1], sign)
            run = []
            sign.blank_before = sign.blank_before or spaced
        run.append(sign)
    if run:
        yield _word(run)


def _gap(last: _Sign, sign: _Sign) -> bool:
    """A gap is a blank; so is a narrow one where PDFium takes it for one."""
    size = sign.style.font.size
    return sign.x0 - last.x1 > (_GUESSED if sign.blank_guessed else _BLANK) * size or abs(sign.base - last.base) > size


def _same_word(last: _Sign, sign: _Sign) -> bool:
    size = sign.style.font.size
    level = abs(sign.base - last.base) < 0.05 * size and last.style.font is sign.style.font
    follows = -0.4 * size < sign.x0 - last.x1 or abs(sign.x0 - last.x0) < 0.01  # parts of a ligature share a place
    return level and follows and not sign.blank_before and not _gap(last, sign)


def _word(run: list[_Sign]) -> Word:
    first, last = run[0], run[-1]
    text = "".join(sign.text for sign in run)
    return Word(text, first.x0, last.x1, first.base, first.style.font, first.blank_before)
