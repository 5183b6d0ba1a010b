"""Our own Python client against the running service, with troubles on the way."""

import asyncio
import socket
import time
from contextlib import contextmanager

import pytest
from pydantic import ValidationError

from service.api.schemas import Answer, Filters
from service.client import (
    Accepted,
    AsyncFootnote,
    BrokenOff,
    Footnote,
    ServiceError,
    SourcesRead,
    StatementReady,
    Unreachable,
)
from service.client.retrying import Retries
from service.records import Records
from tests.browser.serving import serving
from tests.service.api.doubles import app_with
from tests.service.clients.trouble import Trouble

DOSE = "What is the labelled dose and schedule of Pluvicto?"
QUICK = Retries(most=3, first=0.01)


@pytest.fixture(scope="module")
def footnote(address):
    with Footnote(address) as client:
        yield client


@pytest.fixture
def troubled(services):
    """A client whose requests meet these troubles, and the headers that it sent with each."""

    @contextmanager
    def meeting(*troubles, retries=QUICK):
        app, sent = app_with(services), []
        app.add_middleware(Trouble, troubles=troubles, seen=sent)
        with serving(app) as address, Footnote(address, retries=retries) as client:
            yield client, sent

    return meeting


def test_an_answer_is_typed_and_can_be_read_again(footnote):
    answer = footnote.ask(DOSE, audience="patient", filters=Filters(kinds=["label"]))
    assert isinstance(answer, Answer) and (answer.outcome, answer.audience) == ("answered", "patient")
    assert {citation.source.kind for citation in answer.citations} == {"label"}
    assert footnote.answer(answer.id) == answer
    quote = answer.citations[0].quotes[0]
    assert footnote.passage(quote.passage_id).text[quote.start : quote.end] == quote.text
    source = answer.citations[0].source
    assert footnote.source(source.id).source == source


def test_a_conversation_goes_on_until_it_is_erased(footnote):
    first = footnote.ask("What is the labelled dose of Pluvicto?")
    second = footnote.ask("And how often is it given?", conversation_id=first.conversation_id)
    assert second.conversation_id == first.conversation_id and "Pluvicto" in second.standalone_question
    footnote.erase(first.conversation_id)
    with pytest.raises(ServiceError) as gone:
        footnote.answer(first.id)
    assert (gone.value.status, gone.value.code, gone.value.retryable) == (404, "not_found", False)


def test_a_stream_is_typed_and_ends_with_the_answer(footnote):
    accepted, read, *statements, answer = footnote.stream(DOSE)
    assert isinstance(accepted, Accepted) and isinstance(read, SourcesRead) and isinstance(answer, Answer)
    assert all(isinstance(statement, StatementReady) for statement in statements) and len(statements) > 2
    assert accepted.id == answer.id and answer == footnote.answer(answer.id)
    said = [statement.text for section in (answer.summary, *answer.sections) for statement in section.statements]
    assert [statement.text for statement in statements] == said
    introduced = [citation.number for statement in statements for citation in statement.introduces]
    assert introduced == [citation.number for citation in answer.citations]


def test_what_is_wrong_with_a_question_is_said_by_the_service_at_once(troubled):
    with troubled() as (client, sent), pytest.raises(ServiceError, match="at least 3 characters") as refused:
        client.ask("?")
    assert (refused.value.status, refused.value.problem.errors[0]["field"], len(sent)) == (422, "question", 1)


@pytest.mark.parametrize("trouble", ["busy", "gateway", 0])
def test_what_may_be_retried_is_retried_under_the_same_key(troubled, trouble):
    with troubled(trouble, trouble) as (client, sent):
        assert client.ask(DOSE).outcome == "answered"
        assert client.ask(DOSE).outcome == "answered"
    keys = [headers["idempotency-key"] for headers in sent]
    assert len(keys) >= 4 and set(keys[:-1]) == {keys[0]} and keys[-1] != keys[0]


def test_it_waits_as_long_as_the_service_says(troubled):
    with troubled("busy") as (client, _):
        started = time.monotonic()
        client.ask(DOSE)
    assert time.monotonic() - started >= 1


