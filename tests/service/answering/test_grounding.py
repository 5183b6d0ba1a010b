"""The last gate, from its front door: identity, coverage, what a judgement points at, records, two quotes, any text.

What each layer catches is in test_numbers.py, test_names.py, test_polarity.py and test_layers.py.
"""

from contextlib import closing

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.catalog import Catalog
from corpus.documents import Document, Passage, Span
from service.answering.evidence import Grounding
from service.answering.grounding import Quoted, Verifier
from service.answering.types import Evidence

verify = Verifier().verify

RESULT = "In HARBOUR, median survival was 15.3 months with brimotinib against 11.3 months (hazard ratio 0.62)."
HARM = "Dry mouth was reported by 39% of the patients on brimotinib."
SENTENCES = [
    RESULT,
    HARM,
    "Patients were not excluded for a fever below 38.5 °C within 3 days of the scan.",
    "Lutetium-177 (7.4 GBq; ±10%) may be given every 6 weeks, for up to 6 cycles, unless platelets drop.",
    "Né à Zürich, “she” paid 20 € — and couldn't sleep!",
    "Which of the 12 doses (95% CI 3–9) was best?",
    "It is unknown whether exercise causes, or only goes with, better sleep.",
]
PIECES = "about not may 12 6.5 0.05 % GBq months ( ) ; - ≥ p < 95 CI median grade A B versus longer in of 177Lu-X PSA50"
SOUP = st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join)
ANY_TEXT = st.one_of(st.text(), SOUP, st.sampled_from(SENTENCES))
SPACE = st.sampled_from([" ", "  ", "\n", "\t ", "\u00a0"])
unhurried = settings(deadline=None, database=None)


def cut(text, span):
    return text[span.start : span.end]


@given(sentence=st.sampled_from(SENTENCES), others=st.lists(ANY_TEXT, max_size=3), place=st.integers(0, 3))
@unhurried
def test_a_sentence_is_supported_by_itself_among_any_other_quotes(sentence, others, place):
    quotes = [*others[:place], sentence, *others[place:]]
    judgement = verify(sentence, quotes)
    assert judgement.verdict == "supported"
    assert quotes[judgement.quote.quote] == sentence and judgement.quote.span == Span(0, len(sentence))


@given(sentence=st.sampled_from(SENTENCES), spaces=st.lists(SPACE, min_size=1), around=SPACE)
@unhurried
def test_white_space_makes_no_difference(sentence, spaces, around):
    words = sentence.split(" ")
    stretched = "".join(word + spaces[place % len(spaces)] for place, word in enumerate(words))
    assert verify(around + stretched, [sentence]).verdict == "supported"
    assert verify(sentence, [around + stretched]).verdict == "supported"


def test_a_verbatim_statement_is_supported_whatever_the_other_quotes_say():
    says, denies = "Fasting helped adults.", "Fasting did not help adults."
    assert verify("Adults were helped by fasting.", [denies]).verdict == "contradicted"
    assert verify(says, [denies, says]).verdict == "supported"
    assert verify(denies, [says, denies]).verdict == "supported"


@given(statement=st.text())
@unhurried
def test_nothing_is_supported_without_a_quote(statement):
    judgement = verify(statement, [])
    assert judgement.verdict == "unsupported" and judgement.reason


@pytest.mark.parametrize(
    ("statement", "share"),
    [
        ("Breakfast should hold plenty of fibre.", "0%"),
        ("The hospital has a new car park.", "0%"),
        ("Brimotinib is taken at breakfast with plenty of milk.", "0%"),
    ],
)
def test_an_unrelated_statement_is_told_how_little_of_it_is_covered(statement, share):
    judgement = verify(statement, [RESULT, HARM])
    assert judgement.verdict == "unsupported" and f" {share} " in judgement.reason


