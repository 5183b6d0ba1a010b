"""What Footnote knows: documents, their passages, and the immutable versions they are served from.

Import rule: `corpus` imports nothing else of ours (ingest, service and evals import it).
"""

from corpus.documents import (
    Document,
    EvidenceFilter,
    Passage,
    Replacement,
    Section,
    Span,
)

__all__ = ["Document", "EvidenceFilter", "Passage", "Replacement", "Section", "Span"]
