"""Web pages against the publisher's own XML of the same articles: nothing lost, nothing of the page around them.

The pages link their tables out; what a page would show of them is written here from the XML and read back.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import pytest
from lxml import etree
from rapidfuzz.distance import LCSseq

from corpus.documents import CELL
from ingest.parsers import Parsed
from ingest.parsers.html.parser import parse_html
from ingest.parsers.text import one_line

SAMPLES = Path(__file__).parent.parent / "samples" / "trials-triples"
ARTICLES = sorted(SAMPLES.glob("*.xml"))
LEAST = 0.97
FURNITURE = (
    *("Share this article", "View archived comments", "Download references", "Email updates", "Sign up", "webcite"),
    *(
        "Terms and Conditions",
        "Privacy statement",
        "Advanced search",
        "Viewing options",
        "Related literature",
        "cookie",
    ),
    *("Open Data", "Download file", "OAS_AD", "PubMed Abstract", "log on", "Accepted:", "Mobile view"),
    *("electronic version of this article", "Corresponding author", "function(", "Authors instructions", "Tweet"),
)
articles = pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)


@cache
def page(article: Path) -> Parsed:
    (parsed,) = parse_html(article.with_suffix(".html"))
    return parsed


@cache
def source(article: Path) -> etree._Element:
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, remove_comments=True)
    return etree.parse(article, parser).getroot()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower())


def text_without(element: etree._Element, *names: str) -> str:
    """Its text without elements of some names; blocks stand apart."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in names:
            parts.append(text_without(child, *names))
        parts.append((" " if child.tag in ("p", "sec", "st", "title", "caption") else "") + (child.tail or ""))
    return "".join(parts)


def read_words(parsed: Parsed) -> list[str]:
    """Headings where they open a section, then its text."""
    before: tuple[str, ...] = ()
    read: list[str] = []
    for section in parsed.sections:
        same = 0
        while section.path[: same + 1] == before[: same + 1] and same < len(section.path):
            same += 1
        read += words(" ".join(section.path[same:])) + words(section.text)
        before = section.path
    return read


@articles
def test_the_words_of_the_body_are_read_in_order(article: Path) -> None:
    expected = words(text_without(source(article).find("bdy"), "abbrgrp", "tgroup"))
    assert len(expected) > 2000
    kept = LCSseq.similarity(expected, read_words(page(article))) / len(expected)
    assert kept >= LEAST, f"{kept:.2%} of {len(expected)} words"


@articles
def test_the_words_of_the_abstract_are_read_in_order(article: Path) -> None:
    expected = words(text_without(source(article).find("fm/abs"), "abbrgrp"))
    abstract = [section for section in page(article).sections if section.path[0] == "Abstract"]
    assert len({section.path for section in abstract}) == len(source(article).findall("fm/abs/sec/sec"))
    read = read_words(Parsed(page(article).metadata, tuple(abstract)))
    assert LCSseq.similarity(expected, read) / len(expected) >= LEAST


@articles
def test_little_is_read_that_the_article_does_not_hold(article: Path) -> None:
    whole = words(text_without(source(article), "refgrp", "tgroup"))
    read = read_words(page(article))
    assert LCSseq.similarity(whole, read) / len(read) >= LEAST - 0.03  # citation marks, sizes of files


@articles
def test_nothing_of_the_page_around_it_is_read(article: Path) -> None:
    text = "\n".join(line for section in page(article).sections for line in (*section.path, section.text))
    assert [words_ for words_ in FURNITURE if words_.casefold() in text.casefold()] == []


@articles
def test_no_reference_is_read(article: Path) -> None:
    text = one_line(" ".join(section.text for section in page(article).sections))
    titles = [one_line("".join(title.itertext())) for title in source(article).iterfind("bm/refgrp/bibl/title")]
    assert titles
    assert [title for title in titles if len(title) > 40 and title in text] == []


@articles
def test_what_the_record_says_is_what_the_publisher_says(article: Path) -> None:
    front, said = source(article).find("fm/bibl"), page(article).metadata
    family_names = [name.text for name in front.iterfind("aug/au/snm")]
    assert said.title == one_line("".join(front.find("title").itertext()))
    assert (said.organization, said.year) == (front.findtext("source"), int(front.findtext("pubdate")))
    assert said.doi == front.findtext("xrefbib/pubidlist/pubid[@idtype='doi']")
    assert said.licence == "CC BY 4.0"
    found = [name.rsplit(" ", 1)[0] for name in (said.authors or "").split(", ")]
    assert [name for name in family_names if name not in found] == []


@articles
def test_captions_of_tables_that_are_linked_out_stay(article: Path) -> None:
    text = " ".join(section.text for section in page(article).sections).replace("\n", " ")
    for table in source(article).iter("table"):
        label, caption = (one_line("".join(table.find(name).itertext())) for name in ("title", "caption"))
        assert f"{label}. {caption}" in text


def html_rows(part: etree._Element, name: str) -> Iterator[str]:
    """Rows of a table of the XML as a web page writes them, spans too."""
    table = part.getparent()
    columns = [column.get("colname") for column in table.iterfind("colspec")]
    for row in part.iterfind("row"):
        cells = []
        for entry in row.iterfind("entry"):
            first, last = entry.get("namest"), entry.get("nameend")
            wide = columns.index(last) - columns.index(first) + 1 if first and last else 1
            spans = f'colspan="{wide}" rowspan="{int(entry.get("morerows", 0)) + 1}"'
            cells.append(f"<{name} {spans}>{escape(' '.join(entry.itertext()))}</{name}>")
        yield f"<tr>{''.join(cells)}</tr>"


@articles
def test_tables_that_stand_in_a_page_keep_names_and_rows(article: Path, tmp_path: Path) -> None:
    for number, table in enumerate(source(article).iter("table"), 1):
        group = table.find("tgroup")
        head, body = group.find("thead"), group.find("tbody")
        rows = f"<thead>{''.join(html_rows(head, 'th'))}</thead><tbody>{''.join(html_rows(body, 'td'))}</tbody>"
        file = tmp_path / f"{number}.html"
        file.write_text(
            f"<meta charset=utf-8><main><h2>Results</h2><p>Table {number}. Of the XML</p><table>{rows}</table>"
        )
        ((section,),) = [parsed.sections for parsed in parse_html(file)]
        lines = section.text.split("\n")
        names = {one_line(" ".join(entry.itertext())) for entry in head.iter("entry")} - {""}
        assert lines[0] == f"Table {number}. Of the XML"
        assert section.head == 1 + len(head.findall("row"))
        assert names == {cell.strip() for line in lines[1 : section.head] for cell in line.split(CELL.strip())} - {""}
        filled = [row for row in body.iterfind("row") if one_line(" ".join(row.itertext()))]
        assert len(lines) - section.head == len(filled)
