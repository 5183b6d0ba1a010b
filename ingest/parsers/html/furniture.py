"""What of a web page is no text of its article: navigation, forms, hidden text, lists of references (lxml)."""

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

_TAGS = set(
    "script style template noscript noframes noembed nav footer"
    " aside button select input textarea iframe object embed svg canvas audio"
    " video dialog menu datalist title link meta base del s strike colgroup annotation annotation-xml".split()
)
_ROLES = set(
    "navigation banner contentinfo complementary search menu menubar dialog alertdialog button toolbar tooltip"
    " doc-bibliography doc-toc doc-backlink".split()
)
_NEVER_TEXT = re.compile(  # these names mean one thing
    r"cookies?(?:[-_].*)?|.*[-_]cookies?(?:[-_](?:banner|notice|consent|bar|policy|popup))?|gdpr.*|onetrust.*"
    r"|breadcrumbs?|.*[-_]breadcrumbs?|skip[-_]?(?:link|nav|to).*|(?:article[-_])?references?|ref(?:erences?)?[-_]?list"
    r"|bibliography|citation[-_]list|sr-only.*|visually-?hidden.*|screen-reader.*|offscreen|hide|hidden|d-none"
)
_SELDOM_TEXT = re.compile(  # these may be names of a section too: what holds a paragraph is kept
    r"(?:(?:article|page|site|main|post|content|mobile|global|left|right|top|bottom|journal|google|primary|box)[-_]+)*"
    r"(?:share|sharing|share-?this|social|related|recommend(?:ed|er)|also-read|trending|most-read|popular|advert\w*|ads?"
    r"|promo|banner|newsletter|subscri\w+|side-?bar|(?:left|right)-panel|toc|table-of-contents|outline|menu|nav"
    r"|navigation|navbar|toolbar|tools|login|metrics|altmetric|addthis|comments?|disqus|popup|modal|footer|masthead"
    r"|branding|downloads?|copyright|print|pagination|pager|authors?|affiliations?|contributors?|byline|options)"
    r"(?:[-_](?:links?|lists?|bar|box\d?|wrapper|container|block|panel|info|items?|buttons?|icons?|widget|content"
    r"|articles?|nav|menu|area|module|networking|literature|media|toggle|thread|meta))*"
    r"|.*sign-?up.*|.*[-_]sidebar"
)
_ACTIONS = re.compile(
    r"(?:download|open|view|show|hide|expand|collapse|see|return|back|go|jump|skip) (?:(?:in|to|the|this|all|an?|full"
    r"|large|larger|original|high-res|high-resolution|archived|new|as|of|main|article|file|image|figure|table|slide|tab"
    r"|window|text|top|comments?|content|powerpoint|ppt|pdf|csv|xlsx?|size|less|more|version|authors?|affiliations?"
    r")\b\W*)+|full[- ]size (?:image|table|figure)|google scholar|pubmed|crossref|tweet|facebook|linkedin|email|print"
    r"|top|webcite|sign up|log in|share|cite|author affiliations",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RUNS = ("p", "li", "dd", "td", "blockquote")
_PARAGRAPH = 25
"""Words outside links: what is that long is written to be read."""


def prune(root: HtmlElement) -> None:
    """Takes out of a page, in place, what is no text of an article."""
    whole = words(root)
    _drop(root, lambda e: e.tag in _TAGS or e.get("role", "").lower() in _ROLES or is_hidden(e))
    for form in list(root.iter("form", "header")):
        _prune_wrapper(form, whole)
    _drop(root, lambda e: _is_named_furniture(e, whole))
    _drop(root, lambda e: (e.tag == "a" and _is_action(e)) or (e.tag in ("ul", "ol") and _is_contents(e)))


def is_hidden(element: HtmlElement) -> bool:
    """Hidden by an attribute, which styles have become (cascade.py); that of a whole page only waits for a script."""
    if element.tag in ("html", "body"):
        return False
    return "hidden" in element.attrib or element.get("aria-hidden", "").lower() == "true"


def words(element: HtmlElement) -> int:
    return len(element.text_content().split())


def has_paragraph(element: HtmlElement, least: int = _PARAGRAPH) -> bool:
    """Whether it holds a run of text, not of links, that is written to be read: of `least` words."""
    runs = [element, *element.iter(*_RUNS)] if element.tag in _RUNS else element.iter(*_RUNS)
    return any(words(run) - sum(map(words, run.iter("a"))) >= least for run in runs)


def _drop(root: HtmlElement, is_out: Callable[[HtmlElement], bool]) -> None:
    for element in list(_elements(root)):
        if element is not root and element.getparent() is not None and is_out(element):
            _take_out(element)


def _take_out(element: HtmlElement) -> None:
    """Without the blank before it, where the sentence goes on with a comma."""
    before, parent = element.getprevious(), element.getparent()
    if (element.tail or "").startswith((",", ".", ";", ")")):
        if before is not None:
            before.tail = (before.tail or "").rstrip()
        elif parent is not None:
            parent.text = (parent.text or "").rstrip()
    element.drop_tree()


def _elements(root: HtmlElement) -> Iterator[HtmlElement]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _prune_wrapper(element: HtmlElement, whole: int) -> None:
    """A form around the whole page stays; of the header of a section its headings stay."""
    if element.getparent() is None or words(element) * 2 > whole:
        return
    headings = list(element.iter(*_HEADINGS))
    inside = any(ancestor.tag in ("article", "section", "main") for ancestor in element.iterancestors())
    if element.tag == "header" and inside and headings:
        for heading in headings:
            element.addprevious(heading)
    element.drop_tree()


def _is_named_furniture(element: HtmlElement, whole: int) -> bool:
    if element.tag in (*_HEADINGS, "html", "body", "main", "article"):
        return False
    names = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", f"{element.get('class', '')} {element.get('id', '')}").lower().split()
    never, seldom = (any(map(pattern.fullmatch, names)) for pattern in (_NEVER_TEXT, _SELDOM_TEXT))
    return (never or (seldom and not has_paragraph(element))) and words(element) * 2 < whole


def _is_action(link: HtmlElement) -> bool:
    """A link that offers something to do, such as "Download file"."""
    button = re.search(r"button|\bbtn", link.get("class", ""), re.IGNORECASE)
    return bool(button) or bool(_ACTIONS.fullmatch(" ".join(link.text_content().split())))


def _is_contents(element: HtmlElement) -> bool:
    """A list of nothing but links to places on the page: its table of contents."""
    links = list(element.iter("a"))
    inner = bool(links) and all(link.get("href", "").startswith("#") for link in links)
    return inner and "".join(element.text_content().split()) == "".join("".join(map(_text, links)).split())


def _text(link: HtmlElement) -> str:
    return str(link.text_content())
