"""The ingest command: `footnote ingest …`, or `python -m ingest …`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from corpus.embeddings import Embedder, EmbedderError, make_embedder
from corpus.servers import Servers
from corpus.settings import CorpusSettings
from corpus.versions import CorpusError, VersionStore
from ingest import listing
from ingest.content import IngestError
from ingest.engines import Engine
from ingest.pipeline import build as build_version
from ingest.pipeline import plan_build, verify_live
from ingest.plan import read_record
from ingest.progress import progress_for_stdout

app = typer.Typer(
    help="Turn documents into a corpus version that the service can serve: Markdown, JATS and BMC XML, PubMed XML, "
    "ClinicalTrials.gov JSON, PDF, Word and HTML. What a file does not say of itself may stand in NAME.yaml beside it.",
    no_args_is_help=True,
)
_STORAGE = ("sqlite3", "sqlalchemy", "chromadb")
"""Whose errors speak of the disk: by name, since not every command loads them."""
Sources = Annotated[Path | None, typer.Argument(help="folder of documents (FOOTNOTE_SOURCES)")]


@app.command()
def build(
    sources: Sources = None,
    engine: Annotated[str, typer.Option(help="local, or ray: tasks on a Ray cluster (pip install .[scale])")] = "local",
) -> None:
    """Read what changed, build a new corpus version beside the live one, audit it and switch to it."""
    settings = CorpusSettings()
    started = time.perf_counter()
    with _told("ingest failed"):
        embedder = make_embedder(settings.embedder, settings.embedder_dtype)
        report = build_version(
            sources or settings.sources,
            VersionStore(settings.versions, settings.servers),
            embedder,
            progress_for_stdout(),
            _engine(engine, embedder),
        )
    for line in listing.left_out(report.files):
        typer.echo(line, err=True)
    typer.echo(listing.outcome(report, time.perf_counter() - started))


@app.command()
def plan(sources: Sources = None) -> None:
    """Which files a build would read, and why; changes nothing."""
    settings = CorpusSettings()
    with _told("cannot plan"):
        embedder = make_embedder(settings.embedder, settings.embedder_dtype)
        planned = plan_build(sources or settings.sources, VersionStore(settings.versions, settings.servers), embedder)
    for line in listing.planned(planned):
        typer.echo(line)


@app.command()
def status() -> None:
    """Which corpus version is live, what it holds, which files were left out and what metadata is missing."""
    store = _store()
    with _told("no status"):
        live = store.open_live()
    typer.echo(listing.status(live.manifest, read_record(live.path), store.list()))


@app.command()
def report() -> None:
    """What was read from each file: its documents, what it lacks, or why it was left out."""
    store = _store()
    with _told("no report"):
        live = store.open_live()
    listing.print_report(read_record(live.path))


@app.command()
def verify() -> None:
    """Audit the live version again: every passage in its place, every vector where it can be found."""
    with _told("cannot verify"):
        problems = verify_live(_store())
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("The live version is whole.")


@app.command()
def rollback(
    version: Annotated[str | None, typer.Argument(help="its id; without one, the version before")] = None,
) -> None:
    """Make an earlier version live. A running service follows within seconds."""
    store = _store()
    with _told("cannot roll back"):
        chosen = version or store.before_live()
        store.activate(chosen)
    typer.echo(f"Corpus version {chosen} is live.")


def _store() -> VersionStore:
    settings = CorpusSettings()
    return VersionStore(settings.versions, settings.servers)


def _engine(name: str, embedder: Embedder) -> Engine | None:
    if name == "local":
        return None
    if name == "ray":
        from ingest.ray_engine import RayEngine

        return RayEngine(embedder)
    raise IngestError(f"there is no engine {name!r}: local or ray")


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Errors that say what to do, without a traceback."""
    try:
        yield
    except (IngestError, EmbedderError, CorpusError, OSError) as error:
        typer.echo(f"{what}: {error}", err=True)
        raise typer.Exit(1) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _STORAGE:
            raise
        reason = str(error).partition("\n")[0]
        settings = CorpusSettings()
        asked = f"is there room under {settings.data}, and may it be written?"
        if settings.servers != Servers():
            asked += " Do the servers answer?"
        typer.echo(f"{what}: {reason} ({asked})", err=True)
        raise typer.Exit(1) from error


if __name__ == "__main__":
    app()
