"""JATS articles: what they say of themselves, their sections, lists, tables and notes, and their retractions."""

from pathlib import Path

import pytest
from lxml import etree

from corpus.documents import CELL
from ingest.parsers import Parsed, ParseError
from ingest.parsers.jats.parser import parse_jats
from ingest.parsers.xml.journal import author
from tests.ingest.parsers.looking import table

SAMPLES = Path(__file__).parents[1] / "samples" / "jats"
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def _sample(name: str) -> Parsed:
    (document,) = parse_jats(SAMPLES / name)
    return document


def _article(meta: str = "", body: str = "<p>Some text.</p>", rest: str = "", attributes: str = "") -> str:
    front = f"<front><article-meta>{meta}</article-meta></front>"
    return f"<article {XLINK} {attributes}>{front}<body>{body}</body>{rest}</article>"


def _parse(folder: Path, xml: str) -> list[Parsed]:
    path = folder / "article.nxml"
    path.write_text(xml, encoding="utf-8")
    return list(parse_jats(path))


def _texts(folder: Path, body: str, rest: str = "") -> list[str]:
    return [section.text for section in _parse(folder, _article(body=body, rest=rest))[0].sections]


def test_front_matter() -> None:
    meta = _sample("prostate/PMC3642008.nxml").metadata
    assert meta.title == "Acute toxicity profile in prostate cancer with conventional and hypofractionated treatment"
    assert meta.authors and meta.authors.startswith("Viani GA, da Silva LBG, da Silva BB, Crempe YB")
    assert (meta.year, meta.doi, meta.pmid, meta.pmcid) == (2013, "10.1186/1748-717X-8-94", "23601254", "PMC3642008")
    assert meta.organization == "Radiation Oncology (London, England)"
    assert meta.licence and "Creative Commons Attribution License" in meta.licence
    assert meta.keywords[0] == "Acute toxicity"
    assert (meta.kind, meta.retracted, meta.text_basis) == (None, False, "full_text")


def test_results_with_units_stand_below_the_labels_of_the_abstract() -> None:
    sections = {section.path: section.text for section in _sample("prostate/PMC3642008.nxml").sections}
    assert "78 Gy/39 fractions" in sections["Abstract", "Purpose"]
    assert "2.5% and 1.8% in H-ARM versus 5.7% and 3% in C-ARM (p > 0.05)" in sections["Abstract", "Results"]
    assert "1.5 and 1.85 Gy [2-4]." in sections["Introduction",]
    assert "10 ng/mL" in sections["Material and methods", "Evaluation"]


def test_tables_keep_their_columns_under_their_names() -> None:
    found = table(_sample("prostate/PMC3642008.nxml"), "Table 2.")
    lines = found.text.split("\n")
    assert found.path == ("Results",)
    assert lines[:2] == ["Table 2. Patients characteristics", "Characteristic | C-Arm | Hypo-Arm | P value"]
    assert "Mean | 8.6 | 9.2 | 0.682" in lines
    assert {line.count(CELL.strip()) for line in lines[1:]} == {3}


def test_a_head_of_two_rows_and_footnotes_stay_with_the_table() -> None:
    found = table(_sample("prostate/PMC3642008.nxml"), "Table 4.")
    assert found.head == 3
    assert found.text.split("\n")[1:3] == [
        "Characteristic | C-Arm (%) | Hypo-Arm (%) | P value",
        "| 105 patients | 112 patients |",
    ]
    last = table(_sample("prostate/PMC3642008.nxml"), "Table 7.").text.split("\n")[-1]
    assert last.startswith("Abbreviations: GI = gastrointestinal")


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.nxml")), ids=lambda path: path.stem)
def test_every_sample_is_read_without_its_references(path: Path) -> None:
    (document,) = parse_jats(path)
    meta, text = document.metadata, "\n".join(section.text for section in document.sections)
    assert meta.title and meta.authors and meta.year and meta.pmid and meta.licence and meta.organization
    assert document.sections[0].path[0] == "Abstract"
    cited = [one.text for one in etree.parse(path).getroot().iterfind(".//ref//article-title") if one.text]
    assert not [title for title in cited if len(title) > 40 and title in text and title != meta.title]


