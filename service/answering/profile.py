"""What kinds of evidence an answer rests on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.documents import KINDS
from service.answering.remarks import EvidenceKind
from service.answering.types import Citation


def evidence_profile(citations: Iterable[Citation]) -> tuple[EvidenceKind, ...]:
    """How many sources of each kind, strongest claim on practice first, and from which years."""
    years: dict[str, list[int | None]] = defaultdict(list)
    for citation in citations:
        years[citation.source.kind].append(citation.source.year)
    order = sorted(years, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))
    return tuple(_kind(kind, years[kind]) for kind in order)


def _kind(kind: str, years: Sequence[int | None]) -> EvidenceKind:
    known = [year for year in years if year is not None]
    return EvidenceKind(kind, len(years), min(known, default=None), max(known, default=None))
