"""PubMed records: abstracts with their labels, numbers and signs, bibliographic fields, kinds, retraction."""

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.parsers import Parsed, ParseError
from ingest.parsers.pubmed.parser import parse_pubmed

SAMPLES = Path(__file__).parents[1] / "samples" / "pubmed-xml"
LABELLED = '<Abstract><AbstractText Label="RESULTS">It helped.</AbstractText></Abstract>'
ABSTRACT = "<Abstract><AbstractText>It helped.</AbstractText></Abstract>"


def only(name: str) -> Parsed:
    (parsed,) = parse_pubmed(SAMPLES / f"{name}.xml")
    return parsed


def text(parsed: Parsed, *path: str) -> str:
    (found,) = [section.text for section in parsed.sections if section.path == path]
    return found


def article(
    inside: str = ABSTRACT, types: tuple[str, ...] = (), date: str = "<Year>2020</Year>", citation: str = ""
) -> str:
    listed = "".join(f"<PublicationType>{name}</PublicationType>" for name in types)
    return (
        f"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue><PubDate>{date}</PubDate>"
        f"</JournalIssue><Title>A journal</Title></Journal><ArticleTitle>A title.</ArticleTitle>{inside}"
        f"<PublicationTypeList>{listed}</PublicationTypeList></Article>{citation}</MedlineCitation></PubmedArticle>"
    )


def corrections(kind: str) -> str:
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>A journal. 2019;1(2):3</RefSource>'
        "<PMID>77</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )


def parse(path: Path, *records: str) -> list[Parsed]:
    path = path / "a.xml"
    path.write_text(f"<PubmedArticleSet>{''.join(records)}</PubmedArticleSet>", encoding="utf-8")
    return list(parse_pubmed(path))


def test_a_trial_with_a_labelled_abstract() -> None:
    parsed = only("pubmed-29768149")
    metadata = parsed.metadata
    assert metadata.title == "Inhaled Combined Budesonide-Formoterol as Needed in Mild Asthma."
    assert metadata.authors is not None
    assert metadata.authors.startswith("O'Byrne PM, FitzGerald JM, Bateman ED, ")
    assert (metadata.organization, metadata.year, metadata.kind) == ("The New England journal of medicine", 2018, "rct")
    assert (metadata.doi, metadata.pmid, metadata.nct) == ("10.1056/NEJMoa1715274", "29768149", "NCT02149199")
    assert metadata.url == "https://pubmed.ncbi.nlm.nih.gov/29768149/"
    assert metadata.keywords[:2] == ("Asthma", "Bronchodilator Agents")
    assert len(metadata.keywords) == 23
    assert metadata.text_basis == "abstract"
    labels = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
    assert [section.path for section in parsed.sections] == [("Abstract", label) for label in labels]
    assert "34.4% vs. 31.1% of weeks; odds ratio, 1.14; 95% confidence interval [CI], 1.00 to 1.30; P=0.046" in text(
        parsed, "Abstract", "RESULTS"
    )
    assert "6 μg of formoterol" in text(parsed, "Abstract", "METHODS")
    assert "fast-acting β2-agonist may be" in text(parsed, "Abstract", "BACKGROUND")


def test_italics_subscripts_and_exponents() -> None:
    parsed = only("biopython-pubmed4")
    assert parsed.metadata.title is not None
    assert "genetic variants at the TERT gene region" in parsed.metadata.title
    results = text(parsed, "Abstract", "RESULTS")
    assert "OR 1.72; 95% CI 1.07 to 2.78; ptrend=0.048" in results
    assert "linkage disequilibrium r²<0.25" in results
    assert (parsed.metadata.pmcid, parsed.metadata.kind) == ("PMC5442267", "Observational Study")
    assert parsed.metadata.licence is not None
    assert parsed.metadata.licence.startswith("Published by the BMJ Publishing Group")
    assert "BMJ Publishing" not in "".join(section.text for section in parsed.sections)


