"""What the style sheets in a page say of its elements (tinycss2, cssselect): enough to tell what they hide.

Sheets that a page links to are not fetched. Rules for print do not count; width is that of a desk.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import tinycss2
from cssselect import HTMLTranslator, SelectorError, parse
from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement
from tinycss2.color3 import RGBA, parse_color

from ingest.parsers import ParseError
from ingest.parsers.hiding import compact, declared, hides, is_tiny

_TELLING = frozenset(
    "display visibility content-visibility filter transform clip clip-path color -webkit-text-fill-color opacity zoom"
    " font-size font left top right bottom text-indent margin-left margin-top overflow overflow-x overflow-y height"
    " max-height width max-width background background-color background-clip"
    " -webkit-background-clip".split()
)
_WIDTH = re.compile(r"\((min|max)-width\s*:\s*([\d.]+)(px|em|rem)?\)")
_DESK = 1280
"""Pixels."""
_ALIKE = 1.25
"""Contrast (WCAG 2) below which text is as good as invisible; 1 is the same colour."""
_SAYS = 6
"""Words that say something: what is shorter may be a mark or a blank."""
_BLACK, _WHITE = RGBA(0, 0, 0, 1), RGBA(1, 1, 1, 1)
_MOST_RULES, _MOST_MATCHES = 6_000, 1_000_000
"""Of a page: more than that takes too long to tell what it hides."""

Style = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    style: Style
    important: frozenset[str]


def conceal(page: HtmlElement) -> str:
    """Marks with the attribute `hidden`, in place, each element that styles hide, or whose text has no contrast.

    Returns what is written in the colour of its ground, or too small to read: nobody does so to text for readers.
    Raises ParseError for style sheets without end.
    """
    styles = _styles(page)
    disguised = list(_erased(page, styles))
    for element, style in styles.items():
        if hides(style):
            element.set("hidden", "")
        if is_tiny(style):
            disguised.append(" ".join(element.text_content().split()))
    return " ".join(text for text in disguised if len(text.split()) >= _SAYS)


def _styles(page: HtmlElement) -> dict[HtmlElement, dict[str, str]]:
    """The properties of each element that has any of those that tell, by the order of the cascade."""
    placed: dict[HtmlElement, list[tuple[tuple[bool, tuple[int, ...], int], str, str]]] = {}
    matches = 0
    for order, rule in enumerate(_rules(page)):
        for specificity, elements in _matches(page, rule.selector):
            matches += len(elements)
            if order > _MOST_RULES or matches > _MOST_MATCHES:
                raise ParseError("the style sheets in the page are too long to tell what they hide")
            for element in elements:
                held = placed.setdefault(element, [])
                held += [((n in rule.important, specificity, order), n, v) for n, v in rule.style.items()]
    styles = {e: {name: value for _, name, value in sorted(held)} for e, held in placed.items()}
    for element in page.iter():
        if isinstance(element.tag, str) and (own := _own(element)):
            styles[element] = styles.get(element, {}) | own
    return styles


def _own(element: HtmlElement) -> dict[str, str]:
    """Its style attribute, and the attributes that say the same in older pages."""
    own = {}
    if element.tag == "font" and element.get("color"):
        own["color"] = element.get("color", "").lower()
    if element.tag == "body" and element.get("text"):
        own["color"] = element.get("text", "").lower()
    if element.get("bgcolor"):
        own["background-color"] = element.get("bgcolor", "").lower()
    stated = {name: value for name, value in declared(element.get("style", "")).items() if name in _TELLING}
    return own | stated


def _rules(page: HtmlElement) -> Iterator[_Rule]:
    for sheet in page.iter("style"):
        if _applies(sheet.get("media", "all")):
            yield from _of(tinycss2.parse_stylesheet(sheet.text_content(), skip_comments=True, skip_whitespace=True))


def _of(nodes: Sequence[object]) -> Iterator[_Rule]:
    for node in nodes:
        kind = getattr(node, "type", "")
        if kind == "qualified-rule":
            yield from _rule(node)
        elif kind == "at-rule" and node.content is not None:  # type: ignore[attr-defined]
            name, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude)  # type: ignore[attr-defined]
            if name in ("supports", "layer") or (name == "media" and _applies(prelude)):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)  # type: ignore[attr-defined]
                yield from _of(inner)


def _rule(node: object) -> Iterator[_Rule]:
    style, important = {}, set()
    declarations = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)  # type: ignore[attr-defined]
    for one in declarations:
        if one.type == "declaration" and one.lower_name in _TELLING:
            style[one.lower_name] = compact(tinycss2.serialize(one.value))
            important |= {one.lower_name} if one.important else set()
    if style:
        yield _Rule(tinycss2.serialize(node.prelude).strip(), style, frozenset(important))  # type: ignore[attr-defined]


def _matches(page: HtmlElement, selector: str) -> Iterator[tuple[tuple[int, ...], Sequence[HtmlElement]]]:
    """Elements by each selector of a list, with its specificity; nothing for what is no selector of elements."""
    try:
        for one in parse(selector):
            if one.pseudo_element is None:
                path = XPath(HTMLTranslator().selector_to_xpath(one, prefix="descendant-or-self::"))
                yield one.specificity(), path(page)
    except (SelectorError, XPathError):
        return


def _applies(media: str) -> bool:
    return any(map(_applies_one, media.lower().split(",")))


def _applies_one(query: str) -> bool:
    if re.search(r"\b(?:print|speech|not)\b", query):
        return False
    widths = [(side, float(number) * (1 if unit == "px" else 16)) for side, number, unit in _WIDTH.findall(query)]
    return all((width <= _DESK) == (side == "min") or width == _DESK for side, width in widths)


def _erased(page: HtmlElement, styles: Mapping[HtmlElement, Style]) -> Iterator[str]:
    """Takes out text that has the colour of what lies behind it, in place, and tells it.

    A page is white and its text black where it says nothing; where it links to a sheet that we do not have, its text
    has no colour but what it states.
    """
    linked = any("stylesheet" in str(link.get("rel", "")).lower() for link in page.iter("link"))
    painted: dict[HtmlElement | None, tuple[RGBA | None, RGBA | None]] = {None: (None if linked else _BLACK, _WHITE)}
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        ink, ground = painted[element.getparent()]
        style = styles.get(element, {})
        ink = _colour(style["color"]) or ink if "color" in style else ink
        ground = _ground(style, ground)
        painted[element] = ink, ground
        if ink and ground and _contrast(ink, ground) < _ALIKE:
            yield _without_text(element)


def _without_text(element: HtmlElement) -> str:
    """Takes out what stands in an element itself and not in its children."""
    text = " ".join(filter(None, (element.text, *(child.tail for child in element))))
    element.text = None
    for child in element:
        child.tail = None
    return " ".join(text.split())


def _ground(style: Style, behind: RGBA | None) -> RGBA | None:
    """The colour behind; None for a picture, whose colours nobody knows."""
    stated = style.get("background-color") or style.get("background", "")
    if "(" in stated and not stated.startswith(("rgb", "hsl")):
        return None
    return next(filter(None, map(_colour, stated.split())), behind)


def _colour(stated: str) -> RGBA | None:
    """None for what is no colour of its own: inherited, clear."""
    colour = parse_color(stated)
    return colour if isinstance(colour, RGBA) and colour.alpha else None


def _contrast(one: RGBA, other: RGBA) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: RGBA) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3])
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
