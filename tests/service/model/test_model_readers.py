"""Reading what a model writes: the same however it was cut, without marks, and never with an error."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.answering.writing.reader import Reader

KEYS = ("bcdf", "ghjk", "lmnp")
NAMES = (*KEYS, "zzzz", "1", "12", "BCDF", "source-1")
PAIRS = ("[]", "()", "［］", "〔〕", "【】", "⟦⟧", "「」", "『』", "〚〛", "⦋⦌", "{}")
SENTENCES = (
    "Dry mouth occurred in 39% of the patients.",
    "The hazard ratio was 0.62 [95% CI 0.52 to 0.74]!",
    "Survival with [177Lu]Lu-PSMA was 15.3 months vs. 11.3 months",
    "Was it longer?",
    "In summary:",
    "Fatigue was common (43.1%); e.g. after the first dose.",
    "**Nausea** came next.",
    "The dose is 7.4 GBq [see 2.1].",
)


@st.composite
def marks(draw):
    opening, closing = draw(st.sampled_from(PAIRS))
    times = draw(st.integers(1, 3))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
    return opening * times + draw(st.sampled_from([", ", " ", ";", "]["])).join(names) + closing * times


LOOSE = ("[", "]", "[[", "]]", "][", "【", "】", "[]", "[[]]", ". ", ".", " ")
LINES = ("\n", "\n\n", "\n- ", "\n2. ", "\n* ", "\u2022 ", "# ", "```", "<b>", "&amp;")
loose = st.sampled_from(LOOSE + LINES)
answers = st.lists(st.one_of(st.sampled_from(SENTENCES), marks(), loose), max_size=14).map("".join)
anything = st.one_of(answers, st.text(), st.text(alphabet='[]{}"bcdf.\n :,kesytx'))


def read(text, cuts=()):
    reader, found, start = Reader(KEYS), [], 0
    for cut in [*sorted(cut % (len(text) + 1) for cut in cuts), len(text)]:
        found += reader.feed(text[start:cut])
        start = cut
    return found + reader.finish()


def singly(text):
    return read(text, range(len(text)))


cuts = st.lists(st.integers(0, 2_000), max_size=12)


@given(anything, cuts)
@example("It was common [[bcdf]] and mild [[ghjk]]. It passed.", [20, 21, 22])
@example("It was very common. [[bc", [])
def test_where_it_was_cut_makes_no_difference(text, cuts):
    whole = read(text)
    assert read(text, cuts) == whole
    assert singly(text) == whole


@given(anything)
def test_no_mark_and_no_known_key_in_brackets_is_left(text):
    for written in read(text):
        assert not any(left in written.text for left in ("[[", "]]", "]["))
        assert not any(f"[{key}]" in written.text.lower() for key in KEYS)
        assert set(written.keys) <= set(KEYS) and len(set(written.keys)) == len(written.keys)


@given(st.lists(st.sampled_from(SENTENCES[:2]), min_size=1, max_size=5), st.sampled_from(KEYS))
def test_a_well_marked_answer_comes_out_as_it_was_meant(sentences, key):
    found = singly("\n".join(f"{sentence} [[{key}]]" for sentence in sentences))
    assert [(written.text, written.keys) for written in found] == [(sentence, (key,)) for sentence in sentences]


@pytest.mark.parametrize("text", SENTENCES[1:3])
def test_brackets_that_belong_to_the_text_stay(text):
    assert read(f"{text} [[bcdf]]")[0].text == text


statements = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.one_of(st.sampled_from(SENTENCES), st.text(max_size=40), st.just('He said "so" {in all} here.')),
            "keys": st.lists(st.sampled_from(NAMES), max_size=3),
        }
    ),
    max_size=5,
)


def as_json(found, ascii_only=False, indent=None):
    return json.dumps({"statements": found}, ensure_ascii=ascii_only, indent=indent)


json_answers = st.builds(as_json, statements, st.booleans(), st.sampled_from([None, 2]))
fences = st.sampled_from(["{}", "```json\n{}\n```", "  \n{}\n\n", "```json\n{}```\n"])


@given(json_answers, fences, cuts)
def test_json_reads_the_same_wherever_it_was_cut(text, fence, cuts):
    fenced = fence.replace("{}", text)
    assert read(fenced, cuts) == singly(fenced) == read(text)


@given(json_answers, st.sampled_from(["\nI hope that helps.", "\n```\nThat is all there is.", "}", "\n{}"]), cuts)
def test_words_after_the_json_change_nothing(text, more, cuts):
    assert read(text + more, cuts) == singly(text + more) == read(text)


@given(statements, cuts, st.integers(0, 2_000))
def test_json_that_was_cut_off_yields_whole_statements_alone(found, cuts, end):
    text = as_json(found)
    begun = text[: end % (len(text) + 1)]
    allowed = [read(as_json(found[:count])) for count in range(len(found) + 1)]
    assert read(begun, cuts) in allowed
    assert singly(begun) in allowed


@given(st.recursive(st.one_of(st.none(), st.booleans(), st.floats(), st.text()), st.lists, max_leaves=8))
def test_json_of_another_shape_holds_no_statement(value):
    for shape in ({"statements": value}, {"statements": [{"text": value, "keys": value}]}, {"answer": value}):
        for written in singly(json.dumps(shape)):
            assert set(written.keys) <= set(KEYS)
