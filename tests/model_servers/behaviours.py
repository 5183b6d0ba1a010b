"""What a model server does with a request, by the name of the model that is asked.

A behaviour yields the text of its answer in pieces of any size; Refuse, Stall and Drop end it otherwise. A "good"
statement is the first sentence of a passage of the prompt, word for word, with the passage's key.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from corpus.sentences import sentence_spans
from evals.written.messages import passages_in

NONSENSE = "The moon rises over the quiet harbour. Seven fishermen mend 12 nets in the rain. Nobody counts the gulls."


@dataclass(frozen=True)
class Request:
    """What a server was sent. `before`: how often this model was asked before."""

    body: Mapping[str, Any]
    before: int = 0
    passages: Mapping[str, str] = field(init=False)
    """The passages of the prompt by key."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "passages", passages_in(self.user))

    @property
    def user(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def has_schema(self) -> bool:
        return "response_format" in self.body

    @property
    def is_rewriting(self) -> bool:
        return "<conversation>" in self.user

    @property
    def good(self) -> list[tuple[str, str]]:
        """(key, statement) of each passage."""
        return [(key, first_sentence(text)) for key, text in self.passages.items()]


class Refuse(Exception):
    """Answer with this status before the first byte."""

    def __init__(self, status: int, **headers: str) -> None:
        self.status, self.headers = status, headers


class Stall(Exception):
    """Send nothing more until the client leaves."""


class Drop(Exception):
    """Hang up in the middle of a chunk."""


Behaviour = Callable[[Request], Iterator[str]]


def first_sentence(text: str) -> str:
    span = sentence_spans(text)[0]
    return text[span.start : span.end]


def tagged(*statements: tuple[str, str]) -> str:
    return "".join(f"{text} [[{key}]]\n" for key, text in statements)


def written(*statements: tuple[str, str]) -> str:
    """The same as JSON."""
    return json.dumps({"statements": [{"text": text, "keys": [key]} for key, text in statements]}, ensure_ascii=False)


def good(request: Request) -> Iterator[str]:
    yield tagged(*request.good)


def good_json(request: Request) -> Iterator[str]:
    yield written(*request.good)


def no_schema(request: Request) -> Iterator[str]:
    if request.has_schema:
        raise Refuse(400)
    yield tagged(*request.good)


def refused(request: Request) -> Iterator[str]:
    raise Refuse(500)
    yield


def busy(request: Request) -> Iterator[str]:
    raise Refuse(429, retry_after="0")
    yield


def busy_once(request: Request) -> Iterator[str]:
    if not request.before:
        raise Refuse(429, retry_after="0")
    yield tagged(*request.good)


def stalls(request: Request) -> Iterator[str]:
    raise Stall
    yield


def stalls_later(request: Request) -> Iterator[str]:
    yield tagged(request.good[0]) + "And"
    raise Stall


def drops(request: Request) -> Iterator[str]:
    yield tagged(request.good[0]) + "And"
    raise Drop


def drops_json(request: Request) -> Iterator[str]:
    whole = written(*request.good[:2])
    yield whole[: whole.rindex('"keys"') - 10]
    raise Drop


def nonsense(request: Request) -> Iterator[str]:
    yield NONSENSE


def garbage(request: Request) -> Iterator[str]:
    yield "\x00{]}<<\ufffd\n" * 40 + '{"choices": [}\n{{{ ]]] [[ [[[[]]]\n'


def endless(request: Request) -> Iterator[str]:
    for statement in cycle(request.good[:2]):
        yield tagged(statement)


def endless_sentence(request: Request) -> Iterator[str]:
    yield tagged(request.good[0])
    while True:
        yield "and on and on "


BEHAVIOURS: Mapping[str, Behaviour] = {
    behaviour.__name__.replace("_", "-"): behaviour
    for behaviour in (
        good, good_json, no_schema, refused, busy, busy_once, stalls, stalls_later, drops, drops_json, nonsense,
        garbage, endless, endless_sentence,
    )
}  # fmt: skip
