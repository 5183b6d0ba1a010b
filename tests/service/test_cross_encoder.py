"""Any sentence-transformers cross-encoder may stand in for the shipped entailment model: here tiny ones."""

from pathlib import Path

import pytest

from service.answering.cross_encoders import CrossEncoderError, tokenizer_file
from service.answering.entailment import CrossEncoderEntailment

PAIRS = [("Survival was longer.", "Survival was longer with the drug."), ("It rained.", "The sun shone. " * 90)]


def model(folder: Path, labels: dict[int, str]) -> str:
    """A cross-encoder with random weights and these labels."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(str(tokenizer_file().parent))
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        id2label=labels, label2id={label: number for number, label in labels.items()},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def test_three_labels_are_found_by_name_whatever_their_order(tmp_path):
    one = CrossEncoderEntailment(model(tmp_path / "a", {0: "entailment", 1: "neutral", 2: "contradiction"}))
    other = CrossEncoderEntailment(model(tmp_path / "b", {0: "CONTRADICTION", 1: "ENTAILMENT", 2: "NEUTRAL"}))
    for first, second in zip(one.relations(PAIRS), other.relations(PAIRS), strict=True):
        assert first.support + first.refute + first.neutral == pytest.approx(1.0)
        # the same weights: column 0 is support for one and refutation for the other
        assert first.support == pytest.approx(second.refute, abs=1e-4)
        assert first.neutral == pytest.approx(second.support, abs=1e-4)


def test_a_single_score_is_support_and_never_refutes(tmp_path):
    relations = CrossEncoderEntailment(model(tmp_path, {0: "LABEL_0"})).relations(PAIRS)
    assert [relation.refute for relation in relations] == [0.0, 0.0]
    assert all(0.0 < relation.support < 1.0 for relation in relations)


def test_unknown_labels_are_named(tmp_path):
    stranger = CrossEncoderEntailment(model(tmp_path, {0: "good", 1: "bad", 2: "ugly"}))
    with pytest.raises(CrossEncoderError, match=r"\['bad', 'good', 'ugly'\]"):
        stranger.relations(PAIRS)


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CrossEncoderError, match="nowhere"):
        CrossEncoderEntailment(str(tmp_path / "nowhere")).relations(PAIRS)


def test_nothing_in_nothing_out(tmp_path):
    assert CrossEncoderEntailment(str(tmp_path)).relations([]) == []
