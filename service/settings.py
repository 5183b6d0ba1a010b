"""The service's settings. The only reader of the environment in `service`; parts take plain values."""

from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.settings import PROJECT, CorpusSettings
from service.origins import is_origin


def _never(days: object) -> object:
    return None if days in (0, "0", "never") else days


def _listed(names: object) -> object:
    return tuple(name.strip() for name in names.split(",") if name.strip()) if isinstance(names, str) else names


def _are_origins(named: tuple[str, ...]) -> tuple[str, ...]:
    for origin in named:
        if not is_origin(origin):
            raise ValueError(
                f"{origin!r} is not an origin: scheme, host and, where it is not the usual one, port, in small "
                "letters and without a path (https://journal.example)"
            )
    return named


def _are_networks(named: tuple[str, ...]) -> tuple[str, ...]:
    for network in named:
        ip_network(network)
    return named


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Names, separated by commas."""


class ServiceSettings(BaseSettings):
    """Read from the variables that docs/configuration.md lists: FOOTNOTE_…, OPENAI_API_KEY and OPENAI_BASE_URL."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", extra="ignore", frozen=True)

    corpus: CorpusSettings = Field(default_factory=CorpusSettings)
    """The library's own settings, read from their own variables."""
    host: str = "127.0.0.1"
    port: int = 8000
    site_url: HttpUrl | None = None
    """Where readers find the website; the address that a request went to where none is given."""
    origins: Annotated[Listed, AfterValidator(_are_origins)] = ()
    """The other sites whose pages may call the API, as browsers name them: `https://journal.example`."""
    database_url: str | None = None
    """SQLAlchemy URL of the database of answers; SQLite under the data folder where none is given."""
    nli_model: str = "shipped"
    """The verifier's entailment model: `shipped`, `off`, or a sentence-transformers cross-encoder by path or name."""
    reranker: str = "off"
    """The second stage of retrieval: `off`, `shipped`, or a sentence-transformers cross-encoder by path or name."""
    retention_days: Annotated[int | None, BeforeValidator(_never)] = Field(default=30, ge=1, le=36_500)
    """A conversation that nobody continued for so many days is erased; never where it is 0 or `never`."""
    outside_models: Literal["allow", "forbid"] = Field(default="allow", validation_alias="FOOTNOTE_OUTSIDE_MODEL")
    """Whether a model that is not on this machine may be set."""
    model: str | None = Field(default=None, min_length=1)
    """The chat model that writes answers, by the name its server knows; the built-in composer where none is given."""
    openai_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    model_timeout: float = Field(default=20.0, gt=0)
    """Seconds to the first sentence of the model that is kept, and from one to the next."""
    model_confidence: float = Field(default=0.0, ge=0, le=1)
    """How probable the verifier must find a sentence of the model for it to be shown, beyond its own threshold."""
    model_tokens: int = Field(default=1_200, ge=50)
    """How much the model may write for one answer."""
    model_output: Literal["structured", "tagged"] = "structured"
    """`structured`: JSON where the server takes a schema. `tagged`: running text with marks, always."""
    mcp_hosts: Listed = ()
    """The host names, beside loopback, under which /mcp may be reached."""
    rate: int | None = Field(default=None, ge=1)
    """Requests a minute of a key that has no rate of its own, and of an address without a key."""
    daily: int | None = Field(default=None, ge=1)
    """Answers a day, likewise."""
    concurrency: int = Field(default=16, ge=1)
    """How many answers are made at once."""
    redis_url: SecretStr | None = None
    """The Redis that counts for all processes; without one, each counts by itself."""
    trusted_proxies: Annotated[Listed, AfterValidator(_are_networks)] = ()
    """Whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses and networks."""
    articles: Path | None = None
    """The folder of articles; those that the service ships where none is given."""

    @model_validator(mode="after")
    def _model_has_a_server(self) -> Self:
        if self.model is not None and self.openai_key is None and self.openai_base_url is None:
            raise ValueError("FOOTNOTE_MODEL needs OPENAI_API_KEY, or OPENAI_BASE_URL of a server that asks for none")
        return self

    @model_validator(mode="after")
    def _model_may_be_where_it_is(self) -> Self:
        if self.outside_models == "forbid" and self.outside_model is not None:
            raise ValueError(
                "FOOTNOTE_OUTSIDE_MODEL=forbid, and the server of FOOTNOTE_MODEL is not on this machine: set "
                "OPENAI_BASE_URL to a loopback address, or no model"
            )
        return self

    @field_validator("redis_url")
    @classmethod
    def _is_a_redis(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("redis://", "rediss://", "redis+unix://")):
            raise ValueError("a URL that begins with redis://, rediss:// or redis+unix://")
        return url

    @property
    def records_url(self) -> str:
        return self.database_url or f"sqlite:///{self.corpus.data / 'footnote.db'}"

    @property
    def redis_address(self) -> str | None:
        return self.redis_url.get_secret_value() if self.redis_url else None

    @property
    def articles_folder(self) -> Path:
        return self.articles or PROJECT / "corpus" / "articles"

    @property
    def on_loopback(self) -> bool:
        return _is_loopback(self.host)

    @property
    def outside_model(self) -> str | None:
        """The model that questions leave this machine for, if they do."""
        host = urlsplit(self.openai_base_url or "").hostname
        return None if host is not None and _is_loopback(host) else self.model


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
