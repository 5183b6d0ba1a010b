"""The last gate: a statement is shown only where a quote says it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.answering.grounding import verify

QUOTE = "In VISION, median overall survival was 15.3 months with 177Lu-PSMA-617 against 11.3 months (HR 0.62)."
WORDS = st.text(alphabet=st.characters(exclude_categories=["Z", "C"]), min_size=1)
SPACE = st.sampled_from([" ", "  ", "\n", "\t ", "\u00a0"])


def test_a_statement_that_is_its_quote_is_supported():
    assert verify(QUOTE, [QUOTE]).verdict == "supported"
    assert verify(QUOTE, ["Something else.", QUOTE]).verdict == "supported"


@given(words=st.lists(WORDS, min_size=1), spaces=st.lists(SPACE, min_size=30), around=SPACE)
def test_white_space_makes_no_difference(words, spaces, around):
    stretched = "".join(word + spaces[place % len(spaces)] for place, word in enumerate(words))
    assert verify(around + stretched, [" ".join(words)]).verdict == "supported"


@given(
    place=st.sampled_from([i for i, sign in enumerate(QUOTE) if sign.isdigit()]), digit=st.sampled_from("0123456789")
)
def test_no_number_may_differ(place, digit):
    assume(QUOTE[place] != digit)
    assert verify(QUOTE[:place] + digit + QUOTE[place + 1 :], [QUOTE]).verdict != "supported"


@pytest.mark.parametrize(
    "statement",
    [
        QUOTE.replace("15.3 months", "15.3 weeks"),
        QUOTE.replace("15.3", "153"),
        QUOTE.replace("11.3", "15.3").replace("15.3", "11.3", 1),
        QUOTE.replace("was", "was not"),
        QUOTE.replace("177Lu-PSMA-617", "177Lu-PSMA-I&T"),
        QUOTE.removesuffix(" (HR 0.62)."),
        QUOTE + " It cures.",
        QUOTE.upper(),
        "",
    ],
)
def test_other_words_are_not_supported(statement):
    assert verify(statement, [QUOTE]).verdict != "supported"


@given(statement=st.text())
def test_nothing_is_supported_without_a_quote(statement):
    judgement = verify(statement, [])
    assert judgement.verdict == "unsupported" and judgement.reason


def test_two_quotes_do_not_add_up_to_a_third():
    assert verify("It helps. It harms.", ["It helps.", "It harms."]).verdict != "supported"
