"""One finding that two sources tell becomes one statement with both citations, and only where both support it."""

from small_library import document

QUESTION = "How common was dry mouth with lutetium treatment of prostate cancer?"
ONE = "Dry mouth was seen in 39% of the men given lutetium treatment for prostate cancer."
SAME = "A dry mouth was reported by 39% of the men with prostate cancer who received lutetium treatment."
OTHER_ARM = "Dry mouth was seen in 39% of the men who were not given lutetium treatment for prostate cancer."


def statements(answer):
    return [s for part in (answer["summary"], *answer["sections"]) for s in part["statements"]]


def test_a_finding_of_two_sources_is_one_statement_that_cites_both(ask_library):
    answer = ask_library(QUESTION, document("a", {"Harms": ONE}), document("b", {"Harms": SAME}))
    (statement,) = statements(answer)
    assert statement["text"] in (ONE, SAME)
    assert statement["citations"] == [1, 2] and len(statement["quotes"]) == 2
    assert answer["text"] == f"{statement['text']} [1] [2]"
    quoted = {quote["text"] for citation in answer["citations"] for quote in citation["quotes"]}
    assert quoted == {ONE, SAME}


def test_the_same_number_said_of_others_stays_a_statement_of_its_own(ask_library):
    answer = ask_library(QUESTION, document("a", {"Harms": ONE}), document("b", {"Harms": OTHER_ARM}))
    assert sorted(statement["citations"] for statement in statements(answer)) == [[1], [2]]


def test_two_sentences_of_one_source_are_not_merged(ask_library):
    answer = ask_library(QUESTION, document("a", {"Harms": ONE, "More harms": SAME}))
    assert all(statement["citations"] == [1] for statement in statements(answer))
    assert all(len(statement["quotes"]) == 1 for statement in statements(answer))
