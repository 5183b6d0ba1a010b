"""POST /v1/followups/stream: the events of an answer, in order, each final."""

import pytest
from contract import as_given, markers, statements
from doubles import Failing, app_with, calling
from sse_reader import read_events

DOSE = "What is the labelled dose and schedule of Pluvicto?"
ANSWERED = (
    DOSE,
    "How are RECIP 1.0 classes defined and what do they mean for survival?",
    "Cabazitaxel or 177Lu-PSMA after docetaxel?",
    "Which guideline statements recommend 177Lu-PSMA-617 and how strongly?",
    "What should be monitored before each dose?",
)
UNANSWERED = (
    "Who won the football world cup?",
    "What are the median rPFS and hazard ratio in ECLIPSE?",
    "My legs are suddenly numb and I cannot pass urine",
)


def ask(caller, question, **more):
    response = caller.post("/v1/followups/stream", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return read_events(response.text)


@pytest.fixture(scope="module", params=ANSWERED)
def events(request, client):
    return ask(client, request.param)


def test_events_come_in_order_and_end_with_one_done(events):
    names = [name for name, _ in events]
    said = len(names) - 3
    assert said >= 2
    assert names == ["accepted", "sources", *["statement"] * said, "done"]


def test_accepted_gives_the_ids_that_the_answer_has(events):
    accepted, done = events[0][1], events[-1][1]
    assert accepted == {key: done[key] for key in ("id", "conversation_id", "standalone_question")}


def test_every_source_cited_was_announced_as_read(events):
    read = [source["id"] for source in events[1][1]["sources"]]
    assert len(set(read)) == len(read)
    assert {citation["source"]["id"] for citation in events[-1][1]["citations"]} <= set(read)


@pytest.mark.parametrize(
    "question",
    [
        "What was the overall survival in VISION, and what does vitamin D do to it?",
        "Should I take the next dose?",
        DOSE,
    ],
)
def test_what_is_to_be_read_first_comes_before_the_first_statement(client, question):
    events = ask(client, question)
    read, done = events[1][1], events[-1][1]
    opening = [notice["text"] for notice in done["notices"] if notice["code"] == "personal_decision"]
    assert (read["gaps"], read["opening"]) == (done["gaps"], "".join(opening))
    assert bool(read["gaps"] or read["opening"]) == (question != DOSE)


def test_what_was_streamed_is_in_the_answer_with_the_same_numbers_and_places(events):
    done = events[-1][1]
    headings = {id(s): section["heading"] for section in done["sections"] for s in section["statements"]}
    final = [{"section": headings.get(id(s)), **s} for s in statements(done)]
    streamed = [
        {**data, "quotes": [quote["id"] for quote in data["quotes"]]} for name, data in events if name == "statement"
    ]
    for statement in streamed:
        del statement["introduces"]
    assert streamed == final


def test_each_quote_is_streamed_whole_as_it_is_in_the_answer(events):
    final = {q["id"]: (c["number"], q) for c in events[-1][1]["citations"] for q in c["quotes"]}
    streamed = {}
    for _, data in events[2:-1]:
        for quote in data["quotes"]:
            number = quote.pop("citation")
            assert number in data["citations"]
            streamed[quote["id"]] = (number, quote)
    assert streamed == final


def test_each_citation_is_introduced_once_by_the_statement_that_first_uses_it(events):
    known: list[int] = []
    for _, data in events[2:-1]:
        introduced = [citation["number"] for citation in data["introduces"]]
        assert introduced == [number for number in data["citations"] if number not in known]
        known.extend(introduced)
    assert known == markers(events[-1][1]["text"]) == [c["number"] for c in events[-1][1]["citations"]]


def test_an_introduced_source_is_never_changed_afterwards(events):
    final = {citation["number"]: citation["source"] for citation in events[-1][1]["citations"]}
    introduced = {c["number"]: c["source"] for _, data in events[2:-1] for c in data["introduces"]}
    assert introduced == final


@pytest.mark.parametrize("question", UNANSWERED)
def test_what_is_not_answered_is_accepted_and_done(client, question):
    events = ask(client, question)
    assert [name for name, _ in events] == ["accepted", "done"]
    assert events[-1][1]["outcome"] in ("abstained", "declined", "urgent")


@pytest.mark.parametrize("question", [DOSE, *UNANSWERED])
def test_the_answer_is_stored_as_it_was_streamed(client, question):
    done = ask(client, question)[-1][1]
    assert as_given(client.get(f"/v1/answers/{done['id']}").json()) == as_given(done)


def test_streamed_and_plain_answers_say_the_same(client):
    streamed = ask(client, DOSE, audience="patient")[-1][1]
    plain = client.post("/v1/followups", json={"question": DOSE, "audience": "patient"}).json()
    told_apart = ("id", "conversation_id", "provenance")
    assert {k: v for k, v in streamed.items() if k not in told_apart} == {
        k: v for k, v in plain.items() if k not in told_apart
    }


def test_a_stream_is_neither_cached_nor_buffered(client):
    headers = client.post("/v1/followups/stream", json={"question": DOSE}).headers
    assert headers["content-type"].split(";")[0] == "text/event-stream"
    assert headers["cache-control"] in ("no-store", "no-cache", "no-cache, no-store")
    assert headers["x-accel-buffering"] == "no"


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_failure_is_one_last_event_that_tells_no_secret(services, after):
    failing = Failing(services.answerer, RuntimeError("hunter2"), after)
    with calling(app_with(services, answerer=failing)) as caller:
        response = caller.post("/v1/followups/stream", json={"question": DOSE})
    events = read_events(response.text)
    assert [name for name, _ in events] == [*["accepted", "sources", "statement"][:after], "error"]
    problem = events[-1][1]
    assert (problem["status"], problem["code"], problem["instance"]) == (500, "internal_error", "/v1/followups/stream")
    assert problem["request_id"] == response.headers["x-request-id"]
    assert "hunter2" not in response.text


def test_an_answer_that_cannot_be_stored_ends_in_an_error_and_is_never_done(services, damaged):
    with calling(app_with(services, records=damaged)) as caller:
        events = ask(caller, DOSE)
    names = [name for name, _ in events]
    assert names[-1] == "error" and "done" not in names and names.count("error") == 1