def test_keywords_of_authors_where_there_is_no_mesh() -> None:
    parsed = only("biopython-pubmed5")
    assert parsed.metadata.keywords == (
        *("agriculture", "hypothyroidism", "pesticides", "thyroid disease"),
        "thyroid stimulating hormone",
    )
    assert "ORQ3=4.15, 95% CI 1.56 to 11.01" in text(parsed, "Abstract", "RESULTS")


def test_formulas_are_text_and_cited_records_are_not_its_own() -> None:
    parsed = only("biopython-pubmed7")
    assert "inhaled 3He/129Xe MRI ventilation" in text(parsed, "Abstract")
    assert parsed.metadata.authors is not None
    assert parsed.metadata.authors.endswith("Parraga G, Canadian Respiratory Research Network")
    assert (parsed.metadata.doi, parsed.metadata.pmcid) == ("10.1117/1.JMI.5.2.026002", "PMC6022861")


def test_a_record_without_an_abstract_has_no_sections() -> None:
    parsed, empty = sorted(parse_pubmed(SAMPLES / "biopython-pubmed1.xml"), key=lambda record: not record.sections)
    assert empty.sections == () and empty.metadata.title
    assert (parsed.metadata.pmid, parsed.metadata.authors) == ("9997", "Strekas TC")
    assert "low-spin (S = 1/2) heme irons" in text(parsed, "Abstract")


def test_a_file_of_two_records() -> None:
    first, second = parse_pubmed(SAMPLES / "biopython-pubmed2.xml")
    assert (first.metadata.pmid, second.metadata.pmid) == ("11748933", "11700088")
    assert "absent or damaged compared with 24% in the fresh sample (P < 0.001)" in text(first, "Abstract")
    assert second.metadata.authors == "Casieri C, Testa C, Carpinelli G, Canese R, Podo F, De Luca F"


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (("Practice Guideline", "Review"), "guideline"),
        (("Review", "Guideline"), "guideline"),
        (("Consensus Development Conference", "Randomized Controlled Trial"), "consensus"),
        (("Clinical Trial, Phase III", "Randomized Controlled Trial"), "rct"),
        (("Journal Article", "Clinical Trial, Phase III"), "Clinical Trial, Phase III"),
        (("Meta-Analysis",), "review"),
        (("Systematic Review", "Journal Article"), "review"),
        (("Journal Article", "Research Support, Non-U.S. Gov't", "Multicenter Study"), None),
        ((), None),
    ],
)
def test_the_most_binding_publication_type_is_the_kind(
    tmp_path: Path, types: tuple[str, ...], kind: str | None
) -> None:
    (parsed,) = parse(tmp_path, article(types=types))
    assert parsed.metadata.kind == kind


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", 1998),
        ("<MedlineDate>Spring 2000</MedlineDate>", 2000),
        ("", None),
    ],
)
def test_the_year(tmp_path: Path, date: str, year: int | None) -> None:
    (parsed,) = parse(tmp_path, article(date=date))
    assert parsed.metadata.year == year


@pytest.mark.parametrize(
    ("record", "retracted"),
    [
        (article(types=("Journal Article", "Retracted Publication")), True),
        (article(citation=corrections("RetractionIn")), True),
        (article(citation=corrections("ErratumIn")), False),
        (article(citation=corrections("RetractionOf")), False),
    ],
)
def test_retraction(tmp_path: Path, record: str, retracted: bool) -> None:
    (parsed,) = parse(tmp_path, record)
    assert parsed.metadata.retracted is retracted


def test_a_notice_of_retraction_is_kept_without_an_abstract(tmp_path: Path) -> None:
    notice = article("", ("Retraction of Publication",), citation=corrections("RetractionOf"))
    (parsed,) = parse(tmp_path, notice)
    assert parsed.metadata.extra == {"retracts": ("77",)}
    assert text(parsed, "Retraction") == "Retraction of: A journal. 2019;1(2):3. PMID 77"