def test_floats_follow_the_whole_text_of_their_section(tmp_path: Path) -> None:
    body = """<sec><label>2.</label><title>Results</title><p>It rose
      <fig><label>Figure 1.</label><caption><title>Flow.</title><p>Of 40 men.</p></caption></fig> by 5 %.</p>
      <p>Then<boxed-text><caption><title>Key points</title></caption><p>Boxed.</p></boxed-text> not.</p>
      <sec><title>Harms</title><p>None.</p></sec></sec>"""
    (document,) = _parse(tmp_path, _article(body=body))
    assert [(section.path, section.text) for section in document.sections] == [
        (("2. Results",), "It rose by 5 %.\nThen not."),
        (("2. Results",), "Figure 1. Flow.\nOf 40 men."),
        (("2. Results", "Key points"), "Boxed."),
        (("2. Results", "Harms"), "None."),
    ]


def test_lists_print_the_numbers_that_a_reader_sees(tmp_path: Path) -> None:
    items = "<list-item><p>One</p></list-item><list-item><p>Two</p></list-item>"
    labelled = "<list-item><label>(b)</label><p>Beta</p></list-item><list-item><label>•</label><p>C</p></list-item>"
    body = f'<p>Before:<list list-type="alpha-lower">{items}</list>after.</p>'
    body += f'<list list-type="bullet">{items}</list><list>{labelled}</list>'
    (text,) = _texts(tmp_path, body)
    assert text.split("\n") == ["Before:", "a. One", "b. Two", "after.", "One", "Two", "(b) Beta", "C"]


def test_definitions_and_inline_footnotes(tmp_path: Path) -> None:
    rest = (
        "<back><glossary><title>Abbreviations</title><def-list><def-item><term>AE</term><def><p>adverse event</p></def>"
    )
    rest += (
        "</def-item></def-list></glossary><ack><p>Thanks.</p></ack><fn-group><fn><p>Money.</p></fn></fn-group></back>"
    )
    note = "<p>Dose<fn><label>*</label><p>Per cycle.</p></fn> was 7.4 GBq.</p>"
    assert _texts(tmp_path, note, rest) == ["Dose was 7.4 GBq.\n* Per cycle.", "AE: adverse event"]


def test_tables_filed_behind_the_body_are_kept(tmp_path: Path) -> None:
    table = "<table-wrap><label>Table 1</label><table><tr><td>PSA</td><td>8.6</td></tr></table></table-wrap>"
    apart = f"<floats-group>{table}</floats-group><back><sec><title>Funding</title><p>Money.</p>{table}</sec></back>"
    assert _texts(tmp_path, "<p>Text.</p>", apart) == ["Text.", "PSA | 8.6", "PSA | 8.6"]


def test_spans_head_rows_and_marks_in_a_table(tmp_path: Path) -> None:
    table = """<table-wrap><label>Table 1:</label><caption><p>PSA</p></caption><alternatives><graphic/><table>
      <thead><tr><th rowspan="9">Time</th><th colspan="2">Arm<sup>a</sup></th></tr><tr><th>A</th><th>B</th></tr></thead>
      <tbody><tr><td colspan="3"><bold>Early</bold></td></tr>
      <tr><td>4<sup>th</sup></td><td>50.9<sup>cd</sup></td><td>5</td></tr>
      <tr><td>10<sup>‑3</sup></td><td>12.5<xref ref-type="table-fn">b</xref></td><td>(4%)<sup>1</sup></td></tr></tbody>
      </table></alternatives><table-wrap-foot><fn><label>a</label><p>By intent.</p></fn>
      <p><sup>b</sup>Mean, <sup>177</sup>Lu.</p></table-wrap-foot></table-wrap>"""
    (document,) = _parse(tmp_path, _article(body=table))
    assert document.sections[0].head == 3
    assert document.sections[0].text.split("\n") == [
        *("Table 1. PSA", "Time | Arm a | Arm a", "| A | B"),
        *("Early |  |", "4th | 50.9 cd | 5", "10⁻³ | 12.5 b | (4%)¹"),
        *("a By intent.", "b Mean, 177Lu."),
    ]


