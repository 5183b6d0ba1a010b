"""What the wire contract (`/v1`) promises of an answer and of a problem, checked from the outside."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from httpx2 import Response

MARKER = re.compile(r"\[(\d+)\]")
ANSWER = set(
    "id conversation_id article outcome reason question standalone_question audience text summary sections citations "
    "gaps conflicts nearest notices suggestions disclaimer review_status provenance".split()
)
SUMMARY = {"text", "citations", "statements"}
SECTION = {"heading", "statements"}
STATEMENT = {"text", "citations", "quotes", "verdict", "start", "end"}
SOURCE = set(
    "id title organization authors year kind evidence_level standing as_of text_basis checked doi pmid nct url".split()
)
QUOTE = {"id", "passage_id", "text", "start", "end", "section", "page"}
PROVENANCE = {"corpus_version", "embedder", "composer", "model", "prompts", "created_at", "latency_ms"}
PROBLEM = {"type", "title", "status", "detail", "instance", "code", "retryable", "request_id"}

ReadPassage = Callable[[str], dict[str, Any]]


def statements(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """In reading order."""
    yield from answer["summary"]["statements"]
    for section in answer["sections"]:
        yield from section["statements"]


def markers(text: str) -> list[int]:
    """The numbers in a text, in order of first use."""
    return list(dict.fromkeys(int(number) for number in MARKER.findall(text)))


def assert_documented_fields(answer: dict[str, Any]) -> None:
    """Fields may be added, none may be missing."""
    assert answer.keys() >= ANSWER
    assert answer["summary"].keys() >= SUMMARY
    assert all(section.keys() >= SECTION for section in answer["sections"])
    assert all(statement.keys() >= STATEMENT for statement in statements(answer))
    for citation in answer["citations"]:
        assert citation.keys() >= {"number", "source", "quotes"}
        assert citation["source"].keys() >= SOURCE
        assert all(quote.keys() >= QUOTE for quote in citation["quotes"])
    assert answer["provenance"].keys() >= PROVENANCE


def assert_footnotes_hold(answer: dict[str, Any], read_passage: ReadPassage) -> None:
    """Every number, quote and offset of an answer or an article, and nothing in its text beside them."""
    numbers = [citation["number"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1)), "numbers run from 1"
    assert markers(answer["text"]) == numbers, "markers and citations agree, in order of first use"
    sources = [citation["source"]["id"] for citation in answer["citations"]]
    assert len(set(sources)) == len(sources), "one number a source"
    quoted = {quote["id"]: citation["number"] for citation in answer["citations"] for quote in citation["quotes"]}
    assert len(quoted) == sum(len(citation["quotes"]) for citation in answer["citations"]), "quote ids are unique"
    for citation in answer["citations"]:
        for quote in citation["quotes"]:
            passage = read_passage(quote["passage_id"])
            assert passage["text"][quote["start"] : quote["end"]] == quote["text"] != ""
            assert passage["source"]["id"] == citation["source"]["id"]
            assert passage["section"] == quote["section"]
            assert passage["superseded_by"] is None
    for statement in statements(answer):
        assert statement["verdict"] == "supported"
        assert answer["text"][statement["start"] : statement["end"]] == statement["text"] != ""
        assert statement["quotes"]
        assert sorted({quoted[quote] for quote in statement["quotes"]}) == statement["citations"]
        after = answer["text"][statement["end"] :]
        expected = "".join(f" [{number}]" for number in statement["citations"])
        assert after.startswith(expected) and not MARKER.match(after[len(expected) :].lstrip(" "))


def assert_text_is_statements_alone(answer: dict[str, Any]) -> None:
    """Beside statements, their markers, the headings and what sources disagree on, an answered text holds nothing."""
    rest, position = [], 0
    for statement in statements(answer):
        rest.append(answer["text"][position : statement["start"]])
        position = statement["end"]
    rest.append(answer["text"][position:])
    topics = [conflict["topic"] for conflict in answer.get("conflicts", ())]  # an article has none
    lines = [line for line in MARKER.sub("", "".join(rest)).split("\n") if line.strip()]
    words = [line for line in lines if not any(topic in line for topic in topics)]
    assert words == [section["heading"] for section in answer["sections"]]
    assert answer["text"].startswith(answer["summary"]["text"])
    assert all(statement["text"] in answer["summary"]["text"] for statement in answer["summary"]["statements"])


def assert_problem(response: Response, status: int) -> dict[str, Any]:
    """A refusal: problem+json with every documented field, named by the request id, without a stack trace."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem.keys() >= PROBLEM
    assert problem["status"] == status
    assert problem["instance"] == response.request.url.path
    assert response.headers["x-request-id"] == problem["request_id"] != ""
    assert all(problem[field] for field in ("type", "title", "detail", "code"))
    assert "Traceback" not in response.text and ".py" not in response.text
    return problem


def assert_refused(response: Response, status: int) -> None:
    """A refusal as its route makes one: a problem, or, for clients of OpenAI's, an error of theirs."""
    if not response.request.url.path.startswith("/openai/"):
        assert_problem(response, status)
        return
    error = response.json()["error"]
    assert (response.status_code, response.headers["x-request-id"]) == (status, error["request_id"]), response.text
    assert all(error[field] for field in ("message", "type", "code"))


def as_given(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without its review, which may begin as soon as it is given."""
    return {name: part for name, part in answer.items() if name not in ("review", "review_status")}
