"""Which kind of figure a question asks for, and whether a sentence holds one: what share, how long, which ratio.

A sentence without a figure of that kind does not answer, however near its words are.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Figure:
    """How one kind is asked for, and how sentences give it: in digits or in words."""

    asked: re.Pattern[str]
    given: re.Pattern[str]


_SHARE = _Figure(
    re.compile(
        r"\b(?:chances?|probabilit\w+|likelihood|odds|percent\w*|proportion|share|fraction|incidence|frequency|prevalence|"
        r"how (?:common|often|frequent\w*|rare|likely)|how many (?:people|patients|men|women|children|of|in|out)|"
        r"(?:response|complication|survival|event) rates?|what rate)\b|%",
        re.IGNORECASE,
    ),
    re.compile(
        r"%|\bper ?cent|\d+ (?:of|out of|in|from) (?:the )?\d|\b(?:half|thirds?|quarter|majority|minority|most|none|no|"
        r"all|never|few|rare\w*|common\w*|frequent\w*|one in|often|usual\w*|seldom|ratio)\b",
        re.IGNORECASE,
    ),
)
_RATIO = _Figure(
    re.compile(r"\b(?:hazard ratio|HR|odds ratio|confidence interval|CI|p[ -]?value|relative risk)\b"),
    re.compile(r"\bHR\b|ratio|\bCI\b|confidence|\bp\s?[=<>]|relative risk|signific", re.IGNORECASE),
)
_TIME = _Figure(
    re.compile(
        r"\b(?:how (?:long|soon|fast|quick\w*|early|late|many (?:hours|days|weeks|months|years))|"
        r"when (?:is|was|does|do|did|should|will|can|are|were)|what time|time to|"
        r"median (?:overall|time|survival|OS|PFS|rPFS|duration|progression))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|h|daily|weekly|monthly|annual\w*|cycles?|dose|date|"
        r"before|after|until|january|february|march|april|may|june|july|august|september|october|november|december|"
        r"(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
)


def may_answer(question: str, sentence: str) -> bool:
    """Whether the sentence gives each kind of figure that the question asks for."""
    return all(kind.given.search(sentence) for kind in (_SHARE, _RATIO, _TIME) if kind.asked.search(question))
