"""How much of an article its PDF gives back: the words of the publisher's XML of the same article, in order.

Words of the body with its headings; without citation marks, reference list, tables, figures and additional files,
which stand elsewhere in print than in the XML.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from rapidfuzz.distance import LCSseq

from ingest.parsers import Parsed
from ingest.parsers.pdf.parser import parse_pdf

ARTICLES = sorted((Path(__file__).parent.parent / "samples" / "trials-triples").glob("*.pdf"))
LEAST = 0.98
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FURNITURE = re.compile(
    r"Page \d+ of \d+|Trials \(?2015\)?,? 16:\d+(?!\.)|www\.\w*biomedcentral\.com|trialsjournal\.com|Submit your next"
)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().translate(_PLAIN))


def words_of_xml(path: Path) -> list[str]:
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)).getroot()
    body = root.find(".//bdy")
    etree.strip_elements(body, "abbrgrp", "table", "fig", "suppl", with_tail=False)
    return words(" ".join(body.itertext()))


def printed(parsed: Parsed) -> Iterator[str]:
    """Texts in order, each heading where it first applies."""
    last: tuple[str, ...] = ()
    for section in parsed.sections:
        if not section.head:
            same = sum(1 for at in range(len(section.path)) if section.path[: at + 1] == last[: at + 1])
            yield from section.path[same:]
            yield section.text
            last = section.path


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_words_of_an_article_come_back_in_order(path):
    (parsed,) = parse_pdf(path)
    expected, found = words_of_xml(path.with_suffix(".xml")), words(" ".join(printed(parsed)))
    numbers = {word: at for at, word in enumerate(dict.fromkeys([*expected, *found]))}
    kept = LCSseq.similarity([numbers[word] for word in expected], [numbers[word] for word in found])
    assert kept / len(expected) >= LEAST
    assert len(found) < 1.35 * len(expected), "abstract, back matter, captions and notes come on top, no more"
    assert [line for one in parsed.sections for line in one.text.split("\n") if _FURNITURE.search(line)] == []


def test_there_are_articles():
    assert len(ARTICLES) == 4
