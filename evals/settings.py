"""The settings of evaluation and training. The only reader of the environment in `evals`."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class EvalSettings(BaseSettings):
    """Read from the environment: FOOTNOTE_BENCH_DATA."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", extra="ignore", frozen=True)

    bench_data: Path | None = None
    """The folder of the public data sets (scifact, evidence-inference, kqa); no folder, no figures on them."""
