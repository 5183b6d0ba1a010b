"""Where corpus versions lie and which embedder serves them. Alone reads the environment in `corpus` and `ingest`."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.servers import Servers

PROJECT = Path(__file__).resolve().parent.parent


class CorpusSettings(BaseSettings):
    """Read from FOOTNOTE_SOURCES, _DATA, _EMBEDDER, _EMBEDDER_DTYPE, _CHROMA_URL, _CHROMA_TOKEN and _DATABASE_URL."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", extra="ignore", frozen=True)

    sources: Path = PROJECT / "corpus" / "sources"
    """The folder of documents that `make ingest` reads."""
    data: Path = PROJECT / "var"
    """Everything that Footnote writes: corpus versions, the database of answers, eval runs."""
    embedder: str = "all-MiniLM-L6-v2"
    """`all-MiniLM-L6-v2` (shipped weights, checked), a path, a hub name, or `hashing` (tests only)."""
    embedder_dtype: str = "auto"
    """`float32`, `bfloat16`, or `auto`: bfloat16 where the processor has avx512_bf16, else float32."""
    chroma_url: str | None = None
    """A Chroma server for the vectors of all versions; a folder of each version where none is given."""
    chroma_token: SecretStr | None = None
    """Sent to the Chroma server as `X-Chroma-Token`."""
    database_url: SecretStr | None = None
    """SQLAlchemy URL; of PostgreSQL, it holds the catalogues of all versions too, else each has a SQLite file."""

    @property
    def versions(self) -> Path:
        return self.data / "corpus"

    @property
    def servers(self) -> Servers:
        database, token = self.database_url, self.chroma_token
        url = database.get_secret_value() if database else ""
        return Servers(
            self.chroma_url,
            token.get_secret_value() if token else None,
            url if url.startswith("postgresql") else None,
        )
