"""Word files: what is printed is read, what is struck out, hidden or of the page is not."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from ingest.parsers import Parsed, ParseError
from ingest.parsers.docx.parser import parse_docx
from tests.ingest.parsers.looking import all_text

SAMPLES = Path(__file__).parent.parent / "samples"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
Read = Callable[[Document], Parsed]


def sample(name: str) -> Parsed:
    (parsed,) = parse_docx(SAMPLES / name)
    return parsed


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def parse(document: Document) -> Parsed:
        document.save(str(tmp_path / "file.docx"))
        (parsed,) = parse_docx(tmp_path / "file.docx")
        return parsed

    return parse


def paragraph(document: Document, inner: str) -> None:
    """A paragraph as Word writes it."""
    document.element.body.insert(-1, parse_xml(f"<w:p {NAMESPACES}>{inner}</w:p>"))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_table_under_its_caption() -> None:
    (table,) = sample("docx/s13063-014-0545-5-s1.docx").sections
    lines = table.text.split("\n")
    assert (table.head, len(lines)) == (2, 12)
    assert lines[0].startswith("Supplement Table 1. Top 10 journals publishing")
    assert (
        lines[1]
        == "Rank | Abbreviated Journal Title | Full Journal Title | 2013-IF | 5-year IF | No. of articles n (%)"
    )
    assert lines[3] == "2 | J CLIN ONCOL | JOURNAL OF CLINICAL ONCOLOGY | 17.879 | 17.158 | 3(3.1)"


def test_points_of_a_score_stand_beside_their_criteria() -> None:
    parsed = sample("docx/s13063-014-0541-9-s2.docx")
    (table,) = [section for section in parsed.sections if "Cardiac arrest" in section.text]
    lines = table.text.split("\n")
    assert lines[1:4] == ["≤35°C or ≥ 40°C | 2", "35.1–36.0°C or 39.0–39.9°C | 1", "36.1–38.9°C | 0"]
    assert "Comatose | 4" in lines and "Mechanical ventilation | 2" in lines
    assert parsed.metadata.authors == "Paterson D" and parsed.metadata.title is None


def test_numbers_of_lists_text_boxes_and_boxes_to_tick() -> None:
    text = all_text(sample("docx/s13063-014-0541-9-s2.docx"))
    assert "i. Likely source of infection" in text and "ii. Pitt Bacteraemia Score is 4 or less" in text
    assert text.count("Name of screener:") == 1 and "Patient Label" in text
    assert "Meropenem ☐ Piperacillin-Tazobactam ☐" in text
    assert "less than 72 hours from the time of the most recent blood culture draw" in text


def test_lists_of_people_are_paragraphs() -> None:
    text = all_text(sample("docx/s13063-014-0530-z-s1.docx"))
    assert "Adviser: Kenji Ueshima (Department of EBM Research" in text
    (section,) = sample("docx/s13063-014-0530-z-s2.docx").sections
    assert section.text.endswith("on the support of SAVIOR-C by\nPublic Health Research Foundation")


def test_headings_nest_and_references_are_left_out() -> None:
    parsed = sample("edge/unit_test_headers_numbered.docx")
    assert parsed.metadata.title == "Test Document"
    assert [section.path for section in parsed.sections] == [
        ("Section 1",),
        ("Section 1", "Section 1.1"),
        ("Section 1", "Section 1.2"),
        ("Section 1", "Section 1.2", "Section 1.2.3"),
        ("Section 2",),
        ("Section 2", "Section 2.1.1"),
        ("Section 2", "Section 2.1"),
    ]
    assert "1.1.1. Detail A.1.1" in parsed.sections[-1].text
    assert "reference" not in all_text(parsed)


def test_comments_are_left_out() -> None:
    parsed = sample("edge/docx_comments.docx")
    assert parsed.metadata.title == "Document with Comments"
    assert parsed.metadata.authors is None  # "python-docx" is no author
    assert all_text(parsed).split("\n")[2:] == [
        "This third paragraph has no comments attached to it.",
        "This paragraph has an anonymous comment.",
    ]


def test_merged_cells() -> None:
    tables = [section.text.split("\n") for section in sample("edge/word_tables.docx").sections if "|" in section.text]
    assert len(tables) == 7
    assert tables[1][1] == "Cell 1.0 | Merged Cell 1.1 1.2 | Merged Cell 1.1 1.2"
    assert tables[3][1:3] == ["Cell 1.0 | Merged Cell 1.1 2.1 | Cell 1.2", "Cell 2.0 |  | Cell 2.2"]
    assert tables[4][4] == "Cell 4.0 |  | Cell 4.2 |  | Merged Cell 4.4 5.4"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("5") + "<w:del><w:r><w:delText>0</w:delText></w:r></w:del>" + "<w:ins>" + run(" mg") + "</w:ins>", "5 mg"),
        ("<w:moveFrom>" + run("old ") + "</w:moveFrom><w:moveTo>" + run("new") + "</w:moveTo>", "new"),
        (run("seen") + run(" hidden", "<w:vanish/>") + run(" again", '<w:vanish w:val="0"/>'), "seen again"),
        (run("10") + run("-3", '<w:vertAlign w:val="superscript"/>') + run(" mg"), "10⁻³ mg"),
        (run("shown.") + "".join(run(sign, '<w:vertAlign w:val="superscript"/>') for sign in "1,2"), "shown. [1,2]"),
        (run("177", '<w:vertAlign w:val="superscript"/>') + run("Lu"), "177Lu"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 60"), "≥ 60"),
        (run("\uf0a3 4 \uf06dg", '<w:rFonts w:ascii="Symbol"/>'), "≤ 4 μg"),
        ('<w:r><w:sym w:font="Webdings" w:char="F0B3"/></w:r>' + run("x"), "\ufffdx"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a b\nc-d"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7"), "7"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "1/2",
        ),
    ],
)
def test_a_paragraph_reads_as_it_is_printed(read: Read, inner: str, text: str) -> None:
    document = docx.Document()
    paragraph(document, inner)
    assert all_text(read(document)) == text


def test_headings_by_outline_level_and_by_a_style_that_is_based_on_one(read: Read) -> None:
    document = docx.Document()
    localised = document.styles.add_style("Überschrift eigen", 1)
    localised.base_style = document.styles["Heading 2"]
    document.add_heading("Methods", 1)
    document.add_paragraph("Patients", style=localised)
    document.add_paragraph("We chose 12.")
    paragraph(document, '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>' + run("Results"))
    document.add_paragraph("All lived.")
    assert [(section.path, section.text) for section in read(document).sections] == [
        (("Methods", "Patients"), "We chose 12."),
        (("Results",), "All lived."),
    ]


def test_a_row_that_repeats_on_every_page_names_the_columns(read: Read) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ["2019", "2020", "5", "6", "7", "8"], strict=True):
        cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {NAMESPACES}/>"))
    (section,) = read(document).sections
    assert (section.text, section.head) == ("2019 | 2020\n5 | 6\n7 | 8", 1)


def test_headers_footers_contents_and_deleted_rows_are_left_out(read: Read) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "OUT"
    document.sections[0].footer.paragraphs[0].text = "OUT"
    document.add_paragraph("OUT", style=document.styles.add_style("toc 1", 1))
    document.add_paragraph("Text.")
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ["Arm", "Deaths", "A", "5", "OUT", "OUT"], strict=True):
        cell.text = text
    table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {NAMESPACES} w:id="1"/>'))
    assert all_text(read(document)) == "Text.\nArm | Deaths\nA | 5"


FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def test_footnotes_stand_at_the_end_of_their_section(read: Read) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="4"><w:p>{run("Only men.")}</w:p></w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    paragraph(document, run("15.3") + '<w:r><w:footnoteReference w:id="4"/></w:r>' + run(" months"))
    document.add_paragraph("More.")
    document.add_heading("Next", 1)
    document.add_paragraph("End.")
    assert [section.text for section in read(document).sections] == ["15.3 [1] months\nMore.\n[1] Only men.", "End."]


@pytest.mark.parametrize(
    ("stated", "own", "title"),
    [
        ("A trial", None, "A trial"),
        ("Microsoft Word - x.doc", None, None),
        ("Word Document", "Own title", "Own title"),
        ("", None, None),
    ],
)
def test_a_title_is_stated_or_there_is_none(read: Read, stated: str, own: str | None, title: str | None) -> None:
    document = docx.Document()
    document.core_properties.title = stated
    document.core_properties.author = "Office User"
    if own:
        document.add_paragraph(own, style="Title")
    document.add_paragraph("Text.").runs[0].font.size = Pt(9)
    parsed = read(document)
    assert (parsed.metadata.title, parsed.metadata.authors, parsed.metadata.year) == (title, None, None)
    assert all_text(parsed) == "Text."


def test_a_file_without_text_is_refused(read: Read) -> None:
    with pytest.raises(ParseError, match="no text"):
        read(docx.Document())
