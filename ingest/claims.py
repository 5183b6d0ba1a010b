"""What documents claim that is not theirs to say: an id, a year to come, that another one is superseded or retracted.

An id belongs to the file that is named after it. What a document says of another counts where that one says so too,
where both come from the same publisher, or where an operator says so in a sidecar; else the document is left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.content import Outline

_ADMIT = "admit: standing in its sidecar takes it in and believes it"


@dataclass(frozen=True, slots=True)
class Held:
    """A document, and where it was read: the name of its file, whether the file states ids, the key of its reading."""

    outline: Outline
    file: str
    states_ids: bool
    key: str
    number: int


def settle(held: Sequence[Held], this_year: int) -> tuple[list[Held], list[tuple[Held, str]]]:
    """Documents that are taken in, in order, and the others with the reason."""
    owners: dict[str, Held] = {}
    for one in held:
        other = owners.setdefault(one.outline.id, one)
        owners[one.outline.id] = min(other, one, key=_claim)
    kept, refused = [], []
    for one in held:
        owner = owners[one.outline.id]
        if owner is not one:
            refused.append((one, f"id {one.outline.id!r} is already used by {owner.file}"))
        elif one.outline.year is not None and one.outline.year > this_year + 1:
            refused.append((one, f"its year lies ahead: {one.outline.year}"))
        else:
            kept.append(one)
    named = by_name([one.outline for one in kept])
    for one in list(kept):
        unfounded = next(_unfounded(one.outline, named), None)
        if unfounded:
            kept.remove(one)
            refused.append((one, unfounded))
    return kept, refused


def _claim(one: Held) -> tuple[bool, bool, int]:
    """How well a file stands for the id of its document; of equals the first goes first."""
    path = PurePosixPath(one.file)
    return path.stem != one.outline.id, not one.states_ids, len(path.parts)


def by_name(outlines: Sequence[Outline]) -> Mapping[str, Sequence[Outline]]:
    """Documents by all that others may name them by: id, DOI, PMID. Two may state the same DOI."""
    named: dict[str, list[Outline]] = defaultdict(list)
    for outline in outlines:
        for key in (*outline.identifiers, outline.id):
            named[key].append(outline)
    return named


def _unfounded(outline: Outline, named: Mapping[str, Sequence[Outline]]) -> Iterator[str]:
    if outline.vouched:
        return
    for what, key in outline.says:
        for other in named.get(key, ()):
            if other is not outline and not _is_believed(outline, what, other):
                yield f"it {what} {other.id!r}, which is of another publisher or kind ({_ADMIT})"


def _is_believed(outline: Outline, what: str, other: Outline) -> bool:
    if what == "retracts":
        return other.retracted or _same_publisher(outline, other)
    alike = outline.kind == other.kind and _same_publisher(outline, other)
    return other.superseded_by == outline.id or alike


def _same_publisher(one: Outline, other: Outline) -> bool:
    """Of one organization, or with DOIs of one registrant."""
    registrants = [{key.split("/")[0] for key in outline.identifiers if "/" in key} for outline in (one, other)]
    same = one.publisher.casefold() == other.publisher.casefold()
    return (bool(one.publisher) and same) or bool(registrants[0] & registrants[1])
