"""Suggested questions: new ones, which the library answers when they are asked."""

import pytest

from evals.cases import HERE, Answerable, Unanswerable, load

ANSWERABLE = [case.question for case in load(Answerable, HERE / "answerable.jsonl")]
UNANSWERABLE = [case.question for case in load(Unanswerable, HERE / "unanswerable.jsonl")]


@pytest.fixture(scope="module")
def answers(ask):
    return [ask(question) for question in [*ANSWERABLE, *UNANSWERABLE]]


def test_answers_and_abstentions_come_with_up_to_three_suggestions(answers):
    for answer in answers:
        if answer["outcome"] in ("answered", "abstained"):
            assert 1 <= len(answer["suggestions"]) <= 3
            assert len(set(answer["suggestions"])) == len(answer["suggestions"])
        else:
            assert answer["suggestions"] == []


def test_each_suggestion_is_answered_when_it_is_asked(answers, ask):
    suggested = {suggestion for answer in answers for suggestion in answer["suggestions"]}
    assert len(suggested) > 20
    assert {suggestion: ask(suggestion)["outcome"] for suggestion in suggested} == dict.fromkeys(suggested, "answered")


def test_a_suggestion_that_was_taken_is_not_made_again_in_the_conversation(ask):
    answer = ask(ANSWERABLE[0])
    asked = [ANSWERABLE[0]]
    for _ in range(3):
        asked.append(answer["suggestions"][0])
        answer = ask(asked[-1], conversation_id=answer["conversation_id"])
        assert not set(asked) & set(answer["suggestions"])