def test_abstracts_in_other_languages_are_left_out(tmp_path: Path) -> None:
    others = (
        '<OtherAbstract Language="spa" Type="Publisher"><AbstractText>Ayuda.</AbstractText></OtherAbstract>'
        '<OtherAbstract Language="eng" Type="plain-language-summary">'
        "<AbstractText>Plain.</AbstractText></OtherAbstract>"
    )
    (parsed,) = parse(tmp_path, article(LABELLED, citation=others))
    assert [(section.path, section.text) for section in parsed.sections] == [
        (("Abstract", "RESULTS"), "It helped."),
        (("Plain language summary",), "Plain."),
    ]


def test_authors_with_a_suffix_and_the_wrong_names_of_a_correction(tmp_path: Path) -> None:
    authors = (
        "<AuthorList><Author><LastName>Smith</LastName><Initials>JP</Initials><Suffix>Jr</Suffix></Author>"
        '<Author ValidYN="N"><LastName>Smiht</LastName><Initials>JP</Initials></Author>'
        "<Author><CollectiveName>A Study Group</CollectiveName></Author></AuthorList>"
    )
    (parsed,) = parse(tmp_path, article(ABSTRACT + authors))
    assert parsed.metadata.authors == "Smith JP Jr, A Study Group"


def test_a_title_that_is_not_available_is_none(tmp_path: Path) -> None:
    record = article().replace("A title.", "[Not Available].")
    (parsed,) = parse(tmp_path, record)
    assert parsed.metadata.title is None


def test_a_chapter_of_a_book(tmp_path: Path) -> None:
    book = (
        "<PubmedBookArticle><BookDocument><PMID>5</PMID>"
        "<Book><Publisher><PublisherName>A press</PublisherName></Publisher>"
        "<BookTitle>A book</BookTitle><PubDate><Year>1993</Year></PubDate><AuthorList Type='editors'><Author>"
        "<LastName>Adam</LastName><Initials>MP</Initials></Author></AuthorList></Book>"
        "<ArticleTitle>A chapter</ArticleTitle>"
        "<AuthorList Type='authors'><Author><LastName>Bean</LastName><Initials>LJ</Initials></Author></AuthorList>"
        "<PublicationType>Review</PublicationType><Abstract><AbstractText Label='CLINICAL CHARACTERISTICS'>It is rare."
        "</AbstractText></Abstract><DateRevised><Year>2021</Year></DateRevised></BookDocument></PubmedBookArticle>"
    )
    (parsed,) = parse(tmp_path, book)
    metadata = parsed.metadata
    assert (metadata.title, metadata.authors, metadata.organization) == ("A chapter", "Bean LJ", "A press")
    assert (metadata.year, metadata.kind, metadata.pmid) == (2021, "review", "5")
    assert text(parsed, "Abstract", "CLINICAL CHARACTERISTICS") == "It is rare."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<html/>", "not PubMed XML: the root is 'html'"),
        ("<PubmedArticleSet/>", "no record of the file has an abstract"),
        ("<PubmedArticleSet>", "not well-formed"),
        ("", "not well-formed"),
        (f"<PubmedArticleSet>{article('')}</PubmedArticleSet>", "no record"),
        ("<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "no record"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><PubmedArticleSet>&x;</PubmedArticleSet>', "entity"),
    ],
)
def test_what_is_no_pubmed_file_is_a_parse_error(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content)
    with pytest.raises(ParseError, match=message):
        parse_pubmed(path)


_WORDS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_WORDS, min_size=1, max_size=12))
def test_plain_words_are_kept_as_they_are(tmp_path: Path, words: list[str]) -> None:
    sentence = " ".join(words)
    (parsed,) = parse(tmp_path, article(f"<Abstract><AbstractText>{escape(sentence)}</AbstractText></Abstract>"))
    assert text(parsed, "Abstract") == sentence
