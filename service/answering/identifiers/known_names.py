"""Given names and surnames of some forty countries, in Latin letters without accents, from Faker's lists."""

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_LETTERS = {ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ı"): "i", ord("ß"): "ss", ord("æ"): "ae"}
_NAME = re.compile(r"[a-z]{2,}")


def fold(word: str) -> str:
    """Small letters without accents: how names are looked up."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@cache
def given_names() -> frozenset[str]:
    return frozenset(_names("first_name"))


@cache
def surnames() -> frozenset[str]:
    return frozenset(_names("last_name"))


def _names(kind: str) -> Iterator[str]:
    from faker.providers import person

    for country in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{country.name}").Provider
        for attribute in dir(provider):
            if kind in attribute:
                for name in _texts(getattr(provider, attribute)):
                    yield from _NAME.findall(fold(name))


def _texts(names: object) -> Iterator[str]:
    """A list of names is a tuple of texts, or a mapping from text to how often it occurs."""
    if isinstance(names, list | tuple | dict):
        for name in names:
            if isinstance(name, str) and "{" not in name:
                yield name
