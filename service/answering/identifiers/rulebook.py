"""The rules of prompts/identifiers.yaml, checked when they are read: an identifier that slips through is not seen."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from prompts import Prompt, PromptError

Kind = Literal["name", "date_of_birth", "record_number", "phone", "email", "address", "hospital", "date"]
SURVIVES = "survives"
"""The entity of what is never replaced."""
_PART = re.compile(r"<([a-z_]+)>")


def _split(words: object) -> object:
    """A long list reads better as text: words between spaces, or phrases between bars."""
    if not isinstance(words, str):
        return words
    return frozenset(" ".join(word.split()) for word in words.split("|" if "|" in words else None))


Words = Annotated[frozenset[str], BeforeValidator(_split)]


class _Strict(BaseModel, extra="forbid", frozen=True):
    pass


class Told(_Strict):
    """What a reader is told was taken out, and what stands in its place."""

    told: str
    placeholder: Annotated[str, Field(pattern=r"^\[[a-z -]+\]$")]


class Recogniser(_Strict):
    """As Presidio's `PatternRecognizer.from_dict` takes it, and the fewest digits of a hit."""

    name: str
    supported_entity: Kind
    digits: int = 0
    context: list[str] | None = None
    patterns: list[dict[str, Any]]


class NameWords(_Strict):
    """The words that names are recognised by."""

    titles: list[str]
    doctors: list[str]
    relatives: Words
    kin: Words
    named: list[str]
    named_otherwise: list[str]
    introduced: Words
    beside: Words
    signed: Words
    particles: Words
    study: Words
    study_of_one: Words
    houses: Words
    reporting: Words
    written: Words
    works: Words
    owned: Words
    places_before: list[str]
    person: Words
    more_given: Words
    words: Words
    small_words: Words
    never: Words


class Rulebook(_Strict):
    version: str
    reviewed_by: str | None
    reviewed_on: str | None
    kinds: dict[Kind, Told]
    only_of_a_person: list[Kind]
    threshold: float
    presidio: dict[str, Kind]
    parts: dict[str, str]
    recognisers: list[Recogniser]
    survives: list[str]
    names: NameWords


def read(rules: Prompt) -> Rulebook:
    """The rules with the parts of their expressions put in. Raises PromptError where they cannot be used."""
    try:
        book = Rulebook.model_validate(dict(rules.data))
        if missing := set(get_args(Kind)) - book.kinds.keys():
            raise ValueError(f"`kinds` lacks {', '.join(sorted(missing))}")
        parts: dict[str, str] = {}
        for name, expression in book.parts.items():
            parts[name] = _whole(expression, parts)
        recognisers = [
            one.model_copy(
                update={"patterns": [{**p, "regex": _whole(p["regex"], parts)} for p in one.patterns]},
            )
            for one in book.recognisers
        ]
        survives = [_whole(expression, parts) for expression in book.survives]
    except (ValidationError, ValueError, KeyError) as error:
        raise PromptError(f"prompts/{rules.name}.yaml: {error}") from error
    return book.model_copy(update={"parts": parts, "recognisers": recognisers, "survives": survives})


def _whole(expression: str, parts: Mapping[str, str]) -> str:
    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise ValueError(f"there is no part <{match[1]}> above {expression[:60]!r}")
        return f"(?:{parts[match[1]]})"

    # (?P<name> and (?<= are the expression's own.
    return _PART.sub(part, expression)
