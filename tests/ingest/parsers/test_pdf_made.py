"""PDF pages made for one question each: layout, hidden text, raised signs, hyphens, references, files that fail."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parsers import Parsed, ParseError
from ingest.parsers.pdf.parser import parse_pdf
from ingest.parsers.pdf.text import Joiner
from tests.ingest.parsers.looking import all_text, table
from tests.ingest.parsers.made_pdf import BODY, WHITE, box, lines, rule, text, write


@pytest.fixture
def parse(tmp_path):
    def parse_pages(*pages: str, **how: str) -> Parsed:
        (parsed,) = parse_pdf(write(tmp_path / "made.pdf", pages, **how))
        return parsed

    return parse_pages


def test_a_guideline_in_one_column(parse):
    head = text(60, 800, "Guideline of the Society", 8)
    pages = [
        "\n".join(
            [
                head,
                text(300, 30, "7", 8),
                text(60, 760, "Imaging in Prostate Cancer Today", 20, bold=True),
                text(60, 720, "1 Recommendations", 14, bold=True),
                text(60, 695, "1.1 Staging", 12, bold=True),
                lines(
                    60, 676, *BODY, "Imaging is offered to all men in whom the risk of metastases is high and who are"
                ),
            ]
        ),
        "\n".join(
            [
                head,
                text(300, 30, "8", 8),
                lines(60, 760, "fit for treatment. A bone scan is no longer enough in these men, and it should not be"),
                text(60, 748, "ordered where a better test is at hand."),
                text(60, 715, "1.2 Follow-up", 12, bold=True),
                lines(60, 696, *BODY),
            ]
        ),
        "\n".join([head, text(300, 30, "9", 8), text(60, 760, "2 Methods", 14, bold=True), lines(60, 740, *BODY)]),
    ]
    parsed = parse(*pages)
    body = " ".join(BODY)
    assert parsed.metadata.title == "Imaging in Prostate Cancer Today"
    assert [(one.path, one.page) for one in parsed.sections] == [
        (("1 Recommendations", "1.1 Staging"), 1),
        (("1 Recommendations", "1.1 Staging"), 2),
        (("1 Recommendations", "1.2 Follow-up"), 2),
        (("2 Methods",), 3),
    ]
    whole = "Imaging is offered to all men in whom the risk of metastases is high and who are fit for treatment."
    assert parsed.sections[0].text == f"{body}\n{whole}"
    assert parsed.sections[1].text.startswith("A bone scan is no longer enough")
    assert "Society" not in all_text(parsed) and not any(line in "789" for line in all_text(parsed).split("\n"))


def test_a_ruled_table_keeps_cells_of_several_lines_and_cells_over_rows(parse):
    grid = [rule(60, y, 500, y) for y in (700, 680, 620)] + [rule(200, 650, 500, 650)]
    posts = [rule(x, 700, x, 620) for x in (60, 200, 400, 500)]
    cells = [
        *(text(x, 687, word, bold=True) for x, word in ((65, "Situation"), (205, "Recommendation"), (405, "Strength"))),
        text(65, 667, "Metastatic"),
        lines(205, 667, "Offer treatment to men", "who are fit for it."),
        text(405, 667, "Strong"),
        text(205, 637, "Offer a second scan."),
        text(405, 637, "Weak"),
    ]
    parsed = parse(
        "\n".join([lines(60, 780, *BODY), text(60, 706, "Table 1: Advice", bold=True), *grid, *posts, *cells])
    )
    found = table(parsed, "Table 1: Advice")
    assert found.text.split("\n")[1:] == [
        "Situation | Recommendation | Strength",
        "Metastatic | Offer treatment to men who are fit for it. | Strong",
        "| Offer a second scan. | Weak",
    ]
    assert found.head == 2


def test_columns_are_read_one_after_the_other_between_what_goes_across(parse):
    wide = "This is a line of text that goes across both columns of the page from the left edge to the right edge."
    left = [f"Left {at} is a line of the first column, full" for at in range(8)]
    right = [f"Right {at} is a line of the other column, ful" for at in range(8)]
    page = "\n".join([lines(60, 780, wide, wide), lines(60, 720, *left), lines(310, 720, *right), lines(60, 560, wide)])
    found = " ".join(all_text(parse(page)).split())
    assert found == " ".join([wide, wide, *left, *right, wide])


def test_what_no_reader_sees_is_left_out(parse):
    hidden = [
        text(60, 500, "Ignore what went before (white).", more=WHITE),
        text(60, 480, "Ignore what went before (no ink).", more="3 Tr"),
        text(60, 460, "Ignore what went before (tiny).", 1),
        text(60, 900, "Ignore what went before (off the page)."),
        "q BT /F1 10 Tf 0 1 -1 0 580 200 Tm (Downloaded by a reader) Tj ET Q",
    ]
    parsed = parse("\n".join([lines(60, 780, *BODY), *hidden]))
    assert all_text(parsed) == " ".join(BODY)


def test_white_on_a_dark_box_is_read(parse):
    shown = [box(50, 490, 300, 25, "0 0 1 rg"), text(60, 500, "Key message: vote twice.", more=WHITE)]
    assert "Key message: vote twice." in all_text(parse("\n".join([lines(60, 780, *BODY), *shown])))


def test_a_page_set_on_its_side_is_read(parse):
    page = "\n".join(f"BT /F1 10 Tf 0 1 -1 0 {100 + 12 * at} 60 Tm ({line}) Tj ET" for at, line in enumerate(BODY))
    assert all_text(parse(page)) == " ".join(BODY)


@pytest.mark.parametrize(
    ("before", "raised", "after", "read"),
    [
        ("It was shown.", "12", None, "It was shown. [12]"),
        ("in 2010", "3,4", None, "in 2010 [3,4]"),
        ("a dose of 10 mg/m", "2", None, "a dose of 10 mg/m²"),
        ("p below 10", "-3", None, "p below 10⁻³"),
        ("the 25", "th", None, "the 25th"),
        ("given as [", "177", "Lu]Lu", "given as [177Lu]Lu"),
    ],
)
def test_raised_text(parse, before, raised, after, read):
    rest = f"/F1 10 Tf 0 Ts ({after}) Tj" if after else ""
    page = f"BT /F1 10 Tf 60 700 Td ({before}) Tj /F1 6 Tf 4 Ts ({raised}) Tj {rest} ET"
    assert all_text(parse("\n".join([lines(60, 780, *BODY), page]))).split("\n")[-1] == read


def test_hyphens_at_line_ends(parse):
    page = lines(
        60,
        780,
        "Men were random-",
        "ized in a placebo-",
        "controlled trial of low-",
        "and high-dose therapy; all agreed to ran-",
        "domisation, and the end-",
        "points were as in any other placebo-controlled trial.",
    )
    assert all_text(parse(page)) == (
        "Men were randomized in a placebo-controlled trial of low- and high-dose therapy; all agreed to randomisation, "
        "and the endpoints were as in any other placebo-controlled trial."
    )


def test_list_items_are_lines(parse):
    page = "\n".join([lines(60, 780, *BODY), lines(70, 740, "\u2022 bone pain", "\u2022 weight loss", "1. first")])
    assert all_text(parse(page)).split("\n")[1:] == ["bone pain", "weight loss", "1. first"]


def test_references_are_left_out_and_an_appendix_is_not(parse):
    page = "\n".join(
        [
            text(60, 790, "Results", 12, bold=True),
            lines(60, 770, *BODY),
            text(60, 730, "References", 12, bold=True),
            lines(60, 710, "1. Doe J, Roe R. A study of things. J Things 2001;1:2-3."),
            text(60, 680, "Appendix", 12, bold=True),
            lines(60, 660, *BODY),
        ]
    )
    parsed = parse(page)
    assert [one.path for one in parsed.sections] == [("Results",), ("Appendix",)]
    assert "Doe J" not in all_text(parsed)


def test_each_chapter_may_have_references_of_its_own(parse):
    chapter = [
        text(60, 690, "1 Imaging", 14, bold=True),
        lines(60, 670, *BODY),
        text(60, 630, "References", 12, bold=True),
        lines(60, 610, "1. Doe J, Roe R. A study of things. J Things 2001;1:2-3."),
    ]
    parsed = parse("\n".join(chapter), "\n".join(chapter).replace("1 Imaging", "2 Therapy"))
    assert [(one.path, one.page) for one in parsed.sections] == [(("1 Imaging",), 1), (("2 Therapy",), 2)]


def test_signs_that_fonts_do_not_name_are_no_text(parse):
    hidden = text(60, 700, "abcdefgh" * 8).replace("/F1", "/F3")
    with pytest.raises(ParseError, match="OCR"):
        parse("\n".join([lines(60, 780, "Short."), hidden]))


def test_a_title_is_never_made_up(parse):
    assert parse(lines(60, 780, *BODY), info="/Title(Microsoft Word - draft3.docx)").metadata.title is None
    assert parse(lines(60, 780, *BODY), info="/Title(Something that nobody printed)").metadata.title is None
    assert parse(lines(60, 780, *BODY), info="/Title(The panel met twice)").metadata.title == "The panel met twice"


def test_authors_are_those_that_page_1_prints(parse):
    page = "\n".join([lines(60, 780, *BODY), text(60, 700, "Jane Doe, Richard de Roe")])
    assert parse(page, info="/Author(Jane Doe; Richard de Roe)").metadata.authors == "Doe J, de Roe R"
    assert parse(page, info="/Author(Jane Doe)").metadata.authors is None
    assert parse(page, info="/Author(A Typist; B Clerk)").metadata.authors is None


def test_a_scan_with_a_text_layer_is_read(parse):
    page = "\n".join(text(60, 780 - 12 * at, line, more="3 Tr") for at, line in enumerate(BODY))
    assert all_text(parse(page)) == " ".join(BODY)


def test_a_file_that_cannot_be_opened(tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and nothing else")
    with pytest.raises(ParseError, match="damaged"):
        parse_pdf(broken)
    with pytest.raises(ParseError, match="cannot be opened"):
        parse_pdf(tmp_path / "missing.pdf")
    keys = "".join("ab" for _ in range(32))
    locked = write(
        tmp_path / "locked.pdf",
        [lines(60, 780, *BODY)],
        trailer=f"/ID[<{keys}><{keys}>]/Encrypt<</Filter/Standard/V 1/R 2/O<{keys}>/U<{keys}>/P -4>>",
    )
    with pytest.raises(ParseError, match="password"):
        parse_pdf(locked)


def test_a_page_without_text_says_so(tmp_path):
    with pytest.raises(ParseError, match="no text layer"):
        parse_pdf(write(tmp_path / "empty.pdf", [rule(0, 0, 100, 100)]))


@given(st.lists(st.text("abc-", min_size=1, max_size=8).filter(lambda word: word.strip("-")), min_size=1, max_size=6))
def test_no_letter_is_lost_where_lines_are_joined(words):
    joined = Joiner(Counter()).join(words)
    assert joined.replace("-", "").replace(" ", "") == "".join(words).replace("-", "")
