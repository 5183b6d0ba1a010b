"""An answer as Markdown that stands alone, for readers who are shown one text: a chat, a model that was given a tool.

What there is to do first, then the statements with their markers, the numbered sources, the disclaimer.
"""

import re
from collections.abc import Collection, Iterator
from urllib.parse import quote, urlsplit

from service.api.schemas import Answer
from service.api.sources import Source

_LIVE = re.compile(r"[*`\\]|<(?=[A-Za-z/!?])|(?<=\])[(\[:]")
"""What Markdown would act on in the words of a source: they are shown as they stand there."""


def whole(answer: Answer) -> str:
    """Everything that a reader must be shown of an answer."""
    return "\n\n".join(_parts(answer))


def said(text: str, headings: Collection[str]) -> str:
    """The text of an answer, or its beginning: a paragraph a line. What a text begins with, its Markdown does too."""
    lines = (line for line in text.split("\n") if line.strip())
    return "\n\n".join(f"**{plain(line)}**" if line in headings else plain(line) for line in lines)


def plain(words: str) -> str:
    """Words that Markdown leaves as they are."""
    return _LIVE.sub(r"\\\g<0>", words)


def source_line(source: Source) -> str:
    """Title, organisation, year, link, and what a reader should know of it: "Title. Organisation, 2021. https://…"."""
    imprint = ", ".join(str(part) for part in (source.organization, source.year) if part)
    told = [f"{source.title.rstrip('.')}.", f"{imprint}."]
    if source.standing != "current":
        told.append(f"{source.standing.capitalize()}.")
    if source.text_basis == "summary":
        told.append("Footnote’s summary, not the authors’ words.")
    told += [f"Replaced in part by {part.by}: {part.what}." for part in source.replaced_in_part]
    link = link_of(source)
    return " ".join([plain(" ".join(told)), *([link] if link else [])])


def link_of(source: Source) -> str | None:
    """Where a source can be read. Only web addresses: a document must not smuggle in another scheme."""
    if source.doi:
        return f"https://doi.org/{quote(source.doi)}"
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{quote(source.pmid, safe='')}/"
    if source.nct:
        return f"https://clinicaltrials.gov/study/{quote(source.nct, safe='')}"
    if source.url and urlsplit(source.url).scheme in ("http", "https"):
        return quote(source.url, safe=":/?#@!$&'()+,;=%~")
    return None


def _parts(answer: Answer) -> Iterator[str]:
    yield said(answer.text, {section.heading for section in answer.sections})
    yield from (plain(notice.text) for notice in answer.notices if notice.text not in answer.text)
    if answer.glossary:
        yield "**Words**"
        yield "\n".join(f"- {plain(term.term)}: {plain(term.meaning)}" for term in answer.glossary)
    if answer.citations:
        yield "**Sources**"
        yield "\n".join(f"- [{citation.number}] {source_line(citation.source)}" for citation in answer.citations)
    yield f"*{plain(answer.disclaimer)}*"
