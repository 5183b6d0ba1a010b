"""The second stage moves up passages that answer; any cross-encoder with one score may be it."""

import pytest
from small_library import build_corpus, document
from test_cross_encoder import model

from corpus.versions import VersionStore
from service.answering.cross_encoders import CrossEncoderError
from service.answering.ranking import MODEL, NamedRanker, ShippedRanker
from service.answering.retrieval import Retriever
from service.bootstrap import open_retriever
from service.settings import ServiceSettings

QUESTION = "How common was dry mouth?"
ANSWERS = "Dry mouth was seen in 8 of 32 men (25%) given the treatment, permanently in 2 of them."
BESIDE = "Progression-free survival was 7.2 months with a high score and 3.9 months with a low score."


@pytest.fixture
def corpus(tmp_path, embedder):
    settings = build_corpus(
        tmp_path, [document("beside", {"Survival": BESIDE}), document("answers", {"Harms": ANSWERS})], embedder
    )
    with_version = VersionStore(settings.versions).open_live()
    yield with_version
    with_version.close()


def test_the_shipped_ranker_prefers_what_answers():
    answers, beside = ShippedRanker().probabilities([(QUESTION, ANSWERS), (QUESTION, BESIDE)])
    assert 0 <= beside < answers <= 1


def test_with_the_second_stage_the_answer_comes_first_and_says_why(corpus, embedder):
    first = Retriever(corpus, embedder, ShippedRanker()).retrieve(QUESTION).passages[0]
    assert first.document.id == "answers"
    assert first.parts.second_stage > 0 and first.score == pytest.approx(first.parts.total)


def test_a_cross_encoder_by_path_ranks_every_passage(corpus, embedder, tmp_path):
    ranker = NamedRanker(model(tmp_path / "ranker", {0: "LABEL_0"}))
    hits = Retriever(corpus, embedder, ranker).retrieve(QUESTION).passages
    assert len(hits) == 2 and all(0 < hit.parts.second_stage < 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_cross_encoder_with_labels_is_refused(tmp_path):
    with pytest.raises(CrossEncoderError, match=r"FOOTNOTE_RERANKER=.*\['bad', 'good'\]"):
        NamedRanker(model(tmp_path, {0: "good", 1: "bad"}))


def test_a_name_that_leads_nowhere_is_refused(tmp_path):
    with pytest.raises(CrossEncoderError, match=r"FOOTNOTE_RERANKER=.*nowhere"):
        NamedRanker(str(tmp_path / "nowhere"))


def test_altered_weights_are_refused(tmp_path):
    altered = tmp_path / "ranking.onnx"
    altered.write_bytes(MODEL.read_bytes()[:-1] + b"\0")
    altered.with_suffix(".sha256").write_bytes(MODEL.with_suffix(".sha256").read_bytes())
    with pytest.raises(CrossEncoderError, match="not the expected model"):
        ShippedRanker(altered).probabilities([("a", "b")])


def test_the_setting_chooses_the_second_stage(settings):
    plain = open_retriever(settings)
    ranked = open_retriever(ServiceSettings(corpus=settings.corpus, reranker="shipped"))
    question = "How common is dry mouth?"
    assert {hit.parts.second_stage for hit in plain.retrieve(question).passages} == {0.0}
    assert all(hit.parts.second_stage > 0 for hit in ranked.retrieve(question).passages)
    for retriever in (plain, ranked):
        retriever.corpus.close()
