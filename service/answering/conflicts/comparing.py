"""Two sentences of which one finds a difference in an outcome and the other none, or the opposite."""

from collections.abc import Sequence

from service.answering.conflicts.accounts import Account
from service.answering.conflicts.asked import Asked
from service.answering.conflicts.clashes import Clash, Verdict
from service.answering.conflicts.findings import Finding, may_tell
from service.answering.conflicts.intervals import moments
from service.answering.conflicts.lexicon import finder
from service.answering.conflicts.medicines import Medicine
from service.answering.conflicts.mentions import is_setting
from service.answering.conflicts.sameness import agree, is_of, names, same_people
from service.answering.reading.groups import OPPOSING
from service.answering.reading.phrases import PhraseFinder
from service.answering.reading.terms import Term

_AXES = (
    "age sex prevention extent hormones diabetes line endpoint severity volume course urgency provoked menopause kind"
).split()
_MOST = 0.2
"""How much of what the question asks the effect of both must name, where it is no medicine or procedure."""
_SAME = 0.5
"""Share of the words of an outcome, by weight, from which on two clauses tell of the same."""
_OPPOSED = ({"benefit", "harm"}, {"more", "less"})
_LATER = 2.0
"""Ratio of two times of measurement from which on they are different outcomes."""


class Comparing:
    """A clash in an outcome that the question names, of the same comparison or with the comparators told."""

    def asks(self, asked: Asked) -> bool:
        return bool(asked.wanted) or not (asked.is_open or asked.asks_leave)

    def tells(self, asked: Asked, account: Account) -> bool:
        if asked.studies and account.study not in asked.studies:
            return False
        if not may_tell(account.text, asked.wanted) and asked.stems.isdisjoint(account.stems):
            return False
        found = [finding for finding in account.findings if _is_asked(asked, finding)]
        return any(_compares(asked, account, finding) for finding in found) and is_of(asked, account)

    def judge(self, asked: Asked, one: Account, other: Account) -> Verdict:
        if one.study is not None and one.study == other.study:
            return None
        pairs = [(f, g) for f in one.findings for g in other.findings if _is_clash(asked, f, g)]
        pair = next(((f, g) for f, g in pairs if _compares(asked, one, f) and _compares(asked, other, g)), None)
        if pair is None or _apart_in_time(one, other):
            return None
        treatments = asked.treatments or asked.medicines or _of_both(asked, one, other)
        if not _same_subject(asked, treatments, one, other) or not same_people(asked, one, other, _AXES):
            return None
        if "none" not in (pair[0].effect, pair[1].effect) and not _faces_alike(asked, one, other, pair):
            return None
        comparators = _comparators(treatments, one, other)
        if comparators and len(asked.treatments) > 1:
            return None  # it asks of one comparison
        return Clash(
            "direction",
            one,
            other,
            (pair[0].effect, pair[1].effect),
            _on(asked, treatments),
            _outcome(one, pair[0]),
            comparators,
        )


def _is_asked(asked: Asked, finding: Finding) -> bool:
    """Whether it tells of an outcome of the question: a listed one, else by its own words."""
    if asked.wanted and not finding.outcomes.isdisjoint(asked.wanted):
        return True
    return any(_is_alike(term, thing) for term in finding.subject for thing in asked.effects)


def _is_alike(term: Term, other: Term) -> bool:
    """Whether two terms are the same, or one is all of the other and more: "cancer", "cancer risk"."""
    if not term.keys.isdisjoint(other.keys):
        return True
    mine, its = set(term.parts), set(other.parts)
    return bool(mine and its) and (mine <= its or its <= mine)


def _is_clash(asked: Asked, f: Finding, g: Finding) -> bool:
    effects = {f.effect, g.effect}
    if len(effects) < 2 or ("none" not in effects and effects not in _OPPOSED):
        return False
    if f.outcomes and g.outcomes:
        return f.outcomes == g.outcomes and (not f.outcomes.isdisjoint(asked.wanted) or _share_subject(asked, f, g))
    return _share_subject(asked, f, g)


def _share_subject(asked: Asked, f: Finding, g: Finding) -> bool:
    """Whether most of the words that name the outcome are the same, and some are the question's."""
    shared = [term for term in f.subject if any(_is_alike(term, its) for its in g.subject)]
    if not any(_is_alike(term, thing) for term in shared for thing in asked.effects):
        return False
    least = min(sum(term.weight for term in found.subject) for found in (f, g))
    return sum(term.weight for term in shared) >= _SAME * least


def _compares(asked: Asked, account: Account, finding: Finding) -> bool:
    """Whether what it found is of the treatment that is asked about, against something."""
    if _is_of_degree(account, finding) and not _by_degree().find(asked.sentence):
        return False
    told, treatments = account.arms, asked.treatments or asked.medicines
    every = told.medicines if len(told.medicines) > 1 else account.every_medicine
    among = [_is_among(medicine, every) for medicine in treatments]
    if len(among) > 1 and not all(among) and not (any(among) and finder("outcomes", "combined").find(account.said)):
        return False
    if not account.medicines[0] or not treatments:
        return True
    within = [one for one in account.medicines[0] if finding.first <= one.first < finding.last]
    given = [one for one in within if any(not one.is_other_than(treatment) for treatment in treatments)]
    if not given or not told.holds(treatments):
        return False
    against = bool(told.passive or told.against(treatments[:1])) or told.is_opposed(treatments)
    if finding.tested:
        return against or finding.by_words or _is_one_side(account, finding, given)
    return against and _is_one_side(account, finding, given)