@pytest.mark.parametrize(
    ("family", "given_names", "suffix", "written"),
    [
        *(("de Bono", "Johann S", "", "de Bono JS"), ("Sartor", "O", "", "Sartor O"), ("Li", "Yu-Chi", "", "Li YC")),
        *(("Smith", "J.P.", "Jr.", "Smith JP Jr"), ("Madonna", "", "", "Madonna")),
    ],
)
def test_authors(family: str, given_names: str, suffix: str, written: str) -> None:
    assert author(family, given_names, suffix) == written


def test_a_group_signs_without_its_members_and_editors_do_not(tmp_path: Path) -> None:
    group = (
        "<contrib contrib-type='author'><collab>The Group<contrib-group><contrib><name><surname>Member</surname></name>"
    )
    group += "</contrib></contrib-group></collab></contrib>"
    editor = "<contrib contrib-type='editor'><name><surname>Editor</surname></name></contrib>"
    (document,) = _parse(tmp_path, _article(f"<contrib-group>{group}{editor}</contrib-group>"))
    assert document.metadata.authors == "The Group"


def test_what_the_file_says_of_its_kind_and_date(tmp_path: Path) -> None:
    dates = (
        '<pub-date pub-type="epub"><year>2014</year></pub-date><pub-date pub-type="ppub"><year>2015</year></pub-date>'
    )
    abstract = "<abstract><p>Registered as NCT03511664.</p></abstract>"
    (document,) = _parse(tmp_path, _article(dates + abstract, "", attributes='article-type="review-article"'))
    meta = document.metadata
    assert (meta.title, meta.kind, meta.year, meta.nct, meta.text_basis) == (
        None,
        "review",
        2015,
        "NCT03511664",
        "abstract",
    )


def test_a_notice_names_what_it_retracts_and_marks_it_in_the_same_file(tmp_path: Path) -> None:
    link = '<related-article related-article-type="retracted-article" ext-link-type="doi" xlink:href="10.1000/GONE"/>'
    notice = _article(
        '<article-id pub-id-type="doi">10.1000/notice</article-id>' + link, attributes='article-type="retraction"'
    )
    article = _article('<article-id pub-id-type="doi">10.1000/gone</article-id>')
    first, second = _parse(tmp_path, f"<pmc-articleset>{notice}{article}</pmc-articleset>")
    assert (first.metadata.kind, first.metadata.retracted) == ("retraction", False)
    assert first.metadata.extra["retracts"] == "10.1000/GONE"
    assert second.metadata.retracted


@pytest.mark.parametrize(
    ("title", "retracted"),
    [
        *(("Retracted: A trial", True), ("RETRACTED ARTICLE: A trial", True), ("[Retracted] A trial", False)),
        *(("Retracted trials in oncology", False), ("A trial", False)),
    ],
)
def test_a_title_tells_a_retraction(tmp_path: Path, title: str, retracted: bool) -> None:
    meta = f"<title-group><article-title>{title}</article-title></title-group>"
    assert _parse(tmp_path, _article(meta))[0].metadata.retracted is retracted


@pytest.mark.parametrize(
    "xml", ["<html/>", _article(body=""), f"<pmc-articleset>{_article(body='<p/>')}</pmc-articleset>"]
)
def test_no_article_or_no_text_is_an_error(tmp_path: Path, xml: str) -> None:
    with pytest.raises(ParseError, match="article"):
        _parse(tmp_path, xml)


def test_of_several_articles_only_those_with_text_are_read(tmp_path: Path) -> None:
    (document,) = _parse(tmp_path, f"<pmc-articleset>{_article(body='')}{_article()}</pmc-articleset>")
    assert document.sections[0].text == "Some text."