def test_it_does_not_try_for_ever(troubled):
    with troubled(*["busy"] * 9, retries=Retries(most=1, first=0.01)) as (client, sent):
        with pytest.raises(ServiceError) as failed:
            client.ask(DOSE)
        assert failed.value.retryable and failed.value.retry_after == 1 and len(sent) == 2


def test_what_is_no_footnote_is_not_asked_again(troubled):
    with troubled("page") as (client, sent), pytest.raises(Unreachable, match="not Footnote"):
        client.ask(DOSE)
    assert len(sent) == 1


def test_where_nothing_listens_it_says_so():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Footnote(address, retries=Retries(most=0)) as client, pytest.raises(Unreachable, match="POST /v1/followups"):
        client.ask("Does this word reach the error: Quizzlebottom?")


@pytest.mark.parametrize("trouble", ["busy", "gateway", 0, 1, 2, (1, "end"), (2, "end")])
def test_a_stream_is_begun_again_while_no_statement_was_shown(troubled, trouble):
    with troubled(trouble) as (client, sent):
        events = list(client.stream(DOSE))
    assert isinstance(events[-1], Answer)
    # More than two, where the service had not yet noticed that the first was cut: it is still being answered.
    assert len(sent) >= 2 and len({headers["idempotency-key"] for headers in sent}) == 1
    statements = [event for event in events if isinstance(event, StatementReady)]
    assert len(statements) == sum(len(s.statements) for s in (events[-1].summary, *events[-1].sections))


@pytest.mark.parametrize("trouble", [3, 4, (3, "end")])
def test_after_the_first_statement_nothing_is_begun_again(troubled, trouble):
    shown = []
    with troubled(trouble) as (client, sent), pytest.raises(BrokenOff, match="holds"):
        shown.extend(client.stream(DOSE))
    assert len(sent) == 1 and isinstance(shown[-1], StatementReady)


def test_an_event_of_a_newer_service_is_passed_over(troubled):
    with troubled("novelty") as (client, sent):
        assert isinstance(list(client.stream(DOSE))[-1], Answer)
    assert len(sent) == 1


def test_it_can_be_awaited(address):
    async def ask():
        async with AsyncFootnote(address) as client:
            answer, again = await asyncio.gather(client.ask(DOSE), client.ask(DOSE))
            events = [event async for event in client.stream(DOSE)]
            assert await client.answer(answer.id) == answer
            passage = await client.passage(answer.citations[0].quotes[0].passage_id)
            assert await client.source(passage.source.id)
            await client.erase(answer.conversation_id)
            with pytest.raises(ServiceError):
                await client.answer(answer.id)
        return answer.text, again.text, events[-1].text

    assert len(set(asyncio.run(ask()))) == 1


def test_an_awaited_stream_breaks_off_and_begins_again_as_a_blocking_one_does(services):
    async def stream(address):
        async with AsyncFootnote(address, retries=QUICK) as client:
            async for event in client.stream(DOSE):
                shown.append(event)

    shown, sent, app = [], [], app_with(services)
    app.add_middleware(Trouble, troubles=["busy", 2, 4], seen=sent)
    with serving(app) as address, pytest.raises(BrokenOff):
        asyncio.run(stream(address))
    assert len(sent) == 3 and sum(isinstance(event, StatementReady) for event in shown) == 2


def test_it_asks_with_its_key(services, tmp_path):
    records = Records(f"sqlite:///{tmp_path / 'answers.db'}")
    records.migrate()
    key = records.keys.create("partner", "ask")[1]
    with serving(app_with(services, records=records)) as address:
        with Footnote(address, key) as client:
            assert client.ask(DOSE).outcome == "answered"
        with Footnote(address, retries=Retries(most=0)) as client, pytest.raises(ServiceError) as refused:
            client.ask(DOSE)
    records.close()
    assert (refused.value.status, refused.value.code) == (401, "unauthorized")


def test_no_word_of_a_question_is_in_an_error(footnote):
    with pytest.raises(ServiceError) as refused:
        footnote.ask("Quizzlebottom " * 200)
    assert "Quizzlebottom" not in str(refused.value)
    with pytest.raises(ValidationError):
        Filters(year_from=3000)
