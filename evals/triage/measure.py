"""`python -m evals.triage`: how many emergencies are found, and how many other messages are taken for one.

Rules alone, model alone, and both as the service uses them; on the held-out messages by kind and by rule, and on the
questions that the library answers, none of which may raise an alarm.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import prompts
from evals import gates
from evals.cases import HERE, Answerable, load
from evals.triage.cases import Message, messages
from service.answering.alarm import ShippedAlarm
from service.answering.red_flags import Finding
from service.answering.triage import Triage

QUESTIONS = ("answerable", "selection", "held_out")
LIVE = ("sel-213", "tst-036")
"""Questions among them that describe an emergency, and may alarm."""


def check(triage: Triage, message: Message) -> Finding | None:
    return triage.check(message.text, message.earlier)


def recall(triage: Triage, read: Iterable[Message]) -> float:
    """The share of emergencies that are found."""
    found = [check(triage, message) is not None for message in read if message.urgent]
    return sum(found) / len(found)


def false_alarms(triage: Triage, read: Iterable[Message]) -> float:
    """The share of other messages that are taken for an emergency."""
    found = [check(triage, message) is not None for message in read if not message.urgent]
    return sum(found) / len(found)


def fitting(triage: Triage, read: Iterable[Message]) -> float:
    """Of the emergencies found, the share whose instructions are among those that would do."""
    found = [(message, finding) for message in read if message.urgent and (finding := check(triage, message))]
    return sum(finding.rule in message.rules for message, finding in found) / len(found)


def questions() -> list[Message]:
    """The questions that the library answers, as messages that are no emergency; two of them describe one."""
    asked = [case for name in QUESTIONS for case in load(Answerable, HERE / f"{name}.jsonl") if case.id not in LIVE]
    return [Message(id=case.id, text=case.question, rules=[]) for case in asked]


def figures(triage: Triage) -> dict[str, float]:
    """What the gates read: of the held-out messages and of the library's own questions."""
    held = messages("held_out")
    asked = questions()
    return {
        "recall": recall(triage, held),
        "false_alarms": false_alarms(triage, held),
        "fitting": fitting(triage, held),
        "questions_that_alarm": sum(check(triage, message) is not None for message in asked),
    }


def main() -> int:
    rules = prompts.load("triage")
    both = Triage(rules, ShippedAlarm())
    held = messages("held_out")
    print(f"rules alone: found {recall(Triage(rules), held):.3f}, false {false_alarms(Triage(rules), held):.3f}")
    found = figures(both)
    print("rules and model:", ", ".join(f"{name} {value:.3f}" for name, value in found.items()))
    for kind in sorted({message.kind or "" for message in held}):
        of_kind = [message for message in held if message.kind == kind]
        wrong = [message.id for message in of_kind if (check(both, message) is not None) != message.urgent]
        print(f"  {kind}: {len(of_kind) - len(wrong)} of {len(of_kind)} right; wrong: {' '.join(wrong) or 'none'}")
    faults = gates.broken(found, Path(__file__).with_name("gates.toml"))
    for fault in faults:
        print(f"gate broken: {fault}", file=sys.stderr)
    return 1 if faults else 0
