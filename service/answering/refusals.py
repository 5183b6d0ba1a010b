"""What is said when the evidence is not what answers: urgent, abstained, declined."""

from collections.abc import Sequence

from corpus.manifest import Manifest, Scope
from service.answering.assembly import Assembly
from service.answering.candidates import Candidate
from service.answering.red_flags import Finding
from service.answering.remarks import Instructions, Nearest
from service.answering.sufficiency import Sufficiency
from service.answering.types import Reply

NEAREST = 3


def urgent(finding: Finding) -> Reply:
    """What to do now, first; no evidence is needed for it."""
    steps = [f"{number}. {step}" for number, step in enumerate(finding.do_now, 1)]
    tell = ["Tell the staff:", *(f"- {item}" for item in finding.tell_staff)] if finding.tell_staff else []
    return Reply(
        outcome="urgent",
        reason=finding.reason,
        text="\n".join([*steps, *tell, finding.why]),
        instructions=Instructions(finding.rule, finding.why, finding.do_now, finding.tell_staff, finding.matched),
    )


def declined(scope: Scope, refer: str = "") -> Reply:
    """Outside the library's subject: says what it is about and where else to ask, `refer` if that is known."""
    text = f"This question is outside what this library covers. It is about {scope.subject}. {refer or scope.referral}"
    return Reply(outcome="declined", reason="out_of_scope", text=text)


def unsupported(lines: Sequence[str]) -> Reply:
    """In a language that the library does not serve: what to do in an emergency, and how to ask."""
    return Reply(outcome="declined", reason="unsupported_language", text="\n".join(lines))


def ordered(told: str) -> Reply:
    """A message that asks nothing and gives orders to the service."""
    return Reply(outcome="declined", reason="injection", text=f"{told} Nothing else was asked.")


def abstained(question: str, pool: Sequence[Candidate], found: Sufficiency, manifest: Manifest) -> Reply:
    """On the subject, but no stored source answers it: what was looked for, what is missing, what comes nearest."""
    assembly = Assembly()
    looked = f"Looked for {_quoted(found.asked)} in" if found.asked else "Looked through"
    library = f"{manifest.documents} documents ({manifest.passages} passages)"
    assembly.add_note(f"No stored source answers this question. {looked} {library}.")
    gaps = (
        [f"In no source that fits the rest of the question: {_quoted(found.missing)}"] if found.missing else [question]
    )
    nearest: list[Nearest] = []
    for candidate in pool[:NEAREST]:
        if not nearest:
            assembly.add_note("\nNearest in the library, but not an answer:")
        number, quote = assembly.cite(candidate.evidence)
        assembly.add_note(f"“{quote.text}” [{number}]")
        nearest.append(Nearest(number, quote.id))
    return Reply(
        outcome="abstained",
        reason="no_evidence",
        text=assembly.text,
        citations=assembly.citations,
        passages=assembly.passages,
        gaps=tuple(gaps),
        nearest=tuple(nearest),
    )


def unfound(gaps: Sequence[str]) -> str:
    """The line that closes an answer to some parts of a question only."""
    return "\nNot found in the library: " + "; ".join(gaps)


def _quoted(words: Sequence[str]) -> str:
    """Single words, never the reader's own sentence: what they typed could look like a marker of ours."""
    return ", ".join(f"“{word}”" for word in words)
