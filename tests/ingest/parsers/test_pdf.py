"""PDF of journals: what a reader of the page sees comes out in order, whole, and nothing else."""

from pathlib import Path

import pypdfium2
import pytest

from ingest.parsers import Parsed, ParseError
from ingest.parsers.pdf.parser import parse_pdf
from tests.ingest.parsers.looking import all_text, table

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def consensus() -> Parsed:
    (parsed,) = parse_pdf(SAMPLES / "pdf" / "eanm-focus5-prostate-theranostics-2023.pdf")
    return parsed


def trial(number: int) -> Parsed:
    (parsed,) = parse_pdf(SAMPLES / "trials-triples" / f"trials-16-{number}.pdf")
    return parsed


def test_the_record_of_a_journal_article(consensus):
    found = consensus.metadata
    assert found.title is not None and found.title.startswith("European Association of Nuclear Medicine Focus 5")
    assert (found.doi, found.year, found.licence) == ("10.1016/j.eururo.2023.09.003", 2024, "CC BY 4.0")
    assert found.authors is None, "the file names the first author alone"


def test_numbered_headings_nest(consensus):
    paths = [section.path for section in consensus.sections]
    assert ("2. Materials and methods", "2.2. Modified Delphi process") in paths
    assert ("4. Discussion",) in paths
    assert ("Abstract", "Patient summary") in paths


def test_a_row_of_a_journal_table_has_its_figures_and_a_head(consensus):
    found = table(consensus, "Table 3")
    rows = found.text.split("\n")
    assert rows[1] == "| Median [a] | 30th Pcentile | 70th Pcentile | Consensus | Unable to score"
    (row,) = (row for row in rows if row.startswith("2.11."))
    assert "even at low PSA levels of <0.5 ng/ml." in row and row.endswith("| 8 | 7 | 8 | Yes | 1")
    assert (found.head, found.page) == (2, 6)


def test_a_sign_that_the_file_does_not_name_is_read_from_its_glyph(consensus):
    assert "primary Gleason pattern of 4, ≥50% percentage of prostate biopsy cores, or ≥2 NCCN" in all_text(consensus)


def test_a_sentence_over_columns_and_pages_is_whole_where_it_begins(consensus):
    columns = (
        "The papers retrieved in the literature search were made available to the expert panelists alongside tables"
    )
    pages = "other panelists’ scores for each agreement statement, as well as the bar charts for the ranking preference"
    for words in (columns, pages):
        (section,) = (one for one in consensus.sections if words in one.text)
        assert section.page == 3
    (overleaf,) = (one for one in consensus.sections if "REDCap was used" in one.text)
    assert overleaf.page == 4 and overleaf.text.startswith("They were asked to rescore the original items")


def test_a_consensus_percentage_in_running_text(consensus):
    (section,) = (one for one in consensus.sections if "consensus on 39/44 (88.8%)" in one.text)
    assert (section.path, section.page) == (("3. Results", "3.2. Delphi"), 4)


def test_running_heads_figures_and_references_of_an_article_are_left_out(consensus):
    found = all_text(consensus)
    assert "E U R O P E A N" not in found and "EUROPEAN UROLOGY" not in found
    assert "Summed weighted scores" not in found and "Fluciclovine PET-CT/PET-MRI" not in found
    assert "Fig. 1 – Group preferences for question 1.6" in found
    assert "Int J Radiat Oncol" not in found and "[36]" not in found.replace("[34–37]", "")


def test_little_is_lost_against_the_plain_text(consensus):
    document = pypdfium2.PdfDocument(SAMPLES / "pdf" / "eanm-focus5-prostate-theranostics-2023.pdf")
    plain = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    before = plain[: plain.rindex("References\r\n")]
    assert len(all_text(consensus).split()) > 0.95 * len(before.split())


def test_a_landscape_table_that_goes_on_overleaf():
    parsed = trial(15)
    first, second = table(parsed, "Table 1 Eligibility criteria"), parsed.sections
    assert "Patient characteristics | Age | Under 75 [a] | 18 and over [a] | 18 and over [a]" in first.text
    assert "WBC ≥2,000/mm³" in first.text and first.page == 4
    assert any(one.page == 5 and "(Continued)" in one.text.split("\n")[0] and one.head for one in second)


def test_abstract_labels_are_headings_and_addresses_no_part_of_it():
    parsed = trial(14)
    (section,) = (one for one in parsed.sections if one.path == ("Abstract", "Methods/Design"))
    assert section.text.startswith("The present study is a confirmatory") and "blinded-endpoint" in section.text
    (front,) = (one for one in parsed.sections if "Correspondence" in one.text)
    assert front.path == ()


def test_exponents_and_raised_minus_signs():
    assert "P <10⁻³; (1) versus (3) P = 0.022" in all_text(trial(15))
    assert "white blood cell count > 12 × 10⁹/L" in all_text(trial(24))


@pytest.mark.parametrize("name", ["ocr_test.pdf", "ocr_test_rotated_90.pdf"])
def test_a_scan_must_go_through_ocr(name):
    with pytest.raises(ParseError, match=r"text layer.*OCR"):
        parse_pdf(SAMPLES / "edge" / name)
