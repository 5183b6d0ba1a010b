"""Says in plain words what two sources disagree on, and what may explain it. The words are prompts/conflicts.yaml."""

from typing import get_args

from prompts import Prompt, PromptError
from service.answering.conflicts.accounts import Account
from service.answering.conflicts.clashes import Clash
from service.answering.conflicts.lexicon import finder
from service.answering.remarks import Disagreement

_VALUED = ("dose", "interval")
"""Kinds in which the words on which they disagree tell by themselves."""
_NOTES = ("comparators", "people", "licence", "bodies", "designs", "years")
_YEARS_APART = 2
"""Years between two sources from which on their ages may explain what they say."""


class Wording:
    """Topics and notes. Raises PromptError where the file leaves a kind of disagreement or a note without words."""

    def __init__(self, prompt: Prompt) -> None:
        data = prompt.data
        self._topics, self._unnamed, self._notes = (data.get(part, {}) for part in ("topics", "unnamed", "notes"))
        self.opening = str(data.get("opening", ""))
        kinds = get_args(Disagreement)
        missing = [kind for kind in kinds if kind not in self._topics or kind not in self._unnamed]
        missing += [note for note in _NOTES if note not in self._notes]
        if missing or not self.opening:
            raise PromptError(f"prompts/{prompt.name}.yaml says nothing for {', '.join(missing) or 'opening'}.")

    def topic(self, clash: Clash) -> str:
        """What they disagree on."""
        on = clash.on or self._unnamed[clash.kind]
        outcome = clash.outcome or self._unnamed["outcome"]
        topic = str(self._topics[clash.kind]).format(on=on, outcome=outcome)
        return f"{topic}: {' or '.join(clash.values)}" if clash.values and clash.kind in _VALUED else topic

    def note(self, clash: Clash) -> str:
        """What may explain it, as far as the two sources show it; empty where they do not."""
        one, other = (account.evidence.document for account in (clash.one, clash.other))
        notes = []
        if clash.comparators:
            first, second = clash.comparators
            names = {"one": one.study or one.organization, "other": other.study or other.organization}
            notes.append(self._note("comparators", first=first, second=second, **names))
        if clash.people:
            first, second = clash.people
            notes.append(self._note("people", first=first, second=second))
        if clash.kind == "recommendation" and _is_licence(clash.one) != _is_licence(clash.other):
            notes.append(self._note("licence"))
        if clash.kind == "recommendation" and one.organization != other.organization:
            notes.append(self._note("bodies", first=one.organization, second=other.organization))
        if clash.kind == "direction" and (one.kind == "rct") != (other.kind == "rct"):
            notes.append(self._note("designs"))
        if one.year is not None and other.year is not None and abs(one.year - other.year) >= _YEARS_APART:
            notes.append(self._note("years", first=str(one.year), second=str(other.year)))
        return " ".join(notes)

    def _note(self, name: str, **filled: str) -> str:
        return str(self._notes[name]).format(**filled).strip()


def _is_licence(account: Account) -> bool:
    return bool(finder("stances", "licence").find(account.said))
