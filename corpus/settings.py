"""Where corpus versions lie and which embedder serves them. Alone reads the environment in `corpus` and `ingest`."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class CorpusSettings(BaseSettings):
    """Read from `FOOTNOTE_SOURCES`, `FOOTNOTE_DATA`, `FOOTNOTE_EMBEDDER` and `FOOTNOTE_EMBEDDER_DTYPE`."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", extra="ignore", frozen=True)

    sources: Path = PROJECT / "corpus" / "sources"
    """The folder of documents that `make ingest` reads."""
    data: Path = PROJECT / "var"
    """Everything that Footnote writes: corpus versions, the database of answers, eval runs."""
    embedder: str = "all-MiniLM-L6-v2"
    """`all-MiniLM-L6-v2` (shipped weights, checked), a path, a hub name, or `hashing` (tests only)."""
    embedder_dtype: str = "auto"
    """`float32`, `bfloat16`, or `auto`: bfloat16 where the processor has avx512_bf16, else float32."""

    @property
    def versions(self) -> Path:
        return self.data / "corpus"
