"""The hostile and the honest documents of `cases/injection/documents.jsonl` as source files.

Of a PDF or a Word file the case describes paragraphs, from which the file is made here with nothing but the standard
library, so that no writer tidies away what is to be hidden.
"""

import json
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpus.visible import visible

CASES = Path(__file__).parents[1] / "cases" / "injection" / "documents.jsonl"


class Case(BaseModel):
    """A source file, with what must never be shown of it (`payload`) or, of an honest one, what must stay (`keeps`)."""

    model_config = ConfigDict(extra="forbid")
    name: str
    content: str
    how: str
    payload: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    honest: bool = False


class _Paragraph(BaseModel):
    """A paragraph of a PDF or a Word file. Sizes in points; `render`: PDF's text rendering mode (3: invisible)."""

    model_config = ConfigDict(extra="forbid")
    text: str
    style: str = ""
    size: float | None = None
    color: str = ""
    vanish: bool = False
    render: int = 0
    y: float | None = None


_PARAGRAPHS = TypeAdapter(list[_Paragraph])


def cases(path: Path = CASES) -> list[Case]:
    """All of them, hostile ones first."""
    return [Case.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def write(documents: Iterable[Case], folder: Path) -> None:
    """Write each as a file of its name."""
    for case in documents:
        path = folder / case.name
        if path.suffix == ".pdf":
            path.write_bytes(_pdf(_PARAGRAPHS.validate_json(case.content)))
        elif path.suffix == ".docx":
            _write_docx(_PARAGRAPHS.validate_json(case.content), path)
        else:
            path.write_text(case.content, encoding="utf-8")


def payloads_in(said: object, hostile: Iterable[Case]) -> list[str]:
    """Words of hostile documents that stand in something, whatever holds them and however they are spelt."""
    text = _folded(_as_text(said))
    return [word for case in hostile for word in case.payload if _folded(word) and _folded(word) in text]


def _as_text(said: object) -> str:
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, default=str)


def _folded(text: str) -> str:
    return visible(unicodedata.normalize("NFKC", text)).casefold()


def _pdf(paragraphs: Sequence[_Paragraph]) -> bytes:
    """One A4 page in Helvetica."""
    stream, y = "", 780.0
    for one in paragraphs:
        place = y if one.y is None else one.y
        words = one.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        colour = "1 g" if one.color == "white" else "0 g"
        stream += f"q BT {colour} {one.render} Tr /F1 {one.size or 10} Tf 50 {place} Td ({words}) Tj ET Q\n"
        y -= 30
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
    content = f"<</Length {len(stream)}>>stream\n{stream}\nendstream"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, font, content]
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _write_docx(paragraphs: Sequence[_Paragraph], path: Path) -> None:
    names = dict.fromkeys(one.style for one in paragraphs if one.style)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{_style_id(name)}"><w:name w:val="{name.lower()}"/></w:style>'
        for name in names
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
            for name, kind in (("document", "document.main"), ("styles", "styles"))
        )
        + "</Types>",
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("styles", "styles.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{"".join(map(_docx_paragraph, paragraphs))}'
        "</w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')


def _relation(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'


def _docx_paragraph(one: _Paragraph) -> str:
    style = f'<w:pPr><w:pStyle w:val="{_style_id(one.style)}"/></w:pPr>' if one.style else ""
    run = "<w:vanish/>" * one.vanish
    run += f'<w:color w:val="{one.color}"/>' if one.color else ""
    run += f'<w:sz w:val="{round(2 * one.size)}"/>' if one.size else ""
    return f"<w:p>{style}<w:r><w:rPr>{run}</w:rPr><w:t>{escape(one.text)}</w:t></w:r></w:p>"


def _style_id(name: str) -> str:
    return name.replace(" ", "")
