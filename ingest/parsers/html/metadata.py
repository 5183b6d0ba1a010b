"""What a web page says about its article: citation_* and Dublin Core tags, schema.org, Open Graph, its text (lxml)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from ingest.parsers import Metadata
from ingest.parsers.byline import byline
from ingest.parsers.html.furniture import is_hidden
from ingest.parsers.html.schema import article_schema, names_of
from ingest.parsers.outline import same_words
from ingest.parsers.text import one_line

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>?#]+")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_CREATIVE = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)/(\d\.\d)|publicdomain/zero/(\d\.\d))", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\$\{?\w|\{\{|^(?:null|undefined|none|n/a)$", re.IGNORECASE)
_NO_TITLE = re.compile(r"home|untitled(?: document)?|document|full text|index|article|abstract", re.IGNORECASE)
_GENERIC_KIND = re.compile(r"text|article|(?:journal|research) ?article|research|website", re.IGNORECASE)
_RETRACTED = re.compile(r"(?:retracted|withdrawn)(?: article| paper)?\s*[:\-\u2013]|\[retracted", re.IGNORECASE)


class _Tags:
    """Values of `<meta>` by name; the names of Dublin Core are written with a dot."""

    def __init__(self, page: HtmlElement) -> None:
        self._values: dict[str, list[str]] = {}
        for tag in page.iter("meta"):
            name = (tag.get("name") or tag.get("property") or "").lower().replace("dcterms.", "dc.")
            value = one_line(tag.get("content") or "")
            if name and value and not _PLACEHOLDER.search(value):
                self._values.setdefault(name, []).append(value)

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def first(self, *names: str) -> str | None:
        return next((self._values[name][0] for name in names if name in self._values), None)


def page_metadata(page: HtmlElement) -> Metadata:
    """Before the page is pruned: it reads the head."""
    tags, schema = _Tags(page), article_schema(page)
    organization = _organization(tags, schema)
    title = _title(page, tags, schema, {tags.first("og:site_name"), organization} - {None})
    url = _url(page, tags)
    return Metadata(
        title=title,
        authors=_authors(tags, schema),
        organization=organization,
        year=_year(tags, schema),
        kind=next((k for k in tags.all("citation_article_type") + tags.all("dc.type") if not _is_generic(k)), None),
        doi=_doi(tags, schema),
        pmid=_digits(tags.first("citation_pmid")),
        pmcid=_pmcid(tags, url),
        url=url,
        licence=_licence(page, tags, schema),
        keywords=_keywords(tags),
        retracted=bool(title and _RETRACTED.match(title)),
    )


def _title(page: HtmlElement, tags: _Tags, schema: Mapping[str, object], sites: set[str | None]) -> str | None:
    stated = [tags.first("citation_title"), tags.first("dc.title"), tags.first("og:title"), schema.get("headline")]
    shown = [one_line(h1.text_content()) for h1 in page.iter("h1") if not _is_within_hidden(h1)]
    last = [one_line(title.text_content()) for title in page.xpath("//title[not(ancestor::svg)]")]
    for title in (*stated, *shown, *last):
        own = _without_sites(one_line(title), sites) if isinstance(title, str) else ""
        if own and not _NO_TITLE.fullmatch(own):
            return own
    return None


def _without_sites(title: str, sites: set[str | None]) -> str:
    """A title without the name of its site behind or before it: "Ozone | A Journal"."""
    parts = re.split(r"(\s+[|\u2013\u2014-]\s+)", title)
    while len(parts) > 1 and any(same_words(parts[-1], site) for site in sites):
        del parts[-2:]
    while len(parts) > 1 and any(same_words(parts[0], site) for site in sites):
        del parts[:2]
    return "" if len(parts) == 1 and any(same_words(parts[0], site) for site in sites) else "".join(parts)


def _is_within_hidden(element: HtmlElement) -> bool:
    return is_hidden(element) or any(map(is_hidden, element.iterancestors()))


def _authors(tags: _Tags, schema: Mapping[str, object]) -> str | None:
    """From the source that tells family names from given ones, if there is one."""
    listed = [name for line in tags.all("citation_authors") for name in line.split(";")]
    sources: Sequence[list[str]] = (
        tags.all("citation_author"),
        listed,
        tags.all("dc.creator"),
        names_of(schema.get("author")),
    )
    sources = [*sources, [name for line in tags.all("author") for name in re.split(r";|\band\b", line)]]
    found = [names for names in sources if any(map(str.strip, names))]
    inverted = [names for names in found[:3] if any("," in name for name in names)]
    return byline((inverted or found or [[]])[0])


def _organization(tags: _Tags, schema: Mapping[str, object]) -> str | None:
    journal = tags.first("citation_journal_title", "prism.publicationname")
    part_of = [*names_of(schema.get("isPartOf")), *names_of(schema.get("publisher"))]
    publisher = tags.first(
        "citation_publisher", "dc.publisher", "og:site_name", "citation_technical_report_institution"
    )
    return journal or next(iter(part_of), None) or publisher


def _year(tags: _Tags, schema: Mapping[str, object]) -> int | None:
    names = (
        "citation_publication_date",
        "citation_date",
        "citation_year",
        "citation_online_date",
        "dc.issued",
        "dc.date",
    )
    dates = [tags.first(name) for name in (*names, "prism.publicationdate", "article:published_time")]
    found = (_YEAR.search(str(date)) for date in (*dates, schema.get("datePublished")) if date)
    return next((int(year[0]) for year in found if year), None)


def _doi(tags: _Tags, schema: Mapping[str, object]) -> str | None:
    stated = [
        *tags.all("citation_doi"),
        *tags.all("prism.doi"),
        *tags.all("dc.identifier"),
        *tags.all("dc.identifier.doi"),
    ]
    stated += [str(schema.get(key, "")) for key in ("doi", "identifier", "sameAs", "@id")]
    found = map(_DOI.search, stated)
    return next((doi[0].rstrip(".,;)'}]").lower() for doi in found if doi), None)


def _digits(text: str | None) -> str | None:
    return text if text and text.isascii() and text.isdigit() else None


def _pmcid(tags: _Tags, url: str | None) -> str | None:
    found = re.search(r"\bPMC\d+", f"{tags.first('citation_pmcid') or ''} {url or ''}")
    return found[0] if found else None


def _url(page: HtmlElement, tags: _Tags) -> str | None:
    canonical = [link.get("href", "") for link in page.iter("link") if link.get("rel", "").lower() == "canonical"]
    stated = (*canonical, tags.first("citation_fulltext_html_url", "citation_public_url"), tags.first("og:url"))
    return next((url.strip() for url in stated if url and re.match(r"\s*https?://", url)), None)


def _licence(page: HtmlElement, tags: _Tags, schema: Mapping[str, object]) -> str | None:
    """As short as its name: "CC BY 4.0"; a licence that is none of Creative Commons as it is stated."""
    links = [(link.get("rel", "").lower().split(), link.get("href", "")) for link in page.iter("a", "link")]
    stated = [href for rel, href in links if "license" in rel]
    stated += [href for _, href in links if _CREATIVE.search(href)]
    stated += [*tags.all("dc.rights"), *tags.all("dc.rights.license"), *tags.all("citation_license")]
    stated += [licence for licence in [schema.get("license")] if isinstance(licence, str)]
    return _licence_name(stated[0]) if stated else None


def _licence_name(text: str) -> str:
    found = _CREATIVE.search(text)
    if not found:
        return text
    return f"CC0 {found[3]}" if found[3] else f"CC {found[1].upper()} {found[2]}"


def _keywords(tags: _Tags) -> tuple[str, ...]:
    values: Iterator[str] = (word for line in tags.all("citation_keywords") for word in re.split(r"[;,]", line))
    return tuple(filter(None, map(str.strip, values)))


def _is_generic(kind: str) -> bool:
    return bool(_GENERIC_KIND.fullmatch(kind))
