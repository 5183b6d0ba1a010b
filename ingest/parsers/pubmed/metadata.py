"""The bibliographic record of PubMed (lxml elements): of an article in a journal, of a book or its chapter."""

import re
from collections.abc import Mapping

from lxml import etree

from ingest.parsers import Metadata
from ingest.parsers.pubmed.kinds import kind_of
from ingest.parsers.text import one_line
from ingest.parsers.xml.inline import text_of

_YEAR = re.compile(r"\d{4}")
_NCT = re.compile(r"NCT\d{8}")
_UNTITLED = re.compile(r"\[?not available\]?\.?", re.IGNORECASE)
_RETRACTED = {"RetractionIn", "RetractedandRepublishedIn"}


def article_metadata(record: etree._Element) -> Metadata:
    """Of a `PubmedArticle`. Keywords: MeSH descriptors, major topics first, then the authors' own."""
    pmid = _first(record, "MedlineCitation/PMID")
    types = _texts(record, "MedlineCitation/Article/PublicationTypeList/PublicationType")
    trials = {name for name in _texts(record, ".//AccessionNumberList/AccessionNumber") if _NCT.fullmatch(name)}
    return Metadata(
        title=_title(record, "MedlineCitation/Article/ArticleTitle", "MedlineCitation/Article/VernacularTitle"),
        authors=_authors(record, "MedlineCitation/Article/AuthorList"),
        organization=_first(
            record, "MedlineCitation/Article/Journal/Title", "MedlineCitation/MedlineJournalInfo/MedlineTA"
        ),
        year=_year(
            record, "MedlineCitation/Article/Journal/JournalIssue/PubDate", "MedlineCitation/Article/ArticleDate"
        ),
        kind=kind_of(types),
        doi=_doi(record, "PubmedData", "MedlineCitation/Article"),
        pmid=pmid,
        pmcid=_first(record, "PubmedData/ArticleIdList/ArticleId[@IdType='pmc']"),
        nct=trials.pop() if len(trials) == 1 else None,
        url=_url(pmid),
        licence=_first(record, "MedlineCitation/Article/Abstract/CopyrightInformation"),
        keywords=_keywords(record, "MedlineCitation"),
        retracted="Retracted Publication" in types or bool(_corrections(record, *_RETRACTED)),
        text_basis="abstract",
        extra=_retracts(record),
    )


def book_metadata(record: etree._Element) -> Metadata:
    """Of a `PubmedBookArticle`: the chapter's title where it has one; the year of its last revision."""
    pmid = _first(record, "BookDocument/PMID")
    return Metadata(
        title=_title(record, "BookDocument/ArticleTitle", "BookDocument/Book/BookTitle"),
        authors=_authors(record, "BookDocument/AuthorList") or _authors(record, "BookDocument/Book/AuthorList"),
        organization=_first(record, "BookDocument/Book/Publisher/PublisherName"),
        year=_year(record, "BookDocument/DateRevised", "BookDocument/ContributionDate", "BookDocument/Book/PubDate"),
        kind=kind_of(_texts(record, "BookDocument/PublicationType")),
        doi=_doi(record, "PubmedBookData", "BookDocument/Book"),
        pmid=pmid,
        url=_url(pmid),
        licence=_first(record, "BookDocument/Abstract/CopyrightInformation"),
        keywords=_keywords(record, "BookDocument"),
        text_basis="abstract",
    )


def retracted_works(record: etree._Element) -> list[str]:
    """What a notice of retraction retracts, as its record cites it."""
    cited = ((_first(note, "RefSource"), _first(note, "PMID")) for note in _corrections(record, "RetractionOf"))
    return [
        ". ".join(filter(None, (source, f"PMID {pmid}" if pmid else ""))) for source, pmid in cited if source or pmid
    ]


def _retracts(record: etree._Element) -> Mapping[str, object]:
    pmids = (_first(note, "PMID") for note in _corrections(record, "RetractionOf"))
    retracted = tuple(pmid for pmid in pmids if pmid)
    return {"retracts": retracted} if retracted else {}


def _corrections(record: etree._Element, *types: str) -> list[etree._Element]:
    notes = record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    return [note for note in notes if note.get("RefType") in types]


def _authors(record: etree._Element, path: str) -> str | None:
    lists = [found for found in record.iterfind(path) if found.get("Type") != "editors"]
    authors = [author for found in lists for author in found.iterfind("Author") if author.get("ValidYN") != "N"]
    return ", ".join(filter(None, map(_author, authors))) or None


def _author(author: etree._Element) -> str:
    """A name as citations print it, "Smith JP Jr", or that of a group."""
    parts = (_first(author, name) for name in ("LastName", "Initials", "Suffix", "CollectiveName"))
    return " ".join(filter(None, parts))


def _keywords(record: etree._Element, path: str) -> tuple[str, ...]:
    headings = record.findall(f"{path}/MeshHeadingList/MeshHeading")
    ranked = sorted(headings, key=lambda heading: not any(part.get("MajorTopicYN") == "Y" for part in heading))
    names = [*(_first(heading, "DescriptorName") for heading in ranked), *_texts(record, f"{path}/KeywordList/Keyword")]
    return tuple({name.casefold(): name for name in reversed(names) if name}.values())[::-1]


def _title(record: etree._Element, *paths: str) -> str | None:
    titles = (one for path in paths for one in _texts(record, path))
    return next((title for title in titles if not _UNTITLED.fullmatch(title)), None)


def _year(record: etree._Element, *paths: str) -> int | None:
    """`MedlineDate` is free text: "1998 Dec-1999 Jan" -> 1998."""
    dates = (date for path in paths for part in ("Year", "MedlineDate") for date in _texts(record, f"{path}/{part}"))
    years = filter(None, map(_YEAR.search, dates))
    return next((int(year[0]) for year in years), None)


def _doi(record: etree._Element, data: str, article: str) -> str | None:
    stated = _first(record, f"{data}/ArticleIdList/ArticleId[@IdType='doi']")
    places = record.iterfind(f"{article}/ELocationID[@EIdType='doi']")
    return stated or next((one_line(text_of(place)) for place in places if place.get("ValidYN") != "N"), None)


def _url(pmid: str | None) -> str | None:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else None


def _first(element: etree._Element, *paths: str) -> str | None:
    return next((text for path in paths for text in _texts(element, path)), None)


def _texts(element: etree._Element, path: str) -> list[str]:
    texts = (one_line(text_of(found)) for found in element.iterfind(path))
    return [text for text in texts if text]
