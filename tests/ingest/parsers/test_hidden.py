"""What a reader of a page, a Word file or a Markdown file does not see is no text; what only looks so is."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt, RGBColor

from ingest.parsers import Parsed, ParseError
from ingest.parsers.docx.parser import parse_docx
from ingest.parsers.html.parser import parse_html
from ingest.parsers.jats.parser import parse_jats
from ingest.parsers.markdown import parse_markdown
from tests.ingest.conftest import source_text
from tests.ingest.parsers.looking import all_text

LONG = "One hundred and twenty men with metastatic disease were assigned to the drug or to watchful waiting at home. "
Page = Callable[[str, str], Parsed]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    def parse(body: str, head: str = "") -> Parsed:
        file = tmp_path / "page.html"
        file.write_text(f"<html><head><title>A trial</title>{head}</head><body><p>{LONG}</p>{body}</body></html>")
        (parsed,) = parse_html(file)
        return parsed

    return parse


HIDDEN = [
    "display:none",
    "display:none!important",
    "visibility : collapse",
    "content-visibility:hidden",
    "opacity:.05",
    "filter: opacity(0)",
    "font-size:1px",
    "font:0/0 a",
    "position:absolute; left:-20em",
    "text-indent:-9999px",
    "margin-left:-5000px",
    "position:absolute;clip:rect(0, 0, 0, 0)",
    "clip-path:inset(100%)",
    "height:0;overflow:hidden",
    "max-height:0; overflow: hidden",
    "width:1px;height:1px;overflow:hidden",
    "transform:scale(0)",
    "transform:translateX(-99999px)",
    "color:transparent",
    "color:rgba(0,0,0,0)",
    "color:#00000000",
    "-webkit-text-fill-color:transparent",
    "color:white",
    "color:#fefefe",
    "color:rgb(255, 255, 250)",
    "background:#123456;color:#123457",
    "background:black",
]
SEEN = [
    "color:white;background:#003366",
    "color:#999",
    "color:rgb(255,0,0)",
    "background:linear-gradient(red, blue);color:white",
    "background-clip:text;color:transparent",
    "text-indent:-2em",
    "left:50%;margin-left:-400px",
    "overflow:hidden;height:20px",
    "font-size:80%",
    "opacity:0.6",
    "transform:scale(0.9)",
]


@pytest.mark.parametrize("style", HIDDEN)
@pytest.mark.parametrize("sheet", [False, True])
def test_what_a_style_hides_is_no_text(page: Page, style: str, sheet: bool) -> None:
    if sheet:
        parsed = page('<p class="x">OUT</p>', f"<style>p.x {{ {style} }}</style>")
    else:
        parsed = page(f'<p style="{style}">OUT</p>', "")
    assert "OUT" not in all_text(parsed)


@pytest.mark.parametrize("style", SEEN)
def test_what_a_reader_sees_is_text(page: Page, style: str) -> None:
    assert "Seen." in all_text(page(f'<p style="{style}">Seen.</p>', ""))


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print { .x { display:none } }",
        "@media (max-width: 600px) { .x { display:none } }",
        ".x { display:none } p.x { display:block }",
        ".x { display:block !important } p.x { display:none }",
        ".x:hover { display:none }",
        ".x::before { display:none }",
        ".y { display:none }",
    ],
)
def test_a_rule_that_does_not_hold_hides_nothing(page: Page, sheet: str) -> None:
    assert "Seen." in all_text(page('<p class="x">Seen.</p>', f"<style>{sheet}</style>"))


@pytest.mark.parametrize(
    "sheet",
    [
        "@media screen and (min-width: 1px) { .x { display:none } }",
        "@supports (display:grid) { .x { display:none } }",
        "@layer a { .x { display:none } }",
        "body > .x { display:none }",
        ".y, #z { visibility:hidden }",
    ],
)
def test_a_rule_that_holds_hides(page: Page, sheet: str) -> None:
    assert "OUT" not in all_text(page('<p class="x y" id="z">OUT</p>', f"<style>{sheet}</style>"))


def test_white_text_counts_on_the_ground_that_lies_behind_it(page: Page) -> None:
    dark = '<div style="background-color:#002"><p style="color:white">Seen.</p></div>'
    light = '<body bgcolor="#eeeeee"><font color="#EEEEEE">OUT</font>'
    assert "Seen." in all_text(page(dark, "")) and "OUT" not in all_text(page(light, ""))


def test_where_a_page_links_to_a_sheet_its_black_is_not_taken_for_granted(page: Page) -> None:
    linked = '<link rel="stylesheet" href="a.css">'
    assert "Seen." in all_text(page('<p style="background:black">Seen.</p>', linked))


def test_white_and_tiny_runs_of_a_word_file_are_no_text(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Tea helped. ")
    paragraph.add_run("OUT").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("OUT").font.size = Pt(1)
    paragraph.add_run("It was hot.").font.size = Pt(8)
    cell = document.add_table(1, 2, style="Light Grid Accent 1").cell(0, 0).paragraphs[0]
    cell.add_run("Cup").font.color.rgb = RGBColor(255, 255, 255)
    document.save(str(tmp_path / "a.docx"))
    (parsed,) = parse_docx(tmp_path / "a.docx")
    text = all_text(parsed)
    assert "Tea helped. It was hot." in text and "Cup" in text and "OUT" not in text


@pytest.mark.parametrize(
    "hiding", ['<div style="display:none">', "<span hidden>", "<template>", "<p style='color:transparent'>", "<script>"]
)
def test_markdown_with_html_that_hides_is_refused(tmp_path: Path, hiding: str) -> None:
    (tmp_path / "a.md").write_text(source_text("a", f"## Results\n\nTea helped. {hiding}\n\nOUT\n\nIt was hot."))
    with pytest.raises(ParseError, match="hides a part of it"):
        parse_markdown(tmp_path / "a.md")


def test_a_hidden_element_of_jats_is_no_text_and_what_follows_it_is(tmp_path: Path) -> None:
    body = '<p>Tea <named-content style="display:none">OUT</named-content>helped.</p>'
    (tmp_path / "a.xml").write_text(f"<article><front/><body>{body}</body></article>")
    (parsed,) = parse_jats(tmp_path / "a.xml")
    assert all_text(parsed) == "Tea helped."


def test_a_page_with_style_sheets_without_end_is_refused(page: Page) -> None:
    with pytest.raises(ParseError, match="too long to tell"):
        page("<i>x</i>" * 500, f"<style>{'i { color:red }' * 3000}</style>")
