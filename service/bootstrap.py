"""Puts the service together: the only place that picks concrete classes."""

from dataclasses import dataclass

import prompts
from corpus.embeddings import Embedder, EmbedderError, make_embedder
from corpus.versions import CorpusError, CorpusVersion, VersionStore
from service.answering.cross_encoders import CrossEncoderError
from service.answering.entailment import CrossEncoderEntailment, Entailment, OnnxEntailment
from service.answering.evidence import Grounding
from service.answering.grounding import Verifier
from service.answering.pipeline import Answerer, Prompts
from service.answering.ranking import NamedRanker, Ranker, ShippedRanker
from service.answering.retrieval import Retriever
from service.answering.triage import TriageError
from service.articles import ArticleShelf
from service.records import Records
from service.settings import ServiceSettings

STARTUP_ERRORS = (CorpusError, EmbedderError, CrossEncoderError, prompts.PromptError, TriageError)
"""What can stop `build` and says in its message what to do."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the routes and the evals work with."""

    corpus: CorpusVersion
    retriever: Retriever
    answerer: Answerer
    records: Records
    articles: ArticleShelf

    def close(self) -> None:
        self.records.close()
        self.corpus.close()


def build(settings: ServiceSettings, embedder: Embedder | None = None, corpus: CorpusVersion | None = None) -> Services:
    """Open the live corpus, load and warm the embedder, migrate the records. Slow (torch): not on the event loop."""
    corpus = corpus or VersionStore(settings.corpus.versions).open_live()
    texts = Prompts(prompts.load("triage"), prompts.load("disclaimers"))
    embedder = embedder or make_embedder(settings.corpus.embedder, settings.corpus.embedder_dtype)
    retriever = Retriever(corpus, embedder, _ranker(settings.reranker))
    grounding = Grounding(make_verifier(settings, corpus, embedder), corpus.catalog)
    answerer = Answerer(corpus, retriever, texts, grounding)
    retriever.retrieve("warm up")
    records = Records(settings.records_url)
    records.migrate()
    articles = ArticleShelf.read(settings.articles_folder, corpus, texts.disclaimers, grounding)
    return Services(corpus, retriever, answerer, records, articles)


def make_verifier(settings: ServiceSettings, corpus: CorpusVersion, embedder: Embedder) -> Verifier:
    """The verifier with the words of the corpus and the entailment model of the settings, loaded and warm."""
    scope = corpus.manifest.scope
    return Verifier(scope.equivalents, embedder, _entailment(settings.nli_model), scope.opposites)


def open_retriever(settings: ServiceSettings | None = None) -> Retriever:
    """Retrieval over the live corpus version, without the rest of the service."""
    settings = settings or ServiceSettings()
    embedder = make_embedder(settings.corpus.embedder, settings.corpus.embedder_dtype)
    return Retriever(VersionStore(settings.corpus.versions).open_live(), embedder, _ranker(settings.reranker))


def _ranker(name: str) -> Ranker | None:
    if name == "off":
        return None
    model = ShippedRanker() if name == "shipped" else NamedRanker(name)
    model.probabilities([("warm up", "warm up")])  # as with entailment
    return model


def _entailment(name: str) -> Entailment | None:
    if name == "off":
        return None
    model = OnnxEntailment() if name == "shipped" else CrossEncoderEntailment(name)
    model.relations([("warm up", "warm up")])  # what cannot be loaded stops the service here, not an answer later
    return model
