"""References as BibTeX."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from service.bibliography.reference import Author, Form, Reference, one_line

if TYPE_CHECKING:
    from bibtexparser.model import Entry

# The entry type, and the field of it that names the journal or the body behind it.
_TYPES: Mapping[Form, tuple[str, str]] = {
    "article": ("article", "journal"),
    "report": ("techreport", "institution"),
    "label": ("manual", "organization"),
    "registry": ("misc", "howpublished"),
    "other": ("misc", "howpublished"),
}
# What means something to TeX. Letters of any script stay: every BibTeX of today reads UTF-8. Braces by name, since
# BibTeX counts one with a backslash, too; doubled signs would become dashes and quotation marks.
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "-": "-{}",
    "'": "'{}",
    "`": "`{}",
} | {sign: f"\\{sign}" for sign in "$&#%_"}


def bibtex(references: Sequence[Reference]) -> str:
    """An entry each, in order."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library

    return write_string(Library([_entry(reference) for reference in references]))


def _entry(reference: Reference) -> "Entry":
    from bibtexparser.model import Entry, Field

    kind, publisher = _TYPES[reference.form]
    source = reference.source
    fields = {
        # The inner braces keep the capitals, which styles would make small.
        "title": f"{{{_escaped(reference.title)}}}",
        "author": " and ".join(_names(reference.authors)),
        publisher: _escaped(reference.organization),
        "year": str(source.year or ""),
        "doi": _verbatim(one_line(source.doi or "")),
        "url": _verbatim(reference.url),
        "note": _escaped(" ".join(reference.notes())),
    }
    return Entry(kind, reference.key, [Field(name, value) for name, value in fields.items() if value])


def _names(authors: Sequence[Author]) -> Iterator[str]:
    """As BibTeX takes names apart: family, given; a body in braces; "others" for those who are not named."""
    for author in authors:
        name = _escaped(author.name)
        yield f"{{{name}}}" if author.body or not author.given else f"{{{name}}}, {_escaped(author.given)}"
        if author.others:
            yield "others"


def _escaped(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def _verbatim(address: str) -> str:
    """An address is not escaped, so nothing of it may end the field."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