def _is_of_degree(account: Account, finding: Finding) -> bool:
    """Whether it sets two arms against each other that got more and less of the same."""
    turns = [i for i in range(finding.first, finding.last) if account.said.tokens[i].low in OPPOSING]
    named = [mention.first for mention in _by_degree().find(account.said)]
    return any(
        any(finding.first <= at < turn for at in named) and any(turn < at < finding.last for at in named)
        for turn in turns
    )


def _by_degree() -> PhraseFinder:
    return finder("outcomes", "by_degree")


def _of_both(asked: Asked, one: Account, other: Account) -> list[Medicine]:
    """The medicines that two studies share, where the question names both studies and no medicine."""
    if len(asked.studies) < 2:
        return []
    return [medicine for medicine in one.medicines[0] if agree([medicine], other.medicines[0])]


def _is_among(medicine: Medicine, others: Sequence[Medicine]) -> bool:
    """Named, where it has a name: that a class is named does not say that it is meant."""
    return any(not medicine.is_other_than(other) and (other.name or not medicine.name) for other in others)


def _is_one_side(account: Account, finding: Finding, given: Sequence[Medicine]) -> bool:
    """Whether one of the two figures is said of the treatment and the other is not."""
    places = {medicine.first for medicine in given}
    keys = {key for term in account.said.terms if term.first in places for key in (*term.keys, *term.parts)}
    return any(not side.isdisjoint(keys) for side in finding.sides)


def _comparators(treatments: Sequence[Medicine], one: Account, other: Account) -> tuple[str, str] | None:
    """With what each compared the treatment, where that was not the same."""
    first, second = (account.arms.against(treatments) for account in (one, other))
    if one.arms.passive and other.arms.passive:
        return None
    if not one.arms.passive and not other.arms.passive and agree(first, second):
        return None
    shown = [
        account.arms.passive or ", ".join(dict.fromkeys(medicine.shown for medicine in others))
        for account, others in ((one, first), (other, second))
    ]
    return (shown[0], shown[1]) if all(shown) else None


def _same_subject(asked: Asked, treatments: Sequence[Medicine], one: Account, other: Account) -> bool:
    """Whether both name what the question asks the effect of; most of it, where that is no medicine or procedure."""
    beside = [thing for thing in asked.things if thing not in asked.outcomes]
    rest = [thing for thing in beside if not is_setting(asked.sentence, thing)] or beside
    if treatments or asked.is_open:
        return all(agree(treatments, account.every_medicine) for account in (one, other)) and bool(treatments)
    shared = [thing for thing in rest if _names(one, thing) and _names(other, thing)]
    if any(thing in asked.objects for thing in shared) or _share_number(asked, one, other):
        return True
    return sum(thing.weight for thing in shared) >= _MOST * sum(thing.weight for thing in rest)


def _names(account: Account, thing: Term) -> bool:
    return names(account, thing) or (bool(thing.parts) and account.stems.issuperset(thing.parts))


def _faces_alike(asked: Asked, one: Account, other: Account, pair: tuple[Finding, Finding]) -> bool:
    """Whether both tell it from the same side: "more with A than with B" is less with B than with A."""
    mine, its = _facing(asked, one, pair[0]), _facing(asked, other, pair[1])
    return mine is not None and mine == its


def _facing(asked: Asked, account: Account, finding: Finding) -> bool | None:
    """Whether what is asked about stands on the first side of the comparison; true where there are no sides."""
    tokens = account.said.tokens
    than = next((i for i in range(finding.first, finding.last) if tokens[i].low in OPPOSING | {"compared"}), None)
    if than is None:
        return True
    treatments = {m.first for m in account.medicines[0] if any(not m.is_other_than(t) for t in asked.treatments)}
    subjects = {term.first for term in finding.subject}
    keys = {key for thing in asked.things if thing not in asked.outcomes for key in thing.keys}
    named = [
        term.first
        for term in account.said.terms
        if finding.first <= term.first < finding.last
        and term.first not in subjects
        and (term.first in treatments if asked.treatments else not term.keys.isdisjoint(keys))
    ]
    sides = {place < than for place in named}
    return sides.pop() if len(sides) == 1 else None


def _share_number(asked: Asked, one: Account, other: Account) -> bool:
    """Whether both name a number of the question: "cooling to 33 degrees"."""
    texts = (asked.sentence, one.said, other.said)
    first, *others = ({quantity.value for quantity in text.quantities} for text in texts)
    return bool(first.intersection(*others))


def _apart_in_time(one: Account, other: Account) -> bool:
    mine, its = moments(one.text), moments(other.text)
    return bool(mine and its) and all(max(a, b) / min(a, b) > _LATER for a in mine for b in its)


def _on(asked: Asked, treatments: Sequence[Medicine]) -> str:
    """What the question asks the effect of: the first of its objects, a medicine of both, else the first thing."""
    things = [thing for thing in asked.things if thing not in asked.outcomes]
    named = [*(thing.text for thing in asked.objects), *(medicine.shown for medicine in treatments)]
    return next(iter([*named, *(thing.text for thing in things)]), "")


def _outcome(account: Account, finding: Finding) -> str:
    """As the source has it."""
    within = [term for term in account.said.terms if finding.first <= term.first < finding.last]
    text = next((term.text for term in within if not term.keys.isdisjoint(finding.outcomes)), "")
    return text[:1].lower() + text[1:] if text[1:].islower() else text
