"""Are two sentences about the same thing in the same people, and is it what the question asks about?"""

from collections.abc import Sequence

from service.answering.conflicts.accounts import Account
from service.answering.conflicts.asked import Asked
from service.answering.conflicts.circumstances import apart, printed
from service.answering.conflicts.medicines import Medicine
from service.answering.conflicts.mentions import is_condition, is_use
from service.answering.reading.terms import Term
from service.answering.reading.words import words

_REFERRING = frozenset(
    "it its this these such they them treatment therapy product medicine drug use used patients administration"
    " infusion injection procedure operation course cycle cycles dose doses tablets test".split()
)


def agree(some: Sequence[Medicine], others: Sequence[Medicine]) -> bool:
    """Whether one of these may be one of those; true where either names none."""
    return not some or not others or any(not one.is_other_than(other) for one in some for other in others)


def names(account: Account, thing: Term) -> bool:
    """In the sentence, before it, or in its title; an abbreviation by the words it may stand for."""
    if any(text.holds(thing) for text in account.texts):
        return True
    return (
        thing.text.isalpha()
        and thing.text.isupper()
        and len(thing.text) > 2
        and thing.text.casefold() in account.initials
    )


def is_of(asked: Asked, account: Account) -> bool:
    """Whether the medicines, tests or procedures that the question names are those of the sentence."""
    if asked.medicines and not any(agree([medicine], account.every_medicine) for medicine in asked.medicines):
        return False
    for kind in account.lexicon.kinds:
        wanted = asked.sentence.keys & kind
        said, _, about = account.texts
        held = said.keys & kind or about.keys & kind
        if wanted and held and wanted.isdisjoint(held):
            return False
    return True


def same_matter(asked: Asked, one: Account, other: Account) -> bool:
    """Whether both name a thing of the question, each speaks of it itself, and both speak of what is done alike."""
    shared = any(_speaks_of(asked, one, thing) and _speaks_of(asked, other, thing) for thing in asked.things)
    return shared and _refers(asked, one) and _refers(asked, other) and _kinds_agree(one, other)


def same_things(asked: Asked, one: Account, other: Account) -> bool:
    """Whether they name the same medicines, tests and procedures, as far as both name any."""
    if not agree(one.named, other.named):
        return False
    mine, its = ([m for m in a.medicines[0] if all(m.is_other_than(t) for t in asked.treatments)] for a in (one, other))
    if asked.treatments and not agree(mine, its):
        return False  # "antiemetics before cisplatin" and "with" another
    return all(
        not (one.said.keys & kind) or not (other.said.keys & kind) or one.said.keys & other.said.keys & kind
        for kind in one.lexicon.kinds
    )


def same_use(asked: Asked, one: Account, other: Account) -> bool:
    """Whether neither is for a condition of its own, where the other is for the one that is asked about."""
    for mine, its in ((one, other), (other, one)):
        held = _conditions(mine)
        elsewhere = held and asked.wanted and mine.said.keys.isdisjoint(asked.wanted)
        if elsewhere and any(not text.keys.isdisjoint(asked.wanted) for text in its.texts):
            return False
    return True


def uses_apart(asked: Asked, one: Account, other: Account) -> bool:
    """Whether each is for a use of its own, of which neither the question nor the other says a word.

    That of one is enough where it names nothing of the situation that is asked about.
    """
    pairs = ((one, other), (other, one))
    strange = [
        any(term.text.casefold() not in words("things")["no_use"] for term in uses)
        and not any(names(its, term) for term in uses)
        for mine, its in pairs
        for uses in [_uses(asked, mine)]
    ]
    situation = [thing for thing in asked.things if thing not in asked.objects]
    away = [situation and not any(names(mine, thing) for thing in situation) for mine, _ in pairs]
    return all(strange) or any(own and out for own, out in zip(strange, away, strict=True))


def _uses(asked: Asked, account: Account) -> list[Term]:
    """What the sentence says something is for, besides whom: "for the detection of metastases"."""
    medicines = {medicine.first for medicine in account.medicines[0]}
    return [
        term
        for term in account.said.terms
        if term.first not in medicines
        and is_use(account.said, term)
        and term.text.casefold() not in words("things")["empty"]
        and not any(not term.keys.isdisjoint(thing.keys) for thing in asked.things)
    ]


def same_people(asked: Asked, one: Account, other: Account, axes: Sequence[str]) -> bool:
    """Whether neither speaks of people, a phase or a moment that the other, or the question, leaves out."""
    if apart(one.circumstances, other.circumstances, axes):
        return False
    if any(apart(asked.circumstances, account.circumstances, axes) for account in (one, other)):
        return False
    return one.takes_in_all or other.takes_in_all or one.special == other.special


def people_apart(one: Account, other: Account, axes: Sequence[str]) -> tuple[str, str] | None:
    """The words of each that set their people apart, where both name some."""
    axis = apart(one.circumstances, other.circumstances, axes)
    shown = (printed(one.text, axis), printed(other.text, axis)) if axis else ("", "")
    return shown if all(shown) else None


def _conditions(account: Account) -> frozenset[str]:
    """What a thing is said to be for: "for deep vein thrombosis", not "it adds diarrhoea"."""
    found = [term for term in account.said.terms if is_condition(account.said, term)]
    return frozenset(key for term in found for key in term.keys & account.lexicon.outcomes)


def _speaks_of(asked: Asked, account: Account, thing: Term) -> bool:
    """By its name, or, a medicine, by that of its class or of one of its class."""
    if names(account, thing):
        return True
    mine = [medicine for medicine in asked.medicines if medicine.first == thing.first]
    return bool(mine and account.every_medicine) and agree(mine, account.every_medicine)


def _refers(asked: Asked, account: Account) -> bool:
    """Whether the sentence itself is about what is asked: by name, or by "it" where it names nothing else."""
    if any(account.said.holds(thing) for thing in asked.things):
        return True
    if asked.medicines and account.medicines[0] and agree(account.medicines[0], asked.medicines):
        return True
    return not account.medicines[0] and not _REFERRING.isdisjoint(account.words)


def _kinds_agree(one: Account, other: Account) -> bool:
    """Whether both speak of a medicine, or both of a test: "an ECG is advised" is no word on a medicine."""
    mine, its = _kinds(one), _kinds(other)
    return not mine or not its or not mine.isdisjoint(its)


def _kinds(account: Account) -> set[int]:
    told = {number for number, kind in enumerate(account.lexicon.kinds) if account.said.keys & kind}
    return told | ({-1} if account.medicines[0] else set())
