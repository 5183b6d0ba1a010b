"""The source files against the ledger: what a reader sees of a document is what the ledger says of it."""

from pathlib import Path

import pytest

from corpus.documents import KINDS, Replacement

SOURCES = Path(__file__).parent.parent.parent / "corpus" / "sources"
SAME_NAME = {
    "title": "doc_title",
    "authors": "authors_short",
    "organization": "organization_or_journal",
    "year": "year",
    "kind": "doc_type",
    "doi": "doi",
    "pmid": "pmid",
    "nct": "nct",
}
SUPERSEDED_SECTIONS = {
    ("eanm-2019", "Recommendation", "eanm-snmmi-2023"),
    ("aua-suo-2023", "Recommendation", "aua-suo-2026"),
}
REPLACED_IN_PART = {
    ("fda-label-2022", "fda-label-2025"),
    ("eanm-2019", "eanm-snmmi-2023"),
    ("aua-suo-2023", "aua-suo-2026"),
}


def test_there_is_one_file_for_each_document_of_the_ledger_and_none_other(ledger):
    assert {path.name for path in SOURCES.iterdir()} == {f"{name}.md" for name in ledger} | {"corpus.yaml"}


def test_a_file_is_named_after_the_document_it_holds(sources):
    assert {name: source.parsed.document.id for name, source in sources.items()} == {name: name for name in sources}


@pytest.mark.parametrize(("field", "column"), SAME_NAME.items())
def test_bibliographic_data_is_what_the_ledger_says(field, column, sources, ledger):
    found = {name: getattr(source.parsed.document, field) for name, source in sources.items()}
    for name, facts in ledger.items():
        assert {fact[column] for fact in facts} == {found[name]}, name


def test_every_kind_is_one_that_the_service_can_filter_by(sources):
    assert {source.parsed.document.kind for source in sources.values()} <= set(KINDS)


def test_a_link_is_made_from_the_doi_else_from_the_pmid_else_there_is_none(sources):
    for name, source in sources.items():
        document = source.parsed.document
        from_pmid = f"https://pubmed.ncbi.nlm.nih.gov/{document.pmid}/" if document.pmid else None
        assert document.url == (f"https://doi.org/{document.doi}" if document.doi else from_pmid), name


def test_checked_twice_is_said_only_where_every_fact_was_compared_twice(sources, ledger):
    for name, source in sources.items():
        twice = all(fact["trust"] == "A" for fact in ledger[name])
        assert source.parsed.document.checked == ("twice" if twice else "once"), name


def test_no_document_claims_to_be_more_than_a_summary_that_awaits_review(sources):
    claims = {(s.parsed.document.text_basis, s.parsed.document.review_status) for s in sources.values()}
    assert claims == {("summary", "submitted")}


def test_no_document_is_given_as_retracted_or_replaced_as_a_whole(sources):
    assert {source.parsed.document.standing for source in sources.values()} == {"current"}


def test_every_statement_carries_the_evidence_level_that_its_fact_printed_and_no_other(sources, facts):
    for name, source in sources.items():
        of_section = {section.path[-1]: section.evidence_level for section in source.parsed.sections}
        for line in source.lines:
            assert of_section[line.heading] == facts[line.fact]["evidence_level_or_strength"], (name, line.fact)


def test_exactly_the_overtaken_recommendations_are_superseded(sources):
    marked = {
        (name, section.path[-1], section.superseded_by)
        for name, source in sources.items()
        for section in source.parsed.sections
        if section.superseded_by
    }
    assert marked == SUPERSEDED_SECTIONS


def test_documents_replaced_in_part_say_by_which_and_what(sources):
    replaced: list[tuple[str, Replacement]] = [
        (name, part) for name, source in sources.items() for part in source.parsed.document.replaced_in_part
    ]
    assert {(name, part.by) for name, part in replaced} == REPLACED_IN_PART
    assert all(len(part.what.split()) >= 3 for _, part in replaced)


def test_whatever_replaces_a_document_is_in_the_library_and_not_older(sources):
    for name, by in {(name, by) for name, _, by in SUPERSEDED_SECTIONS} | REPLACED_IN_PART:
        assert sources[by].parsed.document.year >= sources[name].parsed.document.year
