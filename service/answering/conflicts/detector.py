"""Finds where two current sources disagree on what is asked. Words and numbers alone: no model, the same every time."""

from collections.abc import Sequence
from itertools import combinations

from service.answering.conflicts.accounts import Account, Accounts
from service.answering.conflicts.advising import Advising
from service.answering.conflicts.asked import Asked, Asking
from service.answering.conflicts.clashes import AGREE, Clash, Rule
from service.answering.conflicts.comparing import Comparing
from service.answering.conflicts.dosing import Dosing
from service.answering.conflicts.lexicon import Groups, Lexicon
from service.answering.conflicts.timing import Timing
from service.answering.types import Evidence

RULES: tuple[Rule, ...] = (Dosing(), Timing(), Advising(), Comparing())


class Detector:
    """Reads the sentences found for a question two by two."""

    def __init__(self, equivalents: Groups = (), vocabulary: Groups = ()) -> None:
        """The words of a library: those that claim the same, and those that its readers use."""
        self._accounts = Accounts(Lexicon(equivalents, vocabulary))
        self._asking = Asking(self._accounts)

    def clashes(self, question: str, found: Sequence[Evidence]) -> list[Clash]:
        """Those between different documents, by rule and then in the order of what was found."""
        current = [evidence for evidence in found if _is_current(evidence)]
        studies = {evidence.document.study for evidence in current if evidence.document.study}
        asked = self._asking.read(question, studies)
        accounts = [self._accounts.of(evidence) for evidence in current]
        return [clash for rule in RULES if rule.asks(asked) for clash in _by(rule, asked, accounts)]


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


def _is_current(evidence: Evidence) -> bool:
    return evidence.passage.superseded_by is None and evidence.document.standing == "current"
