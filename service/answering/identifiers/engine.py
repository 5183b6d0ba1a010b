"""Presidio's analyzer without a language model: its pattern recognisers and ours, over words that nothing tagged."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    predefined_recognizers,
)
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from service.answering.identifiers.names import NameRecognizer
from service.answering.identifiers.rulebook import SURVIVES, Recogniser, Rulebook

LANGUAGE = "en"
_WORD = re.compile(r"\w+|[^\w\s]")
_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "IN", "AU", "CA", "IE", "CH", "AT", "BR", "IL")
_PHONE_WORDS = "phone telephone tel cell cellphone mobile mob call ring text reach contact whatsapp fax handy".split()
_DIGIT_SIGNS = 1
"""phonenumbers' VALID: the digits are a number that its country gives out."""


class Words(NlpEngine):
    """Splits a text into words, so that a recogniser's context words are looked for; no lemmas, no entities."""

    def load(self) -> None:
        """There is no model to load."""

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        found = list(_WORD.finditer(text))
        words = [match[0] for match in found]  # not spaCy's, whose vocabulary would keep every word of every question
        return NlpArtifacts([], cast(Any, words), [match.start() for match in found], words, self, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return not any(sign.isalnum() for sign in word)

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return [LANGUAGE]


class _Numbers(PatternRecognizer):
    """Patterns whose hits have so many digits at least."""

    digits = 0

    def invalidate_result(self, pattern_text: str) -> bool:
        return sum(sign.isdigit() for sign in pattern_text) < self.digits


class _AnyDomain(predefined_recognizers.EmailRecognizer):
    """Presidio's looks a domain up in a list that it fetches; an address is one whatever its domain."""

    def validate_result(self, pattern_text: str) -> bool:
        return True


class _Phone(predefined_recognizers.PhoneRecognizer):
    """A number that could be one in some country counts beside a word of calling only."""

    SCORE = 0.3


def make_engine(book: Rulebook) -> AnalyzerEngine:
    """The analyzer of these rules; entities are their kinds, and what survives."""
    survivors = [Pattern(f"survivor {number}", regex, 1.0) for number, regex in enumerate(book.survives)]
    # It tells of each text that it fetches its recognisers, and at a lower level the words around what it found.
    logging.getLogger("presidio-analyzer").setLevel(logging.WARNING)
    recognisers = [
        *map(_ours, book.recognisers),
        *_shipped(book),
        NameRecognizer(book.names),
        PatternRecognizer(SURVIVES, patterns=survivors),
    ]
    return AnalyzerEngine(
        RecognizerRegistry(recognizers=recognisers, supported_languages=[LANGUAGE]),
        Words(),
        default_score_threshold=book.threshold,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=LemmaContextAwareEnhancer(context_matching_mode="whole_word"),
    )


def _ours(one: Recogniser) -> EntityRecognizer:
    patterns = [Pattern.from_dict(pattern) for pattern in one.patterns]
    made = _Numbers(one.supported_entity, name=one.name, patterns=patterns, context=one.context or [])
    made.digits = one.digits
    return made


def _shipped(book: Rulebook) -> Iterator[EntityRecognizer]:
    for name, kind in book.presidio.items():
        if name == "EmailRecognizer":
            yield _AnyDomain(supported_entity=kind)
        elif name == "PhoneRecognizer":
            yield _Phone(context=_PHONE_WORDS, supported_entity=kind, supported_regions=_REGIONS, leniency=_DIGIT_SIGNS)
        else:
            made = cast(type[PatternRecognizer], getattr(predefined_recognizers, name))
            yield made(supported_entity=kind, supported_language=LANGUAGE)
