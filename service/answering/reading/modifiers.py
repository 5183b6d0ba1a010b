"""What a number is said to be: how it compares ("at least"), which figure it is ("median"), how its time is meant."""

from collections.abc import Sequence

from service.answering.reading.lexicon import phrases
from service.answering.reading.tokens import Token

OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_FRAMES_AFTER = {
    "intervals": "every",
    "interval": "every",
    "apart": "every",
    "before": "before",
    "earlier": "before",
    "ago": "before",
    "after": "after",
    "later": "after",
    "beforehand": "before",
}


def comparator_of(words: Sequence[Token], index: int, last: int) -> tuple[str, int, int]:
    """The comparator before ("at least 6") or after ("6 or more"), and the first and last token of the quantity."""
    for size in range(min(4, index), 0, -1):
        start = index - size
        sign = phrases("before").get(" ".join(word.low for word in words[start:index]))
        if sign:
            negated = start > 0 and words[start - 1].low in {"not", "never", "no"}
            return (OPPOSITE.get(sign, sign) if negated else sign), start - negated, last
    if last + 1 < len(words) and words[last + 1].text == "+" and words[last + 1].start == words[last].end:
        return ">=", index, last + 1
    for skipped in (0, 1):  # "6 or more", "6 cycles or more"
        start = last + 1 + skipped
        for size in (3, 2):
            sign = phrases("after").get(" ".join(word.low for word in words[start : start + size]))
            next_number = start + size < len(words) and words[start + size].kind == "number"
            if sign and not (next_number and words[start].low == "at"):
                return sign, index, (start + size - 1 if not skipped else last)
        if start >= len(words) or words[start].kind != "word" or words[start].low in {"to", "and", "in", "of"}:
            break
    return "", index, last


def negation(words: Sequence[Token], first: int) -> str:
    """ "no toxicity above grade 2" (close), "no new signals beyond 4 cycles" (loose); empty where there is none."""
    for distance, word in enumerate(reversed(words[max(0, first - 8) : first])):
        if word.low in {"no", "not", "never", "none", "nor"}:
            return "close" if distance <= 2 or words[first - 1].low in {"was", "were", "is"} else "loose"
        if distance == 0 and word.low == "of":
            continue  # "no event of grade 4"
        if word.low in {"after", "with", "in", "of", "at", "for", "by", "from", "to", ","}:
            return ""
    return ""


def is_a_level(words: Sequence[Token], last: int) -> bool:
    """The 95% of "95% CI"."""
    return last + 1 < len(words) and words[last + 1].low in {"ci", "confidence", "credible", "cri"}


def statistic(words: Sequence[Token], index: int) -> str:
    """Median, mean, range, interval: the nearest such word before the number, brackets between them left out."""
    numbers, depth = 0, 0
    for token in reversed(words[max(0, index - 24) : index]):
        depth += (token.text == ")") - (token.text == "(" and depth > 0)
        if depth or token.text == ")":
            continue
        if token.low in phrases("statistics") and not _is_a_class(words, token):
            return _named(words, token)
        numbers += token.kind == "number"
        if token.text in ";." or numbers > 1:
            break
    return ""


def _is_a_class(words: Sequence[Token], token: Token) -> bool:
    """The SD of "PR 21.7, SD 13.1": stable disease. The one that is a deviation stands in brackets or by its mean."""
    before = words[words.index(token) - 1].text if words.index(token) else ""
    return token.text == "SD" and before not in {"(", "±", ";", "mean", "["}


def _named(words: Sequence[Token], token: Token) -> str:
    """The statistic that a word names; none for the "mean" of "mean standardised uptake value"."""
    index = words.index(token)
    if token.low == "range" and index and words[index - 1].low == "interquartile":
        return "iqr"
    if token.low == "mean" and any(word.low in {"uptake", "suv", "value"} for word in words[index + 1 : index + 4]):
        return ""
    return phrases("statistics")[token.low]


def frame(words: Sequence[Token], first: int, last: int) -> str:
    """How a stretch of time is meant: every, within, after, before, lasting."""
    after = words[last + 1].low if last + 1 < len(words) else ""
    if words[last].low.endswith("ly") or _FRAMES_AFTER.get(after) == "every":
        return "every"
    for size in (3, 2, 1):
        meant = phrases("frames").get(" ".join(word.low for word in words[max(0, first - size) : first]))
        if meant:
            return meant
    return _FRAMES_AFTER.get(after, "")
