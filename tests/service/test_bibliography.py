"""Whatever stands in the metadata of a document comes back out of its BibTeX and RIS, read by those who read them."""

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from service.api.sources import Source
from service.bibliography import WRITERS, Reference
from service.bibliography.reference import one_line

SIGNS = [("textbraceleft", "{"), ("textbraceright", "}"), ("textasciicircum", "^")]  # as TeX prints them
TEX = get_default_latex_context_db()
TEX.add_context_category("signs", [MacroTextSpec(name, sign) for name, sign in SIGNS], prepend=True)
MATTER = {
    "id": "a-trial",
    "title": "A trial",
    "organization": "Journal of Tests",
    "authors": "Novak A, de la Cruz BC",
    "year": 2024,
    "kind": "rct",
    "evidence_level": None,
    "standing": "current",
    "as_of": "2026-11",
    "text_basis": "summary",
    "checked": "once",
    "doi": "10.1000/xyz",
    "pmid": None,
    "nct": None,
    "url": None,
    "licence": "none",
    "review_status": "submitted",
}
texts = st.text(st.characters(codec="utf-8"), min_size=1).filter(one_line)
hostile = st.sampled_from(
    [
        "a}\n@misc{b,",
        "x\nER  - \nTY  - JOUR",
        "50 % of {A} & \\b_c^2 ~ $x$ #1",
        "it''s ``quoted'' -- well",
        "سؤال 日本 ü",
    ]
)


def reference(number=1, now="current", **matter):
    return Reference(number, Source(**{**MATTER, **matter}), now)


def bibtex(*references):
    library = bibtexparser.parse_string(WRITERS["bibtex"](references))
    assert library.failed_blocks == []
    return library.entries


def ris(*references):
    return rispy.loads(WRITERS["ris"](references))


def as_printed(field):
    """What TeX prints of a field."""
    return LatexNodes2Text(latex_context=TEX, math_mode="text").latex_to_text(field)


@given(st.lists(texts | hostile, min_size=1, max_size=3), texts | hostile)
def test_any_title_and_publisher_come_back_and_no_other_record_with_them(titles, publisher):
    cited = [reference(n, title=title, organization=publisher) for n, title in enumerate(titles, 1)]
    entries, records = bibtex(*cited), ris(*cited)
    assert [as_printed(entry["title"]) for entry in entries] == [one_line(title) for title in titles]
    assert [record["title"] for record in records] == [one_line(title) for title in titles]
    assert {as_printed(entry["journal"]) for entry in entries} == {one_line(publisher)}
    assert {record["journal_name"] for record in records} == {one_line(publisher)}


@given(texts | hostile)
def test_a_byline_of_any_text_is_one_body_or_names(authors):
    entry, record = bibtex(reference(authors=authors))[0], ris(reference(authors=authors))[0]
    assert as_printed(entry["author"]).strip() and record["authors"]


@given(texts | hostile)
def test_any_id_makes_a_key_that_can_be_cited(identifier):
    entry = bibtex(reference(id=identifier))[0]
    assert entry.key and not set(entry.key) & set(' ,{}"#%~\\')


@pytest.mark.parametrize(
    ("byline", "in_bibtex", "in_ris"),
    [
        ("Sartor et al.", "{Sartor} and others", ["Sartor, et al."]),
        ("von Eyben et al.", "{von Eyben} and others", ["von Eyben, et al."]),
        ("Novak A, de la Cruz BC", "{Novak}, A and {de la Cruz}, BC", ["Novak, A", "de la Cruz, BC"]),
        ("Völter Ü", "{Völter}, Ü", ["Völter, Ü"]),
        ("NICE committee", "{NICE committee}", ["NICE committee"]),
        ("Department of Health, Disability and Ageing", None, ["Department of Health Disability and Ageing"]),
        ("University of Florida; Yale", "{University of Florida; Yale}", ["University of Florida; Yale"]),
    ],
)
def test_people_are_told_from_bodies(byline, in_bibtex, in_ris):
    assert bibtex(reference(authors=byline))[0]["author"] == (in_bibtex or f"{{{byline}}}")
    assert ris(reference(authors=byline))[0]["authors"] == in_ris


@pytest.mark.parametrize(
    ("matter", "in_bibtex", "in_ris"),
    [
        ({}, "article", "JOUR"),
        ({"doi": None, "pmid": "1"}, "article", "JOUR"),
        ({"doi": None}, "misc", "GEN"),
        ({"kind": "guideline"}, "techreport", "RPRT"),
        ({"kind": "label", "doi": None}, "manual", "GOVDOC"),
        ({"text_basis": "label"}, "manual", "GOVDOC"),
        ({"text_basis": "registry", "doi": None, "nct": "NCT01234567"}, "misc", "ELEC"),
    ],
)
def test_only_an_article_is_called_one(matter, in_bibtex, in_ris):
    entry, record = bibtex(reference(**matter))[0], ris(reference(**matter))[0]
    assert (entry.entry_type, record["type_of_reference"]) == (in_bibtex, in_ris)
    assert ("journal" in entry.fields_dict, "journal_name" in record) == (in_ris == "JOUR",) * 2


@pytest.mark.parametrize(
    ("matter", "address"),
    [
        ({}, "https://doi.org/10.1000/xyz"),
        ({"doi": "10.1002/(SICI)1<1::AID>3.0.CO;2-2"}, "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0.CO%3B2-2"),
        ({"doi": None, "url": "https://a.example/b?c=d_e%20f"}, "https://a.example/b?c=d_e%20f"),
        ({"doi": None, "url": "https://a.example/}"}, "https://a.example/%7D"),
        ({"doi": None, "text_basis": "registry", "nct": "NCT1"}, "https://clinicaltrials.gov/study/NCT1"),
    ],
)
def test_an_address_leads_there(matter, address):
    entry, record = bibtex(reference(**matter))[0], ris(reference(**matter))[0]
    assert entry["url"] == address and record["urls"][0].replace("}", "%7D") == address


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/ b", "https://a.example/\n@misc{b}", "", "x"]
)
def test_what_is_no_web_address_is_left_out(url):
    entry, record = bibtex(reference(doi=None, url=url))[0], ris(reference(doi=None, url=url))[0]
    assert "url" not in entry.fields_dict and "urls" not in record
