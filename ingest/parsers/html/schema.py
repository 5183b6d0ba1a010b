"""What a page states in schema.org's words (JSON-LD), read with lxml."""

import json
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from ingest.parsers.text import one_line

_ARTICLES = ("Article", "WebPage", "Guideline", "Report", "Chapter", "BlogPosting", "CreativeWork")


def article_schema(page: HtmlElement) -> Mapping[str, object]:
    """The first thing that is an article of some kind, else empty: a page may also state its owner or its path."""
    things = [thing for script in page.iter("script") for thing in _things(script)]
    kinds = [(str(thing.get("@type", "")), thing) for thing in things]
    return next((thing for ending in _ARTICLES for kind, thing in kinds if ending in kind), {})


def names_of(value: object) -> list[str]:
    """Names of persons or organisations, which are written as texts, things or lists of them."""
    if isinstance(value, list):
        return [name for each in value for name in names_of(each)]
    if isinstance(value, dict):
        family, given = value.get("familyName"), value.get("givenName")
        if isinstance(family, str) and isinstance(given, str):
            return [f"{family}, {given}"]
        return names_of(value.get("name"))
    text = one_line(value) if isinstance(value, str) else ""
    return [text] if text and not text.startswith("http") else []


def _things(script: HtmlElement) -> Iterator[Mapping[str, object]]:
    if script.get("type", "").strip().lower() != "application/ld+json":
        return
    try:
        stated = json.loads(script.text_content(), strict=False)
    except (ValueError, RecursionError):  # a page may state nonsense; its text is still there
        return
    for thing in stated if isinstance(stated, list) else [stated]:
        if isinstance(thing, dict):
            graph = thing.get("@graph")
            yield from (each for each in [thing, *(graph if isinstance(graph, list) else [])] if isinstance(each, dict))
