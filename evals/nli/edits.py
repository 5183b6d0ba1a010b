"""Edits of one sentence that keep its meaning (paraphrase) or turn it round (flip).

The same words are replaced in both, so that an edited word never gives the label away.
"""

import re
from dataclasses import dataclass
from random import Random

from evals.nli.opposites import VERBS, WORDS

_OPENERS = re.compile(
    r"^(?:(?:in (?:conclusion|summary|addition|contrast|this study|particular)|conclusions?|conclusively|results?|"
    r"findings|interpretation|background|methods|objectives?|taken together|together|overall|thus|therefore|"
    r"moreover|furthermore|however|finally|here|consequently|importantly|notably|interestingly|additionally|"
    r"also|collectively|significance|main results|aims?|purpose)[,:]?\s+)+",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"^(?:(?:we|our|these|this|the|present|current|results?|data|findings?|study|studies|work|analys[ei]s|evidence|"
    r"further|also|here|have|has|previously|observations?|experiments?|strongly|together)\s+)+"
    r"(?:show|shows|showed|shown|suggest|suggests|suggested|demonstrate|demonstrates|demonstrated|indicate|indicates|"
    r"indicated|report|reports|reported|find|found|conclude|propose|reveal|reveals|revealed|identified|imply|"
    r"confirm|confirmed|establish|provide evidence)\s+(?:here\s+)?that\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:, (?:which|whereas|while|although|but|suggesting|indicating|thus|thereby|with|resulting|where|as)\b|;"
    r"| and thus\b).*$"
)
_ADVERBS = re.compile(r"\b(?:significantly|markedly|strongly|substantially|also|further|dramatically|clearly) ")
_AUXILIARY = r"\b(is|are|was|were|can|could|may|might|will|would|has|have|had|should)\b"


@dataclass(frozen=True, slots=True)
class _Slot:
    same: tuple[str, ...]
    opposite: tuple[str, ...]


def _forms(verb: str) -> tuple[str, str, str, str]:
    stem = verb[:-1] if verb.endswith("e") else verb
    return verb, f"{verb}s", f"{stem}ed", f"{stem}ing"


def _table() -> dict[str, list[_Slot]]:
    table: dict[str, list[_Slot]] = {}
    for ups, downs in VERBS:
        for form in range(4):
            _enter(table, [_forms(v)[form] for v in ups.split()], [_forms(v)[form] for v in downs.split()])
    for ups, downs in WORDS:
        _enter(table, ups.split(), downs.split())
    return table


def _enter(table: dict[str, list[_Slot]], ups: list[str], downs: list[str]) -> None:
    for side, other in ((ups, downs), (downs, ups)):
        for word in side:
            slot = _Slot(tuple(w for w in side if w != word), tuple(other))
            table.setdefault(word, []).append(slot)


_TABLE = _table()
_BASE = {form: (_forms(v)[0], i) for pair in VERBS for v in " ".join(pair).split() for i, form in enumerate(_forms(v))}
_KNOWN = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)) + r")(?![\w-])", re.IGNORECASE
)


def can_flip(sentence: str) -> bool:
    return bool(_KNOWN.search(sentence) or re.search(_AUXILIARY + r"|\bnot\b|\bno\b", sentence))


def flip(sentence: str, rng: Random) -> str | None:
    """The sentence with the opposite meaning, or None where no rule applies."""
    ways = [_replace_opposite, _replace_opposite, _negate]
    rng.shuffle(ways)
    if re.search(r"\b(?:not|no|without|neither)\b", sentence) and rng.random() < 0.7:
        ways.insert(0, _affirm)
    for way in ways:
        edited = way(sentence, rng)
        if edited is not None and edited != sentence:
            return edited
    return None


def paraphrase(sentence: str, rng: Random) -> str:
    """The sentence with some words replaced by others of the same meaning."""
    text = _ADVERBS.sub("", sentence) if rng.random() < 0.5 else sentence

    def swap(match: re.Match[str]) -> str:
        slots = [slot for slot in _TABLE[match[0].casefold()] if slot.same]
        if not slots or rng.random() < 0.4:
            return match[0]
        return _cased(rng.choice(rng.choice(slots).same), match[0])

    return _KNOWN.sub(swap, text)


def compress(sentence: str, rng: Random) -> str:
    """A sentence of an abstract as a claim: without openers, brackets and (often) trailing clauses."""
    text = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", sentence).strip()
    text = _SAYING.sub("", _OPENERS.sub("", text))
    if rng.random() < 0.6:
        shorter = _TAIL.sub("", text)
        text = shorter if len(shorter.split()) >= 6 else text
    text = text.strip(" ,;.") + "."
    return text[:1].upper() + text[1:]


def _replace_opposite(sentence: str, rng: Random) -> str | None:
    sites = list(_KNOWN.finditer(sentence))
    strong = [m for m in sites if m[0].casefold() not in {"with", "most", "more", "high", "low"}]
    sites = strong or [m for m in sites if m[0].casefold() != "with"]
    if not sites:
        return None
    match = rng.choice(sites)
    new = rng.choice(rng.choice(_TABLE[match[0].casefold()]).opposite)
    return sentence[: match.start()] + _cased(new, match[0]) + sentence[match.end() :]


def _negate(sentence: str, rng: Random) -> str | None:
    if re.search(r"\b(?:not|no|neither|nor|without)\b", sentence):
        return _affirm(sentence, rng)
    for match in _KNOWN.finditer(sentence):
        base, form = _BASE.get(match[0].casefold(), ("", 0))
        before = sentence[: match.start()].split()
        if base and form in (1, 2) and before and before[-1].casefold() not in _NOT_FINITE:
            aux = "does not" if form == 1 else "did not"
            return f"{sentence[: match.start()]}{aux} {base}{sentence[match.end() :]}"
    match2 = re.search(_AUXILIARY + r"(?! not)", sentence)
    if match2 is None:
        return None
    return f"{sentence[: match2.end()]} not{sentence[match2.end() :]}"


def _affirm(sentence: str, rng: Random) -> str | None:
    def inflect(match: re.Match[str]) -> str:
        adverb, verb = match[2] or "", match[3]
        return adverb + {"did": _forms(verb)[2], "does": _forms(verb)[1], "do": verb}[match[1]]

    for pattern, new in (
        (r"\b(did|does|do) not (\w+ly )?(\w+)", inflect),
        (
            r"\b[Nn]o (significant |statistically significant )?(difference|effect|association|correlation|change)\b",
            r"a \1\2",
        ),
        (r"\bno (\w+)", r"some \1"),
        (r"\b(is|are|was|were|can|could|may|might|will|would|has|have|had|should) not\b", r"\1"),
        (r"\bcannot\b", "can"),
        (r"\bnot ", ""),
        (r"\bwithout\b", "with"),
    ):
        edited, count = re.subn(pattern, new, sentence, count=1)
        if count:
            return edited[:1].upper() + edited[1:]
    return None


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


_NOT_FINITE = frozenset(
    "is are was were be been being has have had an the a of by and with to in for or that not significantly showed "
    "show at from as on more most highly due".split()
)
