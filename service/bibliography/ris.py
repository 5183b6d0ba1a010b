"""References as RIS."""

from collections.abc import Iterator, Mapping, Sequence

from service.bibliography.reference import Form, Reference, one_line

# The type of reference, and the tag (as rispy names it) that holds the journal or the body behind it.
_TYPES: Mapping[Form, tuple[str, str]] = {
    "article": ("JOUR", "journal_name"),
    "report": ("RPRT", "publisher"),
    "label": ("GOVDOC", "publisher"),
    "registry": ("ELEC", "publisher"),
    "other": ("GEN", "publisher"),
}


def ris(references: Sequence[Reference]) -> str:
    """A record each, in order."""
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy states no types
        def set_header(self, count: int) -> str:
            """None: the numbers that rispy writes between records are no part of the format."""
            return ""

    return str(rispy.dumps([_record(reference) for reference in references], implementation=Writer))


def _record(reference: Reference) -> dict[str, object]:
    kind, publisher = _TYPES[reference.form]
    source = reference.source
    fields = {
        "type_of_reference": kind,
        "id": reference.key,
        "title": reference.title,
        "authors": list(_names(reference)),
        "year": str(source.year or ""),
        publisher: reference.organization,
        "doi": one_line(source.doi or ""),
        "urls": [reference.url.replace(";", "%3B")] if reference.url else [],  # a semicolon would part two of them
        "notes": list(reference.notes()),
    }
    return {name: value for name, value in fields.items() if value}


def _names(reference: Reference) -> Iterator[str]:
    """A comma parts family and given names; a body has none, or its name would be turned around."""
    for author in reference.authors:
        if author.body:
            yield one_line(author.name.replace(",", " "))
        else:
            yield f"{author.name}, {'et al.' if author.others else author.given}"
