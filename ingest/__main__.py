"""The ingest command: `python -m ingest build | status`."""

import time
from pathlib import Path
from typing import Annotated

import typer

from corpus.embeddings import EmbedderError, make_embedder
from corpus.settings import CorpusSettings
from corpus.versions import CorpusError, VersionStore
from ingest.content import IngestError
from ingest.pipeline import Report
from ingest.pipeline import build as build_version
from ingest.progress import progress_for_stdout

app = typer.Typer(help="Turn documents into a corpus version that the service can serve.", no_args_is_help=True)


@app.command()
def build(
    sources: Annotated[Path | None, typer.Argument(help="folder of documents (FOOTNOTE_SOURCES)")] = None,
) -> None:
    """Read the sources, build a new corpus version beside the live one, audit it and switch to it."""
    settings = CorpusSettings()
    started = time.perf_counter()
    try:
        report = build_version(
            sources or settings.sources,
            VersionStore(settings.versions),
            make_embedder(settings.embedder, settings.embedder_dtype),
            progress_for_stdout(),
        )
    except (IngestError, EmbedderError, CorpusError, OSError) as error:
        typer.echo(f"ingest failed: {error}", err=True)
        raise typer.Exit(1) from error
    _tell(report, time.perf_counter() - started)


@app.command()
def status() -> None:
    """Which corpus version is live and what it holds."""
    settings = CorpusSettings()
    store = VersionStore(settings.versions)
    try:
        manifest = store.open_live().manifest
    except CorpusError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(manifest.to_json())


def _tell(report: Report, seconds: float) -> None:
    for file in report.quarantined:
        typer.echo(f"left out: {file.file}: {file.reason}", err=True)
    what = f"{report.documents} documents, {report.passages} passages"
    if report.unchanged:
        typer.echo(f"Nothing changed: corpus version {report.version} ({what}) is live. {seconds:.1f} s")
    else:
        typer.echo(
            f"Corpus version {report.version} is live: {what}, {report.embedded} passages embedded. {seconds:.1f} s"
        )


if __name__ == "__main__":
    app()