@given(statement=ANY_TEXT, quotes=st.lists(ANY_TEXT, max_size=3), title=ANY_TEXT, metadata=ANY_TEXT)
@unhurried
def test_any_text_gets_the_same_judgement_every_time_and_it_points_into_the_texts(statement, quotes, title, metadata):
    quoted = [Quoted(quote, title, metadata) for quote in quotes]
    judgement = verify(statement, quoted)
    assert judgement == verify(statement, quoted) == Verifier().verify(statement, quoted)
    assert judgement.reason.strip()
    for found in (judgement, *judgement.findings):
        if found.statement is not None:
            assert 0 <= found.statement.start < found.statement.end <= len(statement)
        if found.quote is not None:
            assert 0 <= found.quote.span.start <= found.quote.span.end <= len(quotes[found.quote.quote])


@given(sentence=st.sampled_from([s for s in SENTENCES if any(map(str.isdigit, s))]), data=st.data())
@unhurried
def test_no_digit_of_a_copy_may_change(sentence, data):
    place = data.draw(st.sampled_from([i for i, sign in enumerate(sentence) if sign.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(sentence[place] != digit)
    judgement = verify(sentence[:place] + digit + sentence[place + 1 :], [sentence])
    assert judgement.verdict != "supported" and judgement.reason


@pytest.mark.parametrize(
    ("statement", "words", "held"),
    [
        ("In HARBOUR, median survival was 15.8 months with brimotinib.", "15.8 months", (0, "15.3 months")),
        ("Of the patients on brimotinib, 42% reported dry mouth.", "42%", (1, "39%")),
        ("In ORCHARD, median survival was 15.3 months with brimotinib.", "ORCHARD", None),
        ("Dry mouth was denied by 39% of patients on velarex.", "velarex", None),
        ("Patients on brimotinib had a shorter survival.", "shorter", (0, "15.3 months with brimotinib against 11.3")),
    ],
)
def test_a_judgement_points_at_the_words_that_fail_and_at_the_quote_that_decides(statement, words, held):
    judgement = verify(statement, [RESULT, HARM])
    assert judgement.verdict != "supported" and words in judgement.reason
    assert cut(statement, judgement.statement) == words and (judgement.quote is None) == (held is None)
    if held is not None:
        index, decides = held
        assert judgement.quote.quote == index and decides in cut((RESULT, HARM)[index], judgement.quote.span)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Median survival with brimotinib was 15.3 months; 39% reported dry mouth.", "supported"),
        ("Brimotinib: survival 15.3 against 11.3 months, dry mouth in 39% of patients.", "supported"),
        ("Median survival with brimotinib was 15.3 months; 42% reported dry mouth.", "unsupported"),
        ("Median survival with brimotinib was 39 months; 15.3% reported dry mouth.", "contradicted"),
        ("Median survival with brimotinib was 15.3 months; 39% reported dry eyes.", "contradicted"),
    ],
)
def test_a_statement_may_rest_on_two_quotes_together(statement, verdict):
    assert verify(statement, [RESULT, HARM]).verdict == verdict
    assert all(verify(statement, [quote]).verdict != "supported" for quote in (RESULT, HARM))


def test_a_converted_amount_is_noted():
    quote = "Each cycle delivered 7.4 GBq over 30 minutes."
    (note,) = verify("Each cycle delivered 200 mCi over 30 minutes.", [quote]).notes
    assert "200 mCi" in note and "7.4 GBq" in note
    assert verify("Over 30 minutes, each cycle delivered 7.4 GBq.", [quote]).notes == ()


def test_synonyms_of_the_library_may_stand_for_each_other():
    verifier = Verifier(synonyms=[("velarex", "VX-204"), ("quiet week", "washout")])
    for said in ("VX-204 follows a washout.", "VX-204 follows a quiet week.", "Velarex follows a washout."):
        assert verifier.verify(said, ["After a quiet week, velarex follows."]).verdict == "supported"
        assert verify(said, ["After a quiet week, velarex follows."]).verdict != "supported"
    assert verifier.verify("VX-205 follows a washout.", ["After a quiet week, velarex follows."]).verdict != "supported"


def test_opposites_of_the_library_may_not_stand_for_each_other():
    quote, statement = "The scan is done in velarious men after lunch.", "After lunch, the scan is done in morbid men."
    verifier = Verifier(synonyms=[("velarious", "morbid")], opposites=((("velarious",), ("morbid",)),))
    assert Verifier(synonyms=[("velarious", "morbid")]).verify(statement, [quote]).verdict == "supported"
    assert verifier.verify(statement, [quote]).verdict == "contradicted"


def test_evidence_brings_its_title_its_record_its_section_and_its_abbreviations(tmp_path):
    text = "Best supportive care (BSC) was free. Progression came later with VLX than with BSC."
    start = text.index("Progression")
    where = {"ordinal": 0, "section": ("Results", "Elderly patients"), "start": 0, "end": len(text)}
    spans = (Span(0, start - 1), Span(start, len(text)))
    passage = Passage(id="p", document_id="d", text=text, sentences=spans, **where)
    record = {"authors": "M. Lind", "organization": "Nordic Cancer Group", "year": 2021, "kind": "rct"}
    about = {"licence": "none", "text_basis": "summary", "as_of": "2026-11", "study": "HARBOUR"}
    document = Document(id="d", title="Velarex (VLX) after chemotherapy", **record, **about)
    with closing(Catalog(tmp_path / "catalog.db", create=True)) as catalog:
        catalog.write([(document, [], [passage])])
        grounding = Grounding(Verifier(), catalog)
        evidence = [Evidence(passage, document, spans[1])]
        for said in (
            "In HARBOUR, progression came later with VLX than with BSC.",
            "The Nordic Cancer Group found in 2021 that progression came later with VLX than with BSC.",
            "Progression came later with velarex than with best supportive care.",
        ):
            judgement = grounding.judge(said, evidence)
            assert judgement.verdict == "supported", judgement.reason
        assert grounding.judge("In ORCHARD, progression came later with VLX.", evidence).verdict == "unsupported"
        assert grounding.judge("Progression came later with VLX than with PLX.", evidence).verdict == "unsupported"
        assert grounding.judge(text, []).verdict == "unsupported"


SWAPPED = [
    (["In the velarex group, median survival was 14 months.", "In the placebo group, median survival was 11 months."],
     "Median survival was {} months with velarex and {} months with placebo.", "14", "11"),
    (["With velarex, median survival was 14 months.", "With placebo, median survival was 11 months."],
     "With velarex, median survival was {} months, with placebo {} months.", "14", "11"),
    (["Nausea occurred in 35% of the velarex arm.", "Nausea occurred in 20% of the placebo arm."],
     "Nausea occurred in {}% of the velarex arm and in {}% of the placebo arm.", "35", "20"),
    (["Nausea occurred in 35% of patients.", "Fatigue occurred in 20% of patients."],
     "Of the patients, {}% had nausea and {}% fatigue.", "35", "20"),
    (["The HORIZON trial enrolled 512 patients.", "The ORCHARD trial enrolled 300 patients."],
     "HORIZON enrolled {} patients and ORCHARD {}.", "512", "300"),
]  # fmt: skip


@pytest.mark.parametrize(("quotes", "statement", "first", "second"), SWAPPED)
def test_the_numbers_of_two_quotes_may_not_change_places(quotes, statement, first, second):
    assert verify(statement.format(first, second), quotes).verdict == "supported"
    assert verify(statement.format(second, first), quotes).verdict == "contradicted"


def test_a_claim_hung_on_to_a_name_is_not_supported():
    quote = "The HARBOUR trial enrolled 300 patients at 12 hospitals."
    assert verify("HARBOUR was paid for by the state.", [quote]).verdict == "unsupported"
