"""The text of JATS elements (lxml) as sections: the section tree, lists, tables, figures, boxes and footnotes.

Reference lists are left out, and what a reader does not see of an element (identifiers, permissions).
"""

from collections.abc import Iterator

from lxml import etree

from corpus.documents import Section
from ingest.parsers.numerals import numeral
from ingest.parsers.tables import table_section
from ingest.parsers.text import one_line
from ingest.parsers.xml.flow import Flow, Grammar, captioned
from ingest.parsers.xml.inline import text_of
from ingest.parsers.xml.tables import table_rows

_SECTIONS = {"sec", "app", "app-group", "glossary"}
_BLOCKS = {"list", "def-list", "fn-group"}
FLOATS = ("fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text")
_BESIDE = {*FLOATS, "supplementary-material", "media", "fn"}
_LEFT_OUT = {"title", "label", "ref-list", "sec-meta", "object-id", "permissions", "alt-text", "graphic", "ack"}
_NUMBERED = {"order": "1", "alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I"}


def sections_of(element: etree._Element, path: tuple[str, ...]) -> Iterator[Section]:
    """The sections of a `body`, `abstract`, `sec` or box; `path`: the headings above its text, its own included."""
    flow = Flow(path)
    for child in element:
        if child.tag in _SECTIONS:
            yield from flow.drain()
            yield from sections_of(child, (*path, *_heading(child)))
        else:
            _GRAMMAR.block(child, flow)
    yield from flow.drain()


def floats_of(element: etree._Element) -> Iterator[Section]:
    """Tables, figures and boxes below an element whose own text is left out."""
    flow = Flow(())
    for child in element.iter(*FLOATS):
        if not any(above.tag in FLOATS for above in child.iterancestors()):
            _GRAMMAR.block(child, flow)
    return flow.drain()


def heading_of(element: etree._Element) -> str:
    """The title with the number that is printed before it; empty where there is none."""
    parts = [element.find("label"), element.find("title")]
    return one_line(" ".join(text_of(part) for part in parts if part is not None))


def _heading(element: etree._Element) -> tuple[str, ...]:
    heading = heading_of(element)
    return (heading,) if heading else ()


def _list(element: etree._Element, flow: Flow) -> None:
    flow.lines.append(heading_of(element))
    for number, item in enumerate(element.findall("list-item"), 1):
        first = len(flow.lines)
        _GRAMMAR.text(item, flow)
        mark = _mark(element, item, number)
        if mark and len(flow.lines) > first:
            flow.lines[first] = f"{mark} {flow.lines[first]}"


def _mark(element: etree._Element, item: etree._Element, number: int) -> str:
    """The number of an item as it is printed; bullets are not text."""
    label = one_line(item.findtext("label") or "")
    if label:
        return label if any(sign.isalnum() for sign in label) else ""
    form = _NUMBERED.get(element.get("list-type", ""))
    return f"{numeral(number, form)}." if form else ""


def _definitions(element: etree._Element, flow: Flow) -> None:
    flow.lines.append(heading_of(element))
    for item in element.findall("def-item"):
        term = one_line(" ".join(map(text_of, item.findall("term"))))
        meaning = one_line(" ".join(map(text_of, item.findall("def"))))
        flow.lines.append(f"{term.rstrip(':')}: {meaning}" if term and meaning else term or meaning)
    for nested in element.findall("def-list"):
        _definitions(nested, flow)


def _caption(element: etree._Element) -> str:
    return captioned(_label(element), _own(element, "caption") or _own(element, "title"))


def _label(element: etree._Element) -> str:
    return one_line(_own(element, "label"))


def _own(element: etree._Element, tag: str) -> str:
    return "\n".join(text_of(child) for child in element.findall(tag))


def _figure(element: etree._Element, flow: Flow) -> None:
    """A caption, and what else is printed with a picture."""
    rest = "\n".join(text_of(child) for child in element if child.tag not in {*_LEFT_OUT, "caption"})
    flow.caption(captioned(_label(element), f"{_own(element, 'caption') or _own(element, 'title')}\n{rest}"))


def _group(element: etree._Element, flow: Flow) -> None:
    flow.caption(_caption(element))
    for child in element:
        if child.tag != "caption":
            _GRAMMAR.block(child, flow)


def _supplement(element: etree._Element, flow: Flow) -> None:
    text = "\n".join(text_of(child) for child in element if child.tag not in _LEFT_OUT)
    flow.notes.append(captioned(_label(element), text))


def _box(element: etree._Element, flow: Flow) -> None:
    caption = element.find("caption")
    heading = heading_of(element) or (heading_of(caption) if caption is not None else "")
    flow.add(sections_of(element, (*flow.path, heading) if heading else flow.path))


def _box_caption(caption: etree._Element, flow: Flow) -> None:
    """The caption of a box: its title is the heading, unless the box has one of its own."""
    box = caption.getparent()
    for child in caption:
        if child.tag != "title" or (box is not None and heading_of(box)):
            _GRAMMAR.text(child, flow)


def _note(element: etree._Element, flow: Flow) -> None:
    flow.notes.append(_note_text(element))


def _note_text(element: etree._Element) -> str:
    return one_line(f"{_own(element, 'label')} {text_of(element)}")


def _notes(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == "fn-group":
            yield from _notes(child)
        else:
            yield _note_text(child) if child.tag == "fn" else text_of(child)


def _table(element: etree._Element, flow: Flow) -> None:
    """A table in each `table`; its notes are the last rows of the last, for a passage must not lose them."""
    caption = _caption(element)
    tables = [table for table in element.iter("table") if not _within_cell(table, element)]
    notes = [[note] for foot in element.findall("table-wrap-foot") for note in _notes(foot)]
    texts = [
        [text_of(child)] for child in element if child.tag in ("p", "list", "def-list", "disp-quote", "disp-formula")
    ]
    grids = [table_rows(table) for table in tables] or [([], [])]
    for number, (head, body) in enumerate(grids, 1):
        last = notes if number == len(grids) else []
        flow.add([table_section(flow.path, caption, head, [*body, *texts, *last])])


def _within_cell(table: etree._Element, wrap: etree._Element) -> bool:
    for above in table.iterancestors():
        if above is wrap:
            return False
        if above.tag in ("td", "th"):
            return True
    return False


_GRAMMAR = Grammar(
    forms={
        "list": _list,
        "def-list": _definitions,
        "caption": _box_caption,
        "fig": _figure,
        "media": _supplement,
        "supplementary-material": _supplement,
        "fig-group": _group,
        "table-wrap-group": _group,
        "table-wrap": _table,
        "boxed-text": _box,
        "fn": _note,
    },
    blocks=_BLOCKS,
    beside=_BESIDE,
    left_out=_LEFT_OUT,
)
