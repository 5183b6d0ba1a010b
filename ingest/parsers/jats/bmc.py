"""Articles in BioMed Central's own `art` DTD (lxml), as the publisher gave them out before JATS.

Left out: references, acknowledgements, and in pictures what is no caption.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from corpus.documents import Section
from ingest.parsers import Metadata, Parsed, ParseError
from ingest.parsers.tables import table_section
from ingest.parsers.text import one_line
from ingest.parsers.xml.flow import Flow, Grammar, captioned
from ingest.parsers.xml.inline import text_of
from ingest.parsers.xml.journal import author, kind_of, registration, titled_retracted
from ingest.parsers.xml.reader import read_xml
from ingest.parsers.xml.tables import table_rows

_LISTS = {"ul", "ol", "l"}
_BESIDE = {"fig", "table", "suppl"}


def parse_bmc(path: Path) -> Sequence[Parsed]:
    """The article of a file. Raises ParseError where it is not one of BMC or has no text."""
    root = read_xml(path)
    if root.tag != "art":
        raise ParseError(f"no article of BioMed Central: the root element is <{root.tag!s}>, not <art>")
    abstract = [section for part in root.findall("fm/abs") for section in _sections(part, ())]
    body = [section for part in root.findall("bdy") for section in _sections(part, ())]
    if not abstract and not body:
        raise ParseError("the article has no abstract and no body with text")
    metadata = replace(_metadata(root), nct=registration(section.text for section in abstract))
    return [Parsed(metadata if body else replace(metadata, text_basis="abstract"), (*abstract, *body))]


def _sections(element: etree._Element, path: tuple[str, ...]) -> Iterator[Section]:
    """The sections of `abs`, `bdy` or `sec`; `path`: the headings above its text, its own included."""
    flow = Flow(path)
    for child in element:
        if child.tag == "sec":
            heading = _line(child, "st")
            yield from flow.drain()
            yield from _sections(child, (*path, heading) if heading else path)
        else:
            _GRAMMAR.block(child, flow)
    yield from flow.drain()


def _list(element: etree._Element, flow: Flow) -> None:
    """Items, with a number where the source has the reader see one."""
    for number, item in enumerate(element.findall("li"), 1):
        first = len(flow.lines)
        _GRAMMAR.text(item, flow)
        if element.tag == "ol" and len(flow.lines) > first:
            flow.lines[first] = f"{number}. {flow.lines[first]}"


def _table(element: etree._Element, flow: Flow) -> None:
    """A table in each `tgroup`; its notes are the last rows, for a passage must not lose them."""
    caption = captioned(_line(element, "title"), _line(element, "caption"))
    for group in element.findall("tgroup") or [element]:
        head, body = table_rows(group)
        notes = [[line] for foot in element.iter("tfoot") for line in text_of(foot).split("\n")]
        flow.add([table_section(flow.path, caption, head, [*body, *notes])])


def _figure(element: etree._Element, flow: Flow) -> None:
    """The legend opens with the caption as a rule: it is written once."""
    caption, legend = _line(element, "caption"), _line(element, "text")
    text = legend if legend.startswith(caption) else f"{caption}\n{legend}"
    flow.caption(captioned(_line(element, "title"), text))


def _supplement(element: etree._Element, flow: Flow) -> None:
    flow.notes.append(captioned(_line(element, "title"), _line(element, "text")))


def _line(element: etree._Element, tag: str) -> str:
    return one_line(" ".join(text_of(child) for child in element.findall(tag)))


def _metadata(root: etree._Element) -> Metadata:
    front = root.find("fm")
    front = etree.Element("fm") if front is None else front
    record = front.find("bibl")
    record = etree.Element("bibl") if record is None else record
    title = _line(record, "title") or None
    ids = {str(each.get("idtype")): one_line(each.text or "") for each in record.iterfind("xrefbib/pubidlist/pubid")}
    year = one_line(record.findtext("pubdate") or front.findtext("history/pub/date/year") or "")
    pmc = ids.get("pmcid")
    return Metadata(
        title=title,
        authors=", ".join(_authors(record)) or None,
        organization=_line(record, "source") or None,
        year=int(year) if year.isdecimal() else None,
        kind=kind_of(front.findtext("dochead")),
        doi=ids.get("doi"),
        pmid=ids.get("pmpid") or ids.get("pmid"),
        pmcid=f"PMC{pmc.removeprefix('PMC')}" if pmc else None,
        url=_line(record, "url") or None,
        licence=_line(front, "cpyrt/note") or None,
        keywords=tuple(filter(None, (one_line(text_of(word)) for word in front.iterfind("kwdg/kwd")))),
        retracted=titled_retracted(title),
    )


def _authors(record: etree._Element) -> Iterator[str]:
    """Names of persons, and of groups that sign as an author; not on whose behalf they wrote."""
    for name in record.iterfind("aug/au"):
        given = " ".join(filter(None, (name.findtext(tag) for tag in ("fnm", "mi", "mnm"))))
        written = author(name.findtext("snm") or "", given, name.findtext("suf") or "") or _line(name, "cnm")
        if written and name.get("type") != "on_behalf":
            yield written


_GRAMMAR = Grammar(
    forms={
        "ul": _list,
        "ol": _list,
        "l": _list,
        "table": _table,
        "fig": _figure,
        "suppl": _supplement,
    },
    blocks=_LISTS,
    beside=_BESIDE,
    left_out={"st"},
)
