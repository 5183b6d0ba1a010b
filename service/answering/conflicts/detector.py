"""Finds where two current sources disagree on what is asked: by rules that read words and numbers, and by a model.

Either is enough: each finds what the other does not.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from service.answering.conflicts.accounts import Account, Accounts
from service.answering.conflicts.advising import Advising
from service.answering.conflicts.asked import Asked, Asking
from service.answering.conflicts.clashes import AGREE, Clash, Rule
from service.answering.conflicts.comparing import Comparing
from service.answering.conflicts.dosing import Dosing
from service.answering.conflicts.lexicon import Groups, Lexicon
from service.answering.conflicts.reader import DisagreementModel, Opinion, texts
from service.answering.conflicts.sameness import names
from service.answering.conflicts.timing import Timing
from service.answering.remarks import Disagreement
from service.answering.types import Evidence

RULES: tuple[Rule, ...] = (Dosing(), Timing(), Advising(), Comparing())
LEAST = 0.5
"""Probability from which on the model's word is told."""
MOST_READ = 8
"""Pairs that the model reads: of the most relevant sentences."""
Pair = tuple[Account, Account]


class Detector:
    """Reads the sentences found for a question two by two."""

    def __init__(self, model: DisagreementModel, equivalents: Groups = (), vocabulary: Groups = ()) -> None:
        """The words of a library: those that claim the same, and those that its readers use."""
        self._model = model
        self._accounts = Accounts(Lexicon(equivalents, vocabulary))
        self._asking = Asking(self._accounts)

    def clashes(self, question: str, found: Sequence[Evidence]) -> list[Clash]:
        """Those between different documents. `found`: sentences, most relevant first."""
        current = [evidence for evidence in found if _is_current(evidence)]
        studies = {evidence.document.study for evidence in current if evidence.document.study}
        asked = self._asking.read(question, studies)
        accounts = [self._accounts.of(evidence) for evidence in current]
        by_rule = [clash for rule in RULES if rule.asks(asked) for clash in _by(rule, asked, accounts)]
        known = {(clash.one, clash.other) for clash in by_rule}
        pairs = [pair for pair in _nearest(accounts) if pair not in known]
        return [*by_rule, *(_read(asked, pair, kind) for pair, kind in self._by_model(question, pairs))]

    def _by_model(self, question: str, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Disagreement]]:
        """Those that it holds to disagree whichever way round it reads them, and in what."""
        first = self._opinions(question, pairs)
        likely = [(pair, one) for pair, one in zip(pairs, first, strict=True) if one.probability >= LEAST / 2]
        turned = self._opinions(question, [(other, one) for (one, other), _ in likely])
        for (pair, one), other in zip(likely, turned, strict=True):
            if (one.probability + other.probability) / 2 >= LEAST:
                yield pair, max(one, other, key=lambda opinion: opinion.probability).kind

    def _opinions(self, question: str, pairs: Sequence[Pair]) -> list[Opinion]:
        return self._model.read([texts(question, _side(one), _side(other)) for one, other in pairs])


def _by(rule: Rule, asked: Asked, accounts: Sequence[Account]) -> list[Clash]:
    """Between two documents of which some sentences agree there is no conflict."""
    sides = [account for account in accounts if rule.tells(asked, account)]
    told = [
        (frozenset((one.source, other.source)), verdict)
        for one, other in combinations(sides, 2)
        if one.source != other.source and (verdict := rule.judge(asked, one, other)) is not None
    ]
    agreed = {sources for sources, verdict in told if verdict == AGREE}
    return [verdict for sources, verdict in told if isinstance(verdict, Clash) and sources not in agreed]


def _nearest(accounts: Sequence[Account]) -> list[Pair]:
    """Pairs of two documents, not of one study, the most relevant first."""
    ranked = sorted(combinations(enumerate(accounts), 2), key=lambda pair: pair[0][0] + pair[1][0])
    return [(one, other) for (_, one), (_, other) in ranked if _are_apart(one, other)][:MOST_READ]


def _are_apart(one: Account, other: Account) -> bool:
    return one.source != other.source and (one.study is None or one.study != other.study)


def _read(asked: Asked, pair: Pair, kind: Disagreement) -> Clash:
    """What the model says, with what the question names and both sides name."""
    one, other = pair
    shared = (thing.text for thing in asked.objects if names(one, thing) and names(other, thing))
    return Clash(kind, one, other, on=next(shared, ""))


def _side(account: Account) -> tuple[str, str]:
    return account.evidence.document.title, account.text


def _is_current(evidence: Evidence) -> bool:
    return evidence.passage.superseded_by is None and evidence.document.standing == "current"
