"""The part of a web page that is its article: landmarks of HTML first, else the densest block (lxml)."""

from lxml.html import HtmlElement

from ingest.parsers.html.furniture import has_paragraph, words
from ingest.parsers.outline import is_abstract

_LANDMARKS = (
    "//main | //*[@role='main']",
    "//article | //*[@role='article']",
    "//*[@itemprop='articleBody']",
)
_MOST = 0.6
_SHORT = 4
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def main_content(body: HtmlElement) -> HtmlElement:
    """The article within a pruned page; the whole page where no part of it holds all its paragraphs."""
    for landmark in _LANDMARKS:
        found = max(body.xpath(landmark), key=words, default=None)
        if found is not None and words(found) >= _MOST * words(body):
            return _with_abstract(found)
    return _densest(body)


def _with_abstract(element: HtmlElement) -> HtmlElement:
    """Widened until it holds the abstract, which some pages keep beside the text."""
    page = element.getroottree().getroot()
    abstracts = (h for h in page.iter(*_HEADINGS) if is_abstract(" ".join(h.text_content().split()).rstrip(":")))
    heading = next(abstracts, None)
    if heading is None:
        return element
    around = set(heading.iterancestors())
    return next(block for block in (element, *element.iterancestors()) if block in around)


def _densest(element: HtmlElement) -> HtmlElement:
    """Down to the block that holds all paragraphs and headings: no section of the article stands outside it."""
    while True:
        holding = [child for child in element if isinstance(child.tag, str) and _has_text(child)]
        if len(holding) != 1 or holding[0].tag in ("p", "table", "ul", "ol", *_HEADINGS):
            return element
        if any((child.tail or "").strip() for child in element):
            return element
        element = holding[0]


def _has_text(element: HtmlElement) -> bool:
    return (
        has_paragraph(element, _SHORT) or element.tag in _HEADINGS or next(element.iter(*_HEADINGS), None) is not None
    )
