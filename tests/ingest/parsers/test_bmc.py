from pathlib import Path

import pytest
from lxml import etree

from corpus.documents import CELL, Section
from ingest.parsers import Parsed, ParseError
from ingest.parsers.jats.bmc import parse_bmc

SAMPLES = Path(__file__).parents[1] / "samples" / "trials-triples"


def _sample(name: str) -> Parsed:
    (document,) = parse_bmc(SAMPLES / name)
    return document


def _table(document: Parsed, caption: str) -> Section:
    return next(section for section in document.sections if section.head and section.text.startswith(caption))


def test_front_matter() -> None:
    meta = _sample("trials-16-14.xml").metadata
    assert meta.title and meta.title.startswith("Effects of adaptive servo-ventilation therapy on cardiac function")
    assert meta.authors == "Seino Y, Momomura SI, Kihara Y, Adachi H, Yasumura Y, Yokoyama H"
    assert (meta.organization, meta.year, meta.doi) == ("Trials", 2015, "10.1186/s13063-014-0530-z")
    assert meta.url == "http://www.trialsjournal.com/content/16/1/14"
    assert meta.kind == "study protocol"
    assert meta.licence and "http://creativecommons.org/licenses/by/4.0" in meta.licence
    assert meta.keywords[1] == "Chronic heart failure"


def test_labels_citations_and_units() -> None:
    sections = {section.path: section.text for section in reversed(_sample("trials-16-14.xml").sections)}
    assert "age: ≥ 20 years" in sections["Abstract", "Methods/Design"]
    assert "cardiovascular hemodynamics [1]. Namely" in sections["Background",]


def test_tables_keep_their_columns_where_cells_span_rows() -> None:
    table = _table(_sample("trials-16-15.xml"), "Table 1.")
    lines = table.text.split("\n")
    assert table.head == 2
    assert lines[1].startswith("| Eligibility criteria | GETUG 14")
    assert "| Performance status | ECOG 0-1 a | ECOG 0-2 a | ECOG 0-1 a | ECOG 0-1 a" in lines
    assert next(line for line in lines if "Hematopoietic" in line).split(CELL)[2] == "WBC ≥2,000/mm³"


def test_results_and_the_notes_below_them() -> None:
    lines = _table(_sample("trials-16-15.xml"), "Table 2.").text.split("\n")
    assert "CRA’s decisions (2) | 59 (20.6%) | 8 (2.8%) | 13 (4.5%) | 3 (1.0%) | 83 (29.0%)" in lines
    assert lines[-2].endswith("(2) versus (3) P <10⁻³.")


def test_a_legend_that_repeats_its_caption_is_written_once() -> None:
    texts = [section.text for section in _sample("trials-16-14.xml").sections]
    figure = next(text for text in texts if text.startswith("Figure 1."))
    assert figure.startswith("Figure 1. Flow diagram of SAVIOR-C. AHI, apnea-hypopnea index; ASV,")
    assert figure.count("Flow diagram") == 1


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_every_sample_is_read_without_references_and_furniture(path: Path) -> None:
    (document,) = parse_bmc(path)
    text = "\n".join(section.text for section in document.sections)
    assert document.metadata.title and document.metadata.authors and document.metadata.doi
    assert document.sections[0].path == ("Abstract", "Background")
    assert len(text) > 20_000
    assert "Click here for file" not in text
    cited = [one.text for one in etree.parse(path).getroot().iterfind(".//refgrp//title/p") if one.text]
    assert cited and not [title for title in cited if len(title) > 40 and title in text]


def test_columns_that_cals_leaves_out_stay_empty_and_lists_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "art.xml"
    columns = "".join(f'<colspec colname="c{number}"/>' for number in (1, 2, 3))
    rows = '<row><entry colname="c1" morerows="1"><p>PSA</p></entry><entry colname="c3"><p>8.6</p></entry></row>'
    rows += '<row><entry colname="c3"><p>9.2</p></entry></row><row><entry namest="c2" nameend="c3">both</entry></row>'
    head = "<thead><row><entry>Test</entry><entry>Early</entry><entry>Late</entry></row></thead>"
    table = f"<table><title><p>Table 1</p></title><tgroup>{columns}{head}<tbody>{rows}</tbody></tgroup></table>"
    path.write_text(f"<art><bdy><sec><st><p>Results</p></st><ol><li><p>One</p></li></ol>{table}</sec></bdy></art>")
    numbered, values = parse_bmc(path)[0].sections
    assert (numbered.path, numbered.text) == (("Results",), "1. One")
    assert values.text.split("\n") == ["Test | Early | Late", "PSA |  | 8.6", "|  | 9.2", "| both | both"]


@pytest.mark.parametrize("xml", ["<article/>", "<art/>", "<art><fm><abs/></fm><bdy><sec><p> </p></sec></bdy></art>"])
def test_another_format_or_no_text_is_an_error(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "art.xml"
    path.write_text(xml)
    with pytest.raises(ParseError, match="article"):
        parse_bmc(path)
