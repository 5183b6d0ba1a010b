"""The shipped entailment model, through its front door."""

from pathlib import Path

import pytest

from service.answering.cross_encoders import CrossEncoderError
from service.answering.entailment import MODEL, OnnxEntailment, Relation, decide
from service.answering.windows import views

HIGHER = "Overall survival was significantly longer in the docetaxel group than in the placebo group (p = 0.002)."
EQUAL = "There was no significant difference in fatigue between the exercise group and the control group (p = 0.61)."
FILLER = "Patients were enrolled at twelve centres in four countries and gave written consent before any procedure. "


@pytest.fixture(scope="module")
def model() -> OnnxEntailment:
    return OnnxEntailment()


def test_supports_refutes_and_abstains(model: OnnxEntailment) -> None:
    support, refute, neutral = model.relations(
        [
            ("Docetaxel significantly increased overall survival compared with placebo.", HIGHER),
            ("There was no significant difference in overall survival between docetaxel and placebo.", HIGHER),
            ("Dry mouth was the most common adverse event of the radioligand.", HIGHER),
        ]
    )
    assert support.support > 0.5
    assert refute.refute > 0.5
    assert neutral.neutral > 0.5


def test_no_difference_contradicts_a_difference(model: OnnxEntailment) -> None:
    equal, different = model.relations(
        [
            ("Fatigue did not differ between exercise and control.", EQUAL),
            ("Exercise significantly reduced fatigue compared with control.", EQUAL),
        ]
    )
    assert equal.support > 0.5 > different.support


def test_a_window_finds_the_sentence_in_a_long_text(model: OnnxEntailment) -> None:
    text = FILLER * 8 + HIGHER + " " + FILLER * 8
    (found,) = model.relations([("Docetaxel increased overall survival compared with placebo.", text)])
    assert found.support > 0.5


def test_equal_pairs_score_equally_in_any_company(model: OnnxEntailment) -> None:
    pair = ("Fatigue did not differ between exercise and control.", EQUAL)
    (alone,) = model.relations([pair])
    among = model.relations([("Docetaxel prolonged survival.", HIGHER), pair, ("It rained.", FILLER * 12)])
    assert among[1] == alone
    assert alone.support + alone.refute + alone.neutral == pytest.approx(1.0)


def test_nothing_in_nothing_out(model: OnnxEntailment) -> None:
    assert model.relations([]) == []
    (empty,) = model.relations([("Docetaxel prolonged survival.", "")])
    assert empty.support < 0.5


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    altered = tmp_path / "entailment.onnx"
    altered.write_bytes(MODEL.read_bytes()[:-1] + b"\0")
    altered.with_suffix(".sha256").write_bytes(MODEL.with_suffix(".sha256").read_bytes())
    with pytest.raises(CrossEncoderError, match="not the expected model"):
        OnnxEntailment(altered).relations([("a", "b")])


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(CrossEncoderError, match="missing"):
        OnnxEntailment(tmp_path / "none.onnx").relations([("a", "b")])


def test_short_evidence_is_one_window_and_long_evidence_the_closest_few() -> None:
    assert views("Survival was longer.", HIGHER) == [[HIGHER]]
    long = FILLER * 10 + HIGHER + " " + FILLER * 10
    single, double = views("Overall survival was longer in the docetaxel group.", long)
    assert HIGHER in single and any(HIGHER in window and window != HIGHER for window in double)
    assert all(len(window) < len(long) / 2 for window in (*single, *double))


def test_the_window_that_says_most_decides() -> None:
    decided = decide([Relation(0.05, 0.05, 0.9), Relation(0.9, 0.05, 0.05)])
    assert decided.support > 0.8
