"""The recorded answers cite the sources, half of what they say is altered, and the replay server plays them."""

import asyncio
import json
from collections import Counter
from urllib.request import Request, urlopen

import pytest

import prompts
from evals.bench.cases import cases
from evals.written.cases import recorded
from evals.written.measure import asked, judged
from evals.written.messages import keys_of, passages_in, question_in
from evals.written.replay import ReplayServer
from evals.written.watching import watched
from service import bootstrap
from service.answering.writing.keys import keys_of as keyed_by_hash
from service.answering.writing.prompting import AnswerPrompt
from service.answering.writing.reader import Reader
from service.settings import ServiceSettings

ANSWERS = recorded()
STATEMENTS = [statement for answer in ANSWERS for statement in answer.statements]


def test_there_are_enough_and_half_of_them_are_altered():
    assert len(ANSWERS) == 200
    assert all(2 * sum(one.altered for one in answer.statements) == len(answer.statements) for answer in ANSWERS)


def test_no_case_and_no_question_comes_twice():
    assert max(Counter(statement.case for statement in STATEMENTS).values()) == 1
    assert max(Counter(answer.question for answer in ANSWERS).values()) == 1


def test_what_is_said_and_cited_is_that_of_a_held_out_case():
    known = {case.id: case for case in cases("held_out")}
    for one in STATEMENTS:
        case = known[one.case]
        kept = (case.statement, case.quotes, case.kind != "paraphrase")
        assert (one.text, list(one.quotes), one.altered) == kept


def test_every_quote_stands_in_the_corpus_word_for_word(corpus):
    texts = [passage.text for document in corpus.catalog.documents for passage in corpus.catalog.passages_of(document)]
    quotes = {quote for statement in STATEMENTS for quote in statement.quotes}
    assert [quote for quote in quotes if not any(quote in text for text in texts)] == []


@pytest.fixture(scope="module")
def message(corpus):
    """What a model is sent for the first recorded answer, with every passage of its documents."""
    known = {case.id: case.document for case in cases("held_out")}
    documents = dict.fromkeys(known[statement.case] for statement in ANSWERS[0].statements)
    keyed = keyed_by_hash([passage for document in documents for passage in corpus.catalog.passages_of(document)])
    named = {key: (passage, corpus.catalog.documents[passage.document_id]) for key, passage in keyed.items()}
    return AnswerPrompt(prompts.load("answer")).answer(ANSWERS[0].question, named, "clinician", 12)[-1][1]


@pytest.mark.parametrize("options", [{}, {"response_format": {"type": "json_schema"}}], ids=["text", "json"])
def test_the_replay_server_plays_what_is_recorded_in_both_forms(message, options):
    with ReplayServer(ANSWERS).running() as server:
        pieces = list(_streamed(server.url, message, **options))
    assert question_in(message) == ANSWERS[0].question
    passages = passages_in(message)
    assert len(pieces) > 10
    assert "".join(pieces).startswith("{") == bool(options)
    reader = Reader(list(passages))
    read = [*(written for piece in pieces for written in reader.feed(piece)), *reader.finish()]
    wanted = [(one.text, keys_of(one.quotes, passages)) for one in ANSWERS[0].statements]
    assert [(written.text, written.keys) for written in read] == wanted
    assert server.played == {ANSWERS[0].id: ANSWERS[0].statements}


def test_what_was_not_recorded_is_not_answered():
    with ReplayServer(ANSWERS).running() as server:
        assert list(_streamed(server.url, "<question>Who?</question>")) == []


@pytest.mark.parametrize("output", ["tagged", "structured"])
def test_what_becomes_of_each_statement_is_told(settings, embedder, corpus, output):
    answers = ANSWERS[:3]
    with ReplayServer(answers).running() as server:
        chosen = ServiceSettings(
            corpus=settings.corpus, model="replay", model_output=output, OPENAI_BASE_URL=server.url
        )
        services = bootstrap.build(chosen, embedder, corpus)
        try:
            told = asyncio.run(_told(services, answers))
        finally:
            services.records.close()
    for answer, one in zip(answers, told, strict=True):
        writing = one.answer.provenance.writing
        fates = Counter(case.fate for case in judged(answer, server.played[answer.id], one))
        assert fates == Counter(shown=writing.shown, repaired=writing.repaired, dropped=writing.dropped)
        assert writing.written == len(server.played[answer.id]) == len(one.watch.complete)
        assert 0 < one.first_own < one.first < one.whole and len(one.checks) == len(one.watch.kept)


async def _told(services, answers):
    return [one async for one in asked(*watched(services), [(answer.question, "clinician") for answer in answers])]


def _streamed(url, message, **options):
    body = {"model": "replay", "stream": True, "messages": [{"role": "user", "content": message}], **options}
    request = Request(f"{url}/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request) as response:
        for line in response:
            data = line.decode().removeprefix("data: ").strip()
            delta = json.loads(data)["choices"][0]["delta"] if data.startswith("{") else {}
            if piece := delta.get("content"):
                yield piece
