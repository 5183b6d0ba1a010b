"""JATS and PMC NXML (lxml): one `article`, or several in a `pmc-articleset` or another envelope.

Left out: references, acknowledgements, funding, notes on authors and declarations behind the body, sub-articles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from corpus.documents import Section
from ingest.parsers import Metadata, Parsed, ParseError
from ingest.parsers.jats.body import floats_of, heading_of, sections_of
from ingest.parsers.text import one_line
from ingest.parsers.xml.inline import text_of
from ingest.parsers.xml.journal import author, doi_in, kind_of, registration, titled_retracted
from ingest.parsers.xml.reader import read_xml

_HREF = "{http://www.w3.org/1999/xlink}href"
_DATES = ("ppub", "epub-ppub", "collection", "epub", "pub")
"""Kinds of date, the one that citations print first."""
_ABBREVIATIONS = "abbr"


def parse_jats(path: Path) -> Sequence[Parsed]:
    """The articles of a file that have text. Raises ParseError where it is not JATS or no article has any.

    A notice of retraction names the DOIs it retracts, separated by blanks, in `Metadata.extra["retracts"]`; the
    article meant is marked as retracted where it stands in the same file.
    """
    root = read_xml(path)
    articles = [element for element in root.iter("article") if next(element.iterancestors("article"), None) is None]
    if not articles:
        raise ParseError(f"no JATS article: the root element is <{root.tag!s}>")
    parsed = [document for document in map(_document, articles) if document.sections]
    if not parsed:
        raise ParseError("no article of the file has an abstract or a body with text")
    gone = {doi for document in parsed for doi in str(document.metadata.extra.get("retracts", "")).lower().split()}
    return [_marked(document) if (document.metadata.doi or "").lower() in gone else document for document in parsed]


def _marked(document: Parsed) -> Parsed:
    return replace(document, metadata=replace(document.metadata, retracted=True))


def _document(article: etree._Element) -> Parsed:
    abstract, rest = tuple(_abstracts(article)), tuple(_body(article))
    metadata = replace(_metadata(article), nct=registration(section.text for section in abstract))
    basis = metadata if rest else replace(metadata, text_basis="abstract")
    return Parsed(basis, (*abstract, *rest))


def _abstracts(article: etree._Element) -> Iterator[Section]:
    for tag in ("abstract", "trans-abstract"):
        for abstract in article.findall(f"front/article-meta/{tag}"):
            yield from sections_of(abstract, (heading_of(abstract) or "Abstract",))


def _body(article: etree._Element) -> Iterator[Section]:
    """The body, floats filed apart from it, and of the back matter appendices, abbreviations, tables and figures."""
    for part in [*article.findall("body"), *article.findall("floats-group")]:
        yield from sections_of(part, ())
    for back in article.findall("back"):
        for child in back:
            if child.tag in ("app", "app-group", "glossary"):
                heading = heading_of(child)
                yield from sections_of(child, (heading,) if heading else ())
            elif child.tag == "sec":
                yield from floats_of(child)


def _metadata(article: etree._Element) -> Metadata:
    meta = article.find("front/article-meta")
    meta = etree.Element("article-meta") if meta is None else meta
    title = _title(meta)
    ids = {str(each.get("pub-id-type")): one_line(each.text or "") for each in meta.findall("article-id")}
    pmc = ids.get("pmc") or ids.get("pmcid")
    retracts = " ".join(_retracted_by(meta))
    return Metadata(
        title=title,
        authors=", ".join(_authors(meta)) or None,
        organization=_journal(article),
        year=_year(meta),
        kind=kind_of(article.get("article-type"), *(subject.text for subject in meta.iter("subject"))),
        doi=ids.get("doi"),
        pmid=ids.get("pmid"),
        pmcid=f"PMC{pmc.removeprefix('PMC')}" if pmc else None,
        licence=_licence(meta),
        keywords=tuple(_keywords(meta)),
        retracted=_is_retracted(article, meta, title),
        extra={"retracts": retracts} if retracts else {},
    )


def _title(meta: etree._Element) -> str | None:
    group = meta.find("title-group")
    parts = [] if group is None else [group.find("article-title"), *group.findall("subtitle")]
    texts = [one_line(text_of(_without_notes(part))) for part in parts if part is not None]
    return ": ".join(filter(None, texts)) or None


def _without_notes(title: etree._Element) -> etree._Element:
    """Marks of footnotes ("*") are no part of a title."""
    for link in title.findall(".//xref"):
        link.text = None
        for child in list(link):
            link.remove(child)
    return title


def _authors(meta: etree._Element) -> Iterator[str]:
    for contributor in meta.findall("contrib-group/contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        name = contributor.find("name") if contributor.find("name") is not None else contributor.find(".//string-name")
        group = contributor.find("collab")
        if name is not None:
            yield _name(name)
        elif group is not None:
            yield _group_name(group)


def _group_name(group: etree._Element) -> str:
    """The name of a group that signs as an author, without its members."""
    members = [(child.tag != "contrib-group") * text_of(child) + (child.tail or "") for child in group]
    return one_line((group.text or "") + "".join(members))


def _name(name: etree._Element) -> str:
    given = name.find("given-names")
    initials = "" if given is None else given.get("initials") or text_of(given)
    return author(name.findtext("surname") or "", initials, name.findtext("suffix") or "") or one_line(text_of(name))


def _journal(article: etree._Element) -> str | None:
    for way in ("journal-title-group/journal-title", "journal-title", "publisher/publisher-name"):
        text = one_line(article.findtext(f"front/journal-meta/{way}") or "")
        if text:
            return text
    return None


def _year(meta: etree._Element) -> int | None:
    years: dict[str, int] = {}
    for date in meta.findall("pub-date"):
        year = one_line(date.findtext("year") or "")
        if year.isdecimal():
            years.setdefault(date.get("pub-type") or date.get("date-type") or "", int(year))
    return next((years[kind] for kind in _DATES if kind in years), min(years.values(), default=None))


def _licence(meta: etree._Element) -> str | None:
    """The licence's own words, else its address or type, else the statement of copyright."""
    licence = meta.find(".//license")
    if licence is not None:
        address = licence.get(_HREF) or one_line(meta.findtext(".//license_ref") or "")
        stated = one_line(text_of(licence)) or address or licence.get("license-type")
        if stated:
            return stated
    return one_line(meta.findtext(".//copyright-statement") or "") or None


def _keywords(meta: etree._Element) -> Iterator[str]:
    for group in meta.findall("kwd-group"):
        if not str(group.get("kwd-group-type", "")).startswith(_ABBREVIATIONS):
            yield from filter(None, (one_line(text_of(word)) for word in group.iter("kwd")))


def _retracted_by(meta: etree._Element) -> Iterator[str]:
    """DOIs of the articles that this one, a notice, retracts."""
    for related in meta.iter("related-article"):
        doi = doi_in(related.get(_HREF) or "".join(related.itertext()))
        if related.get("related-article-type") == "retracted-article" and doi:
            yield doi


def _is_retracted(article: etree._Element, meta: etree._Element, title: str | None) -> bool:
    types = {related.get("related-article-type") for related in meta.iter("related-article")}
    stated = article.get("article-type") == "retracted-article" or "retraction-forward" in types
    return stated or titled_retracted(title)
