"""What stands before and after a name and tells that it is one, or whose."""

import re
from collections.abc import Iterable

from service.answering.identifiers.rulebook import NameWords

_OF_A_PERSON = re.compile(
    r"\s*[,(\[;:/|–—-]?\s*(?:d\.?\s?o\.?\s?b\b|born\b|date of birth|mrn\b|nhs\b|hospital (?:no|number|id)|aged?\b|"
    r"\d{2}\s?-?(?:y\b|yo\b|yrs?\b|years?[ -]old|m\b|f\b|male\b|female\b)|\d{2}\s?[,;)]|"
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|(?:19|20)\d\d-\d\d-\d\d)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.,!)\]]?\s*$|[.,!]?\s*\n|[.,!]?\s*(?:p\.?s\b|sent from)", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:[,.;:(–-]|$|(?:and|here|writing|from|born|aged|speaking)\b)", re.IGNORECASE)
_GOES_ON_ABOUT = re.compile(r"\s?[,(]?\s?[a-zà-ÿ]{2,}")
_WITH_CAPITAL = re.compile(r"\s[A-ZÀ-Þ]")
_NEXT = r"(?:\s|(?<=\.))"
_DOES = re.compile(
    r"\s(?:is|was|has|had|got|gets|feels?|felt|took|takes|needs?|wants?|says?|said|lives?|asks?|asked|here|starts?|started|"
    r"finished|received|died)\b"
)


class Cues:
    """Compiled from the rules. Each pattern of the text before a name ends where the name begins."""

    def __init__(self, rules: NameWords) -> None:
        titles, relatives = _either(rules.titles), _either(rules.relatives)
        # MS and MR are other things, and 480 ms is no lady.
        self.titled = _before(
            rf"(?<!\d\s)(?!(?-i:MS|MR)\s)(?:{titles})\b\.?(?:\s(?:and|&|und)\s(?:{titles})\b\.?)?(?:\s|(?<=\.))"
        )
        self.doctor = _before(rf"(?:(?:dr|prof)\b\.?|(?:{_either(rules.doctors)}))(?:\s|(?<=\.))")
        of_no_person = "".join(rf"(?<!{word}\s)" for word in rules.named_otherwise)
        self.named = _before(rf"{of_no_person}(?:{_either(rules.named)})(?:\s?[:=-]\s?|\s)")
        self.introduced = _before(rf"(?:{_either(rules.introduced)})[,:]?\s")
        self.beside = _before(rf"(?:{_either(rules.beside)})[,:]?\s")
        self.relative = _before(rf"(?:{relatives})\b\.?(?:\sis)?\s?[,:(\"'–-]?\s?")
        self.kin = _before(rf"(?:{_either(rules.kin)})\s")
        self.labelled = _before(rf"(?:{relatives}|case|re|regarding)\s?[:–-]\s?")
        self.own_relative = _before(rf"(?:my|our|his|her|their)\s(?:\w+\s)?(?:{relatives})\s?[,(–-]?\s?")
        self.signed = _before(rf"(?:{_either(rules.signed)})\s?[,.!:–—-]{{0,2}}\s+")
        self.of_kin = re.compile(
            rf"\s?(?:\s(?:is|was)|,|\()\s?(?:my|our|his|her|their|the)\s(?:\w+\s)?(?:{relatives})\b|"
            rf"\s\((?:{relatives})\)|\s(?:here|speaking)\b",
            re.IGNORECASE,
        )
        self.place = _before(rf"(?:{_either(rules.places_before)})\b\.?\s")
        self.led = _before(rf"(?:{_either(rules.led)})\b[^.;?!]{{0,25}}\b(?:by|of|from)\s(?:dr\.?\s|prof\.?\s)?")
        study = _either(rules.study)
        self.of_study = re.compile(
            rf"[,\s(]*(?:19|20)\d\d\b|\s(?:{study})\b|['’]s?\s(?:[\w-]+\s){{0,2}}(?:{study})\b|[^.;?!]{{0,80}}\bet\.?\sal\b",
            re.IGNORECASE,
        )
        self.owner = re.compile(rf"['’]s\s(?:{_either(rules.owned)})\b", re.IGNORECASE)
        self.person = re.compile(rf"(?<!\w)(?:{_either(rules.person)})(?!\w)", re.IGNORECASE)
        self.of_a_person = _OF_A_PERSON
        self.ends = _ENDS
        self.goes_on = _GOES_ON
        self.does = _DOES
        self.goes_on_about = _GOES_ON_ABOUT
        self.with_capital = _WITH_CAPITAL


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _before(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{expression})$", re.IGNORECASE)
