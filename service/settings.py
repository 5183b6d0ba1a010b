"""The service's settings. The only reader of the environment in `service`; parts take plain values."""

from ipaddress import ip_address
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.settings import PROJECT, CorpusSettings


class ServiceSettings(BaseSettings):
    """Read from FOOTNOTE_HOST, _PORT, _DATABASE_URL, _ARTICLES, _NLI_MODEL, _RERANKER, _RETENTION_DAYS."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", extra="ignore", frozen=True)

    corpus: CorpusSettings = Field(default_factory=CorpusSettings)
    """The library's own settings, read from their own variables."""
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str | None = None
    """SQLAlchemy URL of the database of answers; SQLite under the data folder where none is given."""
    nli_model: str = "shipped"
    """The verifier's entailment model: `shipped`, `off`, or a sentence-transformers cross-encoder by path or name."""
    reranker: str = "off"
    """The second stage of retrieval: `off`, `shipped`, or a sentence-transformers cross-encoder by path or name."""
    retention_days: int | None = Field(default=None, ge=1, le=36_500)
    """A conversation that nobody continued for so many days is erased; never where none is given."""
    articles: Path | None = None
    """The folder of articles; those that the service ships where none is given."""

    @property
    def records_url(self) -> str:
        return self.database_url or f"sqlite:///{self.corpus.data / 'footnote.db'}"

    @property
    def articles_folder(self) -> Path:
        return self.articles or PROJECT / "corpus" / "articles"

    @property
    def on_loopback(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False
