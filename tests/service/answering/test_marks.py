"""Reference marks of a source go from what is shown, and nothing else does; the quote stays as it is printed."""

import pytest
from small_library import document

from service.answering.grounding import Verifier
from service.answering.marks import has_mark, without_marks


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Tea helped [12].", "Tea helped."),
        ("Tea helped [1, 3\u20135], but not all [7].", "Tea helped, but not all."),
        ("As shown by Smith et al. [12], tea helped.", "As shown by Smith et al., tea helped."),
        ("It lasted 12 [10, 14] months.", "It lasted 12 [10, 14] months."),
        ("In 40% [30-50] of men.", "In 40% [30-50] of men."),
        ("Imaged with [18] F-FDG.", "Imaged with [18] F-FDG."),
        ("Tea [sic] helped.", "Tea [sic] helped."),
    ],
)
def test_marks_go_and_numbers_stay(printed, shown):
    assert without_marks(printed) == shown


def test_what_could_be_taken_for_a_mark_of_ours_is_found():
    assert has_mark("It lasted 12 [10] months.") and not has_mark("It lasted 12 [10, 14] months.")


def test_a_quote_without_its_marks_is_still_the_quote():
    verifier = Verifier()
    assert verifier.verify("Tea helped 7 of 9 men.", ["Tea helped 7 of 9 men [12]."]).verdict == "supported"
    assert verifier.verify("Tea helped 7 of 8 men.", ["Tea helped 7 of 9 men [12]."]).verdict != "supported"


def test_a_sentence_with_marks_is_shown_without_and_quoted_with_them(library):
    text = "Dry mouth occurred in 38% of men on lutetium [12, 14]."
    services = library(document("a-trial", {"Side effects": text}, title="Lutetium and dry mouth"))
    import asyncio

    from service.answering.types import Question

    reply = asyncio.run(services.answerer.answer(Question("How common was dry mouth on lutetium?"))).reply
    assert "Dry mouth occurred in 38% of men on lutetium. [1]" in reply.text
    assert [quote.text for citation in reply.citations for quote in citation.quotes] == [text]
