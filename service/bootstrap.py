"""Puts the service together: the only place that picks concrete classes."""

from dataclasses import dataclass, fields

import prompts
from corpus.embeddings import Embedder, EmbedderError, make_embedder
from corpus.versions import CorpusError, CorpusVersion, VersionStore
from service.answering.alarm import AlarmModel, ShippedAlarm
from service.answering.conflicts.reader import DisagreementModel, ShippedDisagreement
from service.answering.conflicts.telling import Conflicts
from service.answering.cross_encoders import CrossEncoderError
from service.answering.entailment import CrossEncoderEntailment, Entailment, OnnxEntailment
from service.answering.evidence import Grounding
from service.answering.grounding import Verifier
from service.answering.identifiers import Identifiers
from service.answering.inquiry import Inquiry
from service.answering.llm import LangChainModel, openai_chat
from service.answering.pipeline import Answerer, Writers
from service.answering.ranking import ANSWERING, NamedRanker, Ranker, ShippedRanker
from service.answering.red_flags import TriageError
from service.answering.referrals import Referrals
from service.answering.retrieval import Retriever
from service.answering.screening import Screening
from service.answering.studies import Studies
from service.answering.sufficiency import Assessor
from service.answering.suggestions import Suggestions
from service.answering.texts import Prompts
from service.answering.triage import Triage
from service.answering.writing.author import Author
from service.answering.writing.condensing import Condenser
from service.answering.writing.prompting import AnswerPrompt, MessagePrompt
from service.articles.resolving import Resolver
from service.articles.shelf import ArticleError, ArticleShelf, read_files
from service.recall import Wording
from service.records import Records
from service.reviews.desk import ReviewDesk
from service.reviews.queue import Queue
from service.settings import ServiceSettings

STARTUP_ERRORS = (CorpusError, EmbedderError, CrossEncoderError, prompts.PromptError, TriageError, ArticleError)
"""What can stop `build` and says in its message what to do."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What serves every corpus version: models, texts and records."""

    settings: ServiceSettings
    embedder: Embedder
    texts: Prompts
    identifiers: Identifiers
    recall: Wording
    entailment: Entailment | None
    ranker: Ranker | None
    reader: Ranker
    """Reads whether a sentence answers a question."""
    alarm: AlarmModel
    disagreement: DisagreementModel
    writers: Writers | None
    records: Records


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Services:
    """What the routes and the evals work with: one corpus version and what is shared."""

    corpus: CorpusVersion
    retriever: Retriever
    answerer: Answerer
    articles: ArticleShelf
    shared: Shared
    grounding: Grounding

    @property
    def reviews(self) -> ReviewDesk:
        return ReviewDesk(
            self.records, self.records.reviews, self.corpus.catalog, self.articles, self.grounding, self.corpus.id
        )

    @property
    def queue(self) -> Queue:
        return Queue(self.records.reviews, self.articles, self.shared.settings.retention_days)

    @property
    def identifiers(self) -> Identifiers:
        return self.shared.identifiers

    @property
    def records(self) -> Records:
        return self.shared.records

    def close(self) -> None:
        self.shared.records.close()
        self.corpus.close()


def build(settings: ServiceSettings, embedder: Embedder | None = None, corpus: CorpusVersion | None = None) -> Services:
    """Open the live corpus, load and warm the embedder, migrate the records. Slow (torch): not on the event loop."""
    corpus = corpus or store_of(settings).open_live()
    texts = load_texts()
    embedder = embedder or make_embedder(settings.corpus.embedder, settings.corpus.embedder_dtype)
    records = Records(settings.records_url)
    reading = (_entailment(settings.nli_model), _ranker(settings.reranker), _reader(), _alarm(), _disagreement())
    models = (*reading, _writers(settings))
    recall = Wording(prompts.load("recall"))
    shared = Shared(settings, embedder, texts, Identifiers(texts.identifiers), recall, *models, records)
    services = open_version(shared, corpus)
    records.migrate()
    return services


def load_texts() -> Prompts:
    return Prompts(*(prompts.load(text.name) for text in fields(Prompts)))


def store_of(settings: ServiceSettings) -> VersionStore:
    """The corpus versions that these settings name."""
    return VersionStore(settings.corpus.versions, settings.corpus.servers)


