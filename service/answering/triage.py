"""Triage, before anything else: does this question describe an emergency that is happening now?

Wordings written by people (red_flags.py) and a small model that has read many messages (alarm.py) look at the same
message; either raises the alarm, and the model may calm a rule that is met by words alone. It fails closed: rules or a
model that cannot be read stop the service at start, rather than let an emergency through unread.
"""

from collections.abc import Sequence

from corpus.sentences import sentence_spans
from prompts import Prompt
from service.answering.alarm import LABELS, NONE, Alarm, AlarmModel
from service.answering.red_flags import Finding, RedFlags, TriageError

CONTEXT = 1_000
"""How many characters of earlier messages the model reads before a message, the latest of them."""


class Triage:
    """Checks questions. Raises TriageError where rules and model do not fit each other."""

    def __init__(self, rules: Prompt, alarm: AlarmModel | None = None) -> None:
        """Without a model the rules alone decide."""
        self._flags = RedFlags(rules)
        self._alarm = alarm
        if alarm is not None and self._flags.rules != set(LABELS) - {NONE}:
            differ = ", ".join(sorted(self._flags.rules ^ (set(LABELS) - {NONE})))
            raise TriageError(f"{rules.name}: the alarm model was trained for other rules: {differ}")

    def check(self, question: str, earlier: Sequence[str] = ()) -> Finding | None:
        """What the question shows, else the latest that an earlier message of the same reader did.

        An urgent conversation stays urgent. Never raises for any text.
        """
        turns = (question, *reversed(earlier))
        found = (self._find(turns[number:]) for number in range(len(turns)))
        return next((finding for finding in found if finding), None)

    def _find(self, turns: Sequence[str]) -> Finding | None:
        """Of the first message; the others came before it, the latest first."""
        finding = self._flags.find(turns)
        if self._alarm is None:
            return finding
        alarm = self._alarm.read(turns[0])
        if len(turns) > 1:
            before = "\n".join(reversed(turns[1:]))[-CONTEXT:]
            alarm = max(alarm, self._alarm.read(f"{before}\n{turns[0]}"), key=_probability)
        # Words of self-harm are never calmed: whoever asks for a lethal amount need not sound alarmed.
        if finding is not None and (finding.reason == "self_harm" or alarm.probability >= self._flags.alarm.calms):
            return finding
        if alarm.probability < self._flags.alarm.fires:
            return None
        return self._flags.finding(alarm.rule, _alarming(turns, self._alarm))


def _alarming(turns: Sequence[str], model: AlarmModel) -> str:
    """The sentence that alarms most when it is read alone."""
    spans = [(text, span) for text in turns for span in sentence_spans(text)]
    told = [text[span.start : span.end] for text, span in spans] or [turns[0]]
    return max(told, key=lambda sentence: model.read(sentence).probability)


def _probability(alarm: Alarm) -> float:
    return alarm.probability
