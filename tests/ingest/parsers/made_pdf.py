"""Small PDFs made for a test: text and lines at places of an A4 page, in Helvetica."""

from collections.abc import Sequence
from pathlib import Path

WHITE = "1 g"
BODY = (
    "The panel met twice and voted on every statement that had been",
    "sent to it before. It then wrote its report.",
)


def text(x: float, y: float, words: str, size: float = 10, *, bold: bool = False, more: str = "") -> str:
    """Text on an A4 page, `y` from its foot; `more`: operators that go before it."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q BT {more} /{'F2' if bold else 'F1'} {size} Tf {x} {y} Td ({escaped}) Tj ET Q"


def lines(x: float, y: float, *words: str, size: float = 10) -> str:
    return "\n".join(text(x, y - 12 * at, line, size) for at, line in enumerate(words))


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S"


def box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f"q {colour} {x} {y} {width} {height} re f Q"


def write(path: Path, pages: Sequence[str], *, trailer: str = "", info: str = "") -> Path:
    """A PDF with one stream a page, in Helvetica."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects += [
        f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    objects.append(f"<<{info}>>")
    codes = " ".join(f"/C{code}" for code in range(97, 123))
    objects.append(
        "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Odd/FirstChar 97/LastChar 98/Widths[500 500]"
        f"/Encoding<</Type/Encoding/Differences[97 {codes}]>>>>"
    )
    kids = []
    for content in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 6 0 R>>>>"
            f"/Contents {len(objects) + 2} 0 R>>"
        )
        objects.append(f"<</Length {len(content.encode('cp1252'))}>>stream\n{content}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out = b"%PDF-1.4\n"
    places = []
    for at, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{at} 0 obj\n{item}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R/Info 5 0 R{trailer}>>\n".encode()
    )
    path.write_bytes(out + f"startxref\n{out.rindex(b'xref')}\n%%EOF".encode())
    return path