def open_version(shared: Shared, corpus: CorpusVersion) -> Services:
    """Serve this corpus version with what is shared. Warm when it returns."""
    retriever = Retriever(corpus, shared.embedder, shared.ranker)
    grounding = Grounding(_verifier(corpus, shared.embedder, shared.entailment), corpus.catalog)
    answerer = _answerer(shared, corpus, retriever, grounding)
    retriever.retrieve("warm up")
    resolver = Resolver(corpus, shared.texts, shared.recall, grounding)
    files, records = read_files(shared.settings.articles_folder), shared.records
    articles = ArticleShelf(files, records.drafts, records.reviews, resolver)
    return Services(corpus, retriever, answerer, articles, shared, grounding)


def _answerer(shared: Shared, corpus: CorpusVersion, retriever: Retriever, grounding: Grounding) -> Answerer:
    texts, identifiers, scope = shared.texts, shared.identifiers, corpus.manifest.scope
    triage = Triage(texts.triage, shared.alarm)
    assessor = make_assessor(retriever, shared.reader)
    return Answerer(
        corpus,
        texts,
        Screening.of(texts, triage, identifiers, scope.language),
        Inquiry(retriever, assessor, Referrals(texts.referrals), identifiers.without_placeholders),
        Suggestions(retriever, assessor, triage),
        grounding,
        Conflicts.of(texts.conflicts, shared.disagreement, scope.equivalents, scope.vocabulary),
        shared.writers,
    )


def make_assessor(retriever: Retriever, reader: Ranker) -> Assessor:
    """What judges whether the library of this retriever answers a question."""
    studies = Studies.of(retriever.corpus.catalog, retriever.concepts.vocabulary)
    return Assessor(retriever, studies, reader)


def make_verifier(settings: ServiceSettings, corpus: CorpusVersion, embedder: Embedder) -> Verifier:
    """The verifier with the words of the corpus and the entailment model of the settings, loaded and warm."""
    return _verifier(corpus, embedder, _entailment(settings.nli_model))


def _verifier(corpus: CorpusVersion, embedder: Embedder, entailment: Entailment | None) -> Verifier:
    scope = corpus.manifest.scope
    return Verifier(scope.equivalents, embedder, entailment, scope.opposites)


def open_retriever(settings: ServiceSettings | None = None) -> Retriever:
    """Retrieval over the live corpus version, without the rest of the service."""
    settings = settings or ServiceSettings()
    embedder = make_embedder(settings.corpus.embedder, settings.corpus.embedder_dtype)
    return Retriever(
        store_of(settings).open_live(),
        embedder,
        _ranker(settings.reranker),
    )


def _ranker(name: str) -> Ranker | None:
    if name == "off":
        return None
    model = ShippedRanker() if name == "shipped" else NamedRanker(name)
    model.probabilities([("warm up", "warm up")])  # as with entailment
    return model


def _reader() -> Ranker:
    model = ShippedRanker(ANSWERING)
    model.probabilities([("warm up", "warm up")])
    return model


def _disagreement() -> DisagreementModel:
    model = ShippedDisagreement()
    model.read([("warm", "up")])
    return model


def _alarm() -> AlarmModel:
    model = ShippedAlarm()
    model.read("warm up")  # triage fails closed: without its model the service does not start
    return model


def _writers(settings: ServiceSettings) -> Writers | None:
    """The chat model of the settings in its parts; None where none is set. Loads its library."""
    if settings.model is None:
        return None
    answer, rewriting = AnswerPrompt(prompts.load("answer")), MessagePrompt(prompts.load("condense"))
    key = settings.openai_key.get_secret_value() if settings.openai_key else "none"  # the library asks for one
    make = openai_chat(settings.model, settings.openai_base_url, key, settings.model_timeout, settings.model_tokens)
    model = LangChainModel(settings.model, make, structured=settings.model_output == "structured")
    model.load()
    author = Author(model, answer, settings.model_timeout)
    return Writers(
        author,
        Condenser(model, rewriting, settings.model_timeout / 4),
        settings.model_confidence,
        settings.outside_model is not None,
    )


def _entailment(name: str) -> Entailment | None:
    if name == "off":
        return None
    model = OnnxEntailment() if name == "shipped" else CrossEncoderEntailment(name)
    model.relations([("warm up", "warm up")])  # what cannot be loaded stops the service here, not an answer later
    return model
