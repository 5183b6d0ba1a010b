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
        doctor = r"(?:dr\.?\s|prof\.?\s)?"
        self._led = _before(
            rf"(?:(?:{_either(rules.written)})\b[^.;?!]{{0,25}}\bby|(?:{_either(rules.works)})\b[^.;?!]{{0,25}}\b(?:by|of|from))"
            rf"\s{doctor}"
        )
        study, alone = _either(rules.study), _either({*rules.study, *rules.study_of_one})
        self._of_study = re.compile(
            rf"\s(?:{study})\b|['’]s?\s(?:[\w-]+\s){{0,2}}(?:{study})\b|\s\(?(?-i:(?:[A-Z][\w-]*\s)?(?:{_either(rules.houses)})\b)|"
            r"(?:[,\s]+(?-i:[A-Z])[\w'’-]*\.?){0,6}(?:\s?,)?\set\.?\sal\b",
            re.IGNORECASE,
        )
        self._of_one = re.compile(
            rf"[,\s(]*(?:199\d|20\d\d)\b|['’]?s?\s(?:[\w-]+\s){{0,1}}(?:{alone})\b", re.IGNORECASE
        )
        self._reporting = re.compile(rf"[,\s(]*(?:199\d|20\d\d)\b|\s(?:{_either(rules.reporting)})\b", re.IGNORECASE)
        self.owner = re.compile(rf"['’]s\s(?:{_either(rules.owned)})\b", re.IGNORECASE)
        self.person = re.compile(rf"(?<!\w)(?:{_either(rules.person)})(?!\w)", re.IGNORECASE)
        self.of_a_person = _OF_A_PERSON
        self.ends = _ENDS
        self.goes_on = _GOES_ON
        self.does = _DOES
        self.goes_on_about = _GOES_ON_ABOUT
        self.with_capital = _WITH_CAPITAL

    def studied(self, before: str, after: str, alone: bool, about_someone: bool) -> bool:
        """The name between these stands for a study, a method or a house. `alone`: it is one word."""
        if self._led.search(before) or self.place.search(before) or self._of_study.match(after):
            return True
        if alone and self._of_one.match(after):
            return True
        return (alone or not about_someone) and self._reporting.match(after) is not None


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _before(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{expression})$", re.IGNORECASE)
