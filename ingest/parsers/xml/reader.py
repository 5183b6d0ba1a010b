"""Safe reading of XML (lxml): no DTD, no network, no entities but the standard names of characters, no huge trees."""

from html.entities import html5
from pathlib import Path

from lxml import etree

from ingest.parsers import ParseError
from ingest.parsers.hiding import declared, hides


def read_xml(path: Path) -> etree._Element:
    """The root element of a file, its names without namespaces, comments and processing instructions gone.

    Raises ParseError for a file that cannot be read, is not well-formed or uses an entity that is no character's name.
    """
    try:
        root = etree.fromstring(path.read_bytes(), _parser())
    except OSError as error:
        raise ParseError(f"the file cannot be read: {error.strerror}") from error
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:  # an unknown encoding is a LookupError
        raise ParseError(f"not well-formed XML: {error}") from error
    for entity in list(root.iter(etree.Entity)):
        _write_out(entity)
    for element in list(root.iter("{*}*")):
        element.tag = etree.QName(element).localname
        if hides(declared(element.get("style", ""))):
            _empty(element)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _empty(element: etree._Element) -> None:
    """Without what no reader sees; the text behind it stays."""
    tail = element.tail
    element.clear()
    element.tail = tail


def _write_out(entity: etree._Element) -> None:
    """A character's name (`&nbsp;`, `&beta;`) becomes the character: its meaning is the same in every DTD."""
    parent, name = entity.getparent(), str(entity.text)
    character = html5.get(name[1:])
    if parent is None or character is None:
        raise ParseError(f"the entity {name} is not read: a file may not define its own text")
    text, before = character + (entity.tail or ""), entity.getprevious()
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent.remove(entity)
