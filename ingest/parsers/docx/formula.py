"""Office Math on one line (lxml): a fraction keeps its bar, a power its height."""

import re

from lxml import etree

from ingest.parsers.text import one_line, superscript

_PROPERTIES = re.compile(r"\w*Pr")


def formula(element: etree._Element) -> str:
    """The text of a formula; parts that stand above each other are never run together."""
    return one_line(_linear(element))


def _linear(element: etree._Element) -> str:
    name = _name(element)
    children = [child for child in element if isinstance(child.tag, str) and not _PROPERTIES.fullmatch(_name(child))]
    parts = [_linear(child) for child in children]
    if name == "f" and len(parts) == 2:
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    if name == "sSup" and len(parts) == 2:
        return _power(parts[0].strip(), parts[1].strip())
    if name == "rad":
        return "\u221a" + _grouped(parts[-1] if parts else "")
    if name == "sSubSup":
        return " ".join(parts)
    return (element.text or "") + "".join(
        part + (child.tail or "") for part, child in zip(parts, children, strict=True)
    )


def _power(base: str, exponent: str) -> str:
    high = superscript(exponent, base)
    return f"{base}^{_grouped(exponent)}" if high == exponent else base + high


def _grouped(text: str) -> str:
    text = text.strip()
    return text if text.replace(".", "").isalnum() else f"({text})"


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
