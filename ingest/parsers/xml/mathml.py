"""MathML as readable text on one line: fractions a/b, exponents raised, roots, accents (lxml elements)."""

import re
from collections.abc import Callable

from lxml import etree

from ingest.parsers.text import superscript

_SPACED = re.compile("[=<>≤≥≠≈≃≅∼∝≡±∓×∗⋅·÷→←⇒⇔∈∉∪∩∧∨]")
_SIGNED = ("+", "-", "−", "–", "±")
_ACCENTS = {"¯": "\u0304", "‾": "\u0304", "ˉ": "\u0304", "_": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303"}
_ACCENTS |= {"˜": "\u0303", "˙": "\u0307", ".": "\u0307", "→": "\u20d7"}
_UNSEEN = {"annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark", "none"}
_NUCLIDE_PARTS = "mprescripts"


def math_text(element: etree._Element) -> str:
    """The text of a `math` element or any part of one."""
    tag = str(element.tag)
    if tag in _UNSEEN:
        return ""
    return _FORMS.get(tag, _row)(element)


def _parts(element: etree._Element) -> list[str]:
    return [math_text(child) for child in element]


def _row(element: etree._Element) -> str:
    """Children side by side; kept apart where they would read as one: a number and a fraction, "log" and a letter."""
    line = ""
    for child in element:
        text = _operator(child, line) if child.tag == "mo" else math_text(child)
        line += f" {text}" if _reads_as_one(line, text, child) else text
    return line if len(element) else _leaf(element)


def _reads_as_one(line: str, text: str, element: etree._Element) -> bool:
    before, word = element.getprevious(), re.match(r"\w", text)
    if element.tag == "mfrac" or (before is not None and before.tag == "mfrac"):
        return bool(re.search(r"[\w)\]]$", line) and re.match(r"[\w(\[√]", text))
    return bool(word and re.search(r"\^\w+$|(?:^|\W)(?:arc)?(?:log|ln|exp|sin|cos|tan|max|min|lim)$", line))


def _operator(element: etree._Element, before: str) -> str:
    text = _leaf(element)
    infix = _SPACED.search(text) or (text in _SIGNED and before.strip() and before.rstrip()[-1] not in "([{=,<>≤≥×/")
    return f" {text} " if infix else text + " " * (text == ",")


def _leaf(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _as_written(element: etree._Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext()))


def _wrapped(text: str) -> str:
    """In brackets where it would be read apart."""
    text = text.strip()
    return text if re.fullmatch(r"[\w.∞\u0300-\u036f]*", text) else _bracketed(text)


def _bracketed(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"\([^()]*\)|\[[^\[\]]*\]", text) else f"({text})"


def _fraction(element: etree._Element) -> str:
    return "/".join(_wrapped(part) for part in _parts(element))


def _raised(exponent: str) -> str:
    exponent = exponent.strip()
    text = superscript("".join(exponent.split()), "x")
    if text != "".join(exponent.split()) or not any(sign.isalnum() for sign in exponent):
        return text
    return f"^{_wrapped(exponent)}"


def _power(element: etree._Element) -> str:
    base, exponent = _pad(_parts(element), 2)
    base = base if base[-1:] in ")]}|" else _wrapped(base)
    return base + _raised(exponent)


def _lowered(index: str) -> str:
    """Plain as in "r1"; an index that is a term of its own (1 - x) must not read as part of the sum."""
    return index.strip() if _wrapped(index) == index.strip() else f"_{_wrapped(index)}"


def _below(element: etree._Element) -> str:
    base, index = _pad(_parts(element), 2)
    return base + _lowered(index)


def _below_power(element: etree._Element) -> str:
    base, index, exponent = _pad(_parts(element), 3)
    return base + _lowered(index) + _raised(exponent)


def _over(element: etree._Element) -> str:
    base, mark = _pad([_leaf(child) if child.tag == "mo" else math_text(child) for child in element], 2)
    return base + _ACCENTS[mark] if mark in _ACCENTS else f"{base}^{_wrapped(mark)}"


def _under(element: etree._Element) -> str:
    base, mark = _pad(_parts(element), 2)
    return f"{base}_{_wrapped(mark)} "


def _under_over(element: etree._Element) -> str:
    base, low, high = _pad(_parts(element), 3)
    return f"{base}_{_wrapped(low)}^{_wrapped(high)} "


def _root(element: etree._Element) -> str:
    base, index = _pad(_parts(element), 2)
    return f"{superscript(index, 'x')}√{_bracketed(base)}"


def _fenced(element: etree._Element) -> str:
    separator = (element.get("separators", ",").strip() or " ")[0] + " "
    return element.get("open", "(") + separator.join(_parts(element)) + element.get("close", ")")


def _rows(element: etree._Element) -> str:
    return "; ".join(" ".join(part.strip() for part in _parts(row)) for row in element)


def _scripts(element: etree._Element) -> str:
    """Scripts on both sides: those before the sign (a mass number) are written before it, plainly."""
    tags = [str(child.tag) for child in element]
    split = tags.index(_NUCLIDE_PARTS) if _NUCLIDE_PARTS in tags else len(tags)
    parts = _parts(element)
    after = "".join(sub + (_raised(sup) if sup else "") for sub, sup in _pairs(parts[1:split]))
    before = "".join(" ".join(filter(None, (sup, sub))) for sub, sup in _pairs(parts[split + 1 :]))
    return before + parts[0] + after if parts else ""


def _pairs(parts: list[str]) -> list[tuple[str, str]]:
    return list(zip(parts[::2], [*parts[1::2], ""], strict=False))


def _pad(parts: list[str], count: int) -> list[str]:
    """As many parts as the element must have: one that is missing is empty, one too many joins the last."""
    return [*parts[: count - 1], *[""] * (count - 1 - len(parts)), "".join(parts[count - 1 :])]


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    "mi": _leaf,
    "mn": _leaf,
    "mo": lambda element: _operator(element, ""),
    "mtext": _as_written,
    "ms": _as_written,
    "mspace": lambda _: " ",
    "mfrac": _fraction,
    "msup": _power,
    "msub": _below,
    "msubsup": _below_power,
    "mover": _over,
    "munder": _under,
    "munderover": _under_over,
    "msqrt": lambda element: f"√{_bracketed(_row(element))}",
    "mroot": _root,
    "mfenced": _fenced,
    "mtable": _rows,
    "mmultiscripts": _scripts,
}
