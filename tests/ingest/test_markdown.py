"""Markdown sources: what of a file becomes text, and what a file that is wrong is told."""

import pytest

from ingest.metadata import document
from ingest.parsers import ParseError
from ingest.parsers.markdown import parse_markdown
from ingest.reading import Entry


@pytest.fixture
def parse(library):
    def parse_text(body: str, **fields: str) -> Entry:
        (parsed,) = parse_markdown(library.add("a-trial", body, **fields))
        return Entry(document(parsed.metadata, {}, "a-trial.md", "markdown/3"), parsed.sections, ())

    return parse_text


def test_front_matter_becomes_the_record(parse):
    document = parse("Text.", title='"A: B"', year="2021", doi="10.1/x", retracted="true").document
    assert (document.id, document.title, document.year, document.doi) == ("a-trial", "A: B", 2021, "10.1/x")
    assert document.standing == "retracted"


def test_headings_nest_and_a_higher_one_closes_those_below(parse):
    body = "Before.\n\n## A\n\nOne.\n\n### B\n\nTwo.\n\n#### C\n\nThree.\n\n### D\n\nFour.\n\n## E\n\nFive.\n"
    paths = [(section.path, section.text) for section in parse(body).sections]
    assert paths == [
        ((), "Before."),
        (("A",), "One."),
        (("A", "B"), "Two."),
        (("A", "B", "C"), "Three."),
        (("A", "D"), "Four."),
        (("E",), "Five."),
    ]


def test_items_of_a_list_are_lines_of_their_own(parse):
    (section,) = parse("## A\n\n- one\n- two\n  - deeper\n\n1. first\n").sections
    assert section.text == "one\ntwo\ndeeper\nfirst"


def test_comments_and_html_are_left_out_and_the_words_around_them_stay(parse):
    body = "## A <!-- h -->\n\n<div>gone</div>\n\nSee <b>this</b> one. <!-- a#1 -->\nAnd *that* `x<1`. <!-- a#2 -->\n"
    (section,) = parse(body).sections
    assert section.path == ("A",)
    assert section.text == "See this one.\nAnd that x<1."


def test_a_break_tag_does_not_glue_numbers_together(parse):
    (section,) = parse("Grade 3<br>4 men\n").sections
    assert section.text == "Grade 3\n4 men"


def test_a_table_is_a_section_of_its_own_with_its_column_names(parse):
    before, table, after = parse(
        "## A\n\nBefore.\n\n| Arm | Men |\n|---|---|\n| Tea | 7 |\n| None | 2 |\n\nAfter.\n"
    ).sections
    assert (before.text, after.text) == ("Before.", "After.")
    assert (table.path, table.head, table.text) == (("A",), 1, "Arm | Men\nTea | 7\nNone | 2")


def test_escapes_entities_and_links_read_as_a_reader_sees_them(parse):
    (section,) = parse(r"p &lt; 0.05 \* see [the trial](https://example.org) & more").sections
    assert section.text == "p < 0.05 * see the trial & more"


def test_a_note_on_a_section_reaches_that_section_and_those_below_it(parse):
    body = "## Advice\n\nOne.\n\n### Detail\n\nTwo.\n\n## Other\n\nThree.\n"
    sections = parse(body, sections="{Advice: {superseded_by: newer, evidence_level: Strong}}").sections
    assert [(s.superseded_by, s.evidence_level) for s in sections] == [("newer", "Strong")] * 2 + [(None, None)]


def test_what_is_replaced_in_part_is_kept_with_what_replaces_it(parse):
    (part,) = parse("Text.", replaced_in_part="[{by: newer, what: the dose}]").document.replaced_in_part
    assert (part.by, part.what) == ("newer", "the dose")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"colour": "blue"}, "colour: Extra inputs"),
        ({"year": "soon"}, "year: Input should be a valid integer"),
        ({"as_of": "2026-11-01"}, "as_of: Input should be a valid string"),
        ({"as_of": "2026-13-45"}, "month must be in 1..12"),
        ({"id": "Not An Id"}, "id: String should match"),
        ({"checked": "thrice"}, "checked: "),
        ({"title": '""'}, "title: "),
        ({"title": "[unclosed"}, "front matter cannot be read"),
        ({"1": "one"}, "front matter cannot be read"),
        ({"sections": "{Nowhere: {superseded_by: newer}}"}, r"\['Nowhere'\], which the text does not have"),
        ({"sections": "{A: {colour: blue}}"}, "sections.A.colour: Extra inputs"),
    ],
)
def test_a_wrong_key_or_value_is_named(parse, fields, told):
    with pytest.raises(ParseError, match=told):
        parse("## A\n\nText.", **fields)


@pytest.mark.parametrize("missing", ["title", "year", "doi", "evidence_level", "licence", "checked"])
def test_a_missing_key_is_named_even_where_it_may_be_null(library, missing):
    file = library.add("a")
    rows = file.read_text().splitlines(keepends=True)
    file.write_text("".join(row for row in rows if not row.startswith(f"{missing}:")))
    with pytest.raises(ParseError, match=f"front matter: {missing}: Field required"):
        parse_markdown(file)


@pytest.mark.parametrize("body", ["", "## Only a heading", "<!-- only a comment -->", "<p>only html</p>"])
def test_a_file_without_text_is_refused(parse, body):
    with pytest.raises(ParseError, match="no text below its front matter"):
        parse(body)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "---\nid: ä\n---\nÄ".encode("latin-1"), b"---\nid: \x00\n---\n"])
def test_a_file_that_is_no_text_is_refused(library, content):
    with pytest.raises(ParseError, match="cannot be read"):
        parse_markdown(library.write("bad.md", content))


def test_a_file_that_vanished_is_refused(library):
    with pytest.raises(ParseError, match="No such file"):
        parse_markdown(library.sources / "gone.md")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(library):
    plain = library.add("a", "## A\n\nOne.\nTwo.")
    windows = library.write("b.md", b"\xef\xbb\xbf" + plain.read_bytes().replace(b"\n", b"\r\n"))
    assert parse_markdown(windows) == parse_markdown(plain)


def test_a_plain_wording_belongs_to_the_sentence_before_it_and_is_no_text(parse):
    entry = parse(
        "## A\n\nOne is 1. Two is 2. <!-- a#1 -->\n<!-- plain a#1: The second is 2. -->\nThree. <!-- a#2 -->\n"
    )
    assert entry.sections[0].text == "One is 1. Two is 2.\nThree."
    assert [(wording.of, wording.text) for wording in entry.document.plain] == [("Two is 2.", "The second is 2.")]


def test_a_plain_wording_of_nothing_is_an_error(parse):
    with pytest.raises(ParseError, match="follows no sentence"):
        parse("One. <!-- a#1 -->\n\n## B\n\n<!-- plain a#1: Uno. -->\n\nTwo.\n")
