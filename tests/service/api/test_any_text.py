"""Whatever is typed or sent, a question is answered or refused; it never breaks the service."""

import json
from unicodedata import category

import pytest
from contract import as_given, assert_problem, markers
from hypothesis import given, settings
from hypothesis import strategies as st

NASTY = {
    "control characters": "dose\x00\x01\x07\x1b[31m of\x7f lutetium",
    "emoji": "💊💉☢️ 👩🏽‍⚕️🇦🇺 dose?",
    "right to left": "ما هي جرعة 177Lu-PSMA \u202eesod\u202c؟",
    "SQL": "'; DROP TABLE answers; -- what is the dose? \" OR 1=1",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)> dose?",
    "template": "{{7*7}} ${jndi:ldap://x} %s %n {question} dose",
    "query syntax": 'text:dose AND (title:* OR -"x"~2) [1 TO 5] +a !b ^2 \\',
    "zero width": "do\u200bse\u2060 of \ufefflutetium",
    "combining": "e" + "\u0301" * 1500,
    "line ends": "dose\r\nof\u2028lutetium\u2029?\x85now\x0b\x0c",
    "stream syntax": "data: x\n\nevent: error\ndata: {}\n\n: dose",
    "markers": "[1] [2] [99] what is the dose [n]?",
    "only digits": "1" * 2000,
    "only marks": "?!.,;:" * 300,
}


def shown(question: str) -> str:
    """The question as it is kept: without control characters that are not white space."""
    return "".join(sign for sign in question if sign.isspace() or category(sign) != "Cc").strip()


@pytest.mark.parametrize("question", NASTY.values(), ids=NASTY.keys())
def test_a_nasty_question_is_answered_and_stored_as_asked(client, question):
    response = client.post("/v1/followups", json={"question": question})
    assert response.status_code == 200, response.text
    answer = response.json()
    assert answer["question"] == shown(question)
    assert as_given(client.get(f"/v1/answers/{answer['id']}").json()) == as_given(answer)
    assert markers(answer["text"]) == [citation["number"] for citation in answer["citations"]]


@given(question=st.text(max_size=300) | st.text(alphabet=st.characters(max_codepoint=0x2FF), min_size=3))
@settings(max_examples=40, deadline=None, database=None)
def test_any_text_is_answered_or_refused(client, question):
    response = client.post("/v1/followups", json={"question": question})
    if response.status_code == 200:
        answer = response.json()
        assert markers(answer["text"]) == [citation["number"] for citation in answer["citations"]]
    else:
        assert_problem(response, 422)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(["question", "article", "conversation_id", "audience", "filters", "more"])


@given(body=JSON | st.dictionaries(FIELDS, JSON, max_size=4))
@settings(max_examples=40, deadline=None, database=None)
def test_any_json_is_answered_or_refused(client, body):
    response = client.post("/v1/followups", content=json.dumps(body), headers={"content-type": "application/json"})
    if response.status_code != 200:
        assert_problem(response, response.status_code)
        assert response.status_code in (404, 422)


@pytest.mark.parametrize(
    "body",
    [
        r'{"question": "\ud800 what is the dose?"}',
        r'{"question": "what is the dose?", "\udfff": 1}',
        r'{"question": "what is the dose?", "article": "\ud800"}',
        r'{"question": "what is the dose?", "conversation_id": "\ud800"}',
        r'{"question": "what is the dose?", "conversation_id": "\u0000"}',
    ],
)
@pytest.mark.parametrize("path", ["/v1/followups", "/v1/followups/stream"])
def test_what_is_no_text_is_refused(client, path, body):
    response = client.post(path, content=body, headers={"content-type": "application/json"})
    assert_problem(response, response.status_code)
    assert response.status_code in (400, 404, 422)
