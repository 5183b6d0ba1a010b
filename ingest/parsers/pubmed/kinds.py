"""What the publication types of PubMed say about the kind of a document."""

from collections.abc import Collection, Sequence

from corpus.documents import KINDS

_KINDS = {
    "Practice Guideline": "guideline",
    "Guideline": "guideline",
    "Consensus Statement": "consensus",
    "Consensus Development Conference": "consensus",
    "Consensus Development Conference, NIH": "consensus",
    "Randomized Controlled Trial": "rct",
    "Systematic Review": "review",
    "Meta-Analysis": "review",
    "Network Meta-Analysis": "review",
    "Scoping Review": "review",
    "Review": "review",
}
_TELL_NOTHING = {"Journal Article", "Comparative Study", "Multicenter Study", "English Abstract"}
_FUNDING = "Research Support"


def kind_of(types: Collection[str]) -> str | None:
    """The most binding kind among the types, else the first type that tells one, as printed."""
    kinds: Sequence[str] = [_KINDS[name] for name in types if name in _KINDS]
    if kinds:
        return min(kinds, key=KINDS.index)
    return next((name for name in types if name not in _TELL_NOTHING and not name.startswith(_FUNDING)), None)
