"""The `footnote` command. May import everything, and does so when a command needs it."""

import logging
import sys
from typing import Annotated

import typer

from evals.cli import app as evaluation
from ingest.__main__ import app as ingest
from service.command import read_settings
from service.key_commands import app as keys
from service.key_commands import live_keys
from service.review_commands import app as review

app = typer.Typer(help="Footnote: answers whose every sentence carries a footnote that holds.", no_args_is_help=True)

app.add_typer(ingest, name="ingest")
app.add_typer(evaluation, name="eval")
app.add_typer(review, name="review")
app.add_typer(keys, name="keys")


@app.callback()
def footnote() -> None:
    """Footnote."""


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="port to listen on (FOOTNOTE_PORT, default 8000)")] = None,
    host: Annotated[str | None, typer.Option(help="address to listen on (FOOTNOTE_HOST, loopback)")] = None,
) -> None:
    """Run the service and the website until Ctrl-C."""
    from service.server import PortTaken, run

    chosen = {key: value for key, value in {"port": port, "host": host}.items() if value is not None}
    settings = read_settings().model_copy(update=chosen)
    if not settings.on_loopback and not live_keys(settings):
        typer.echo(
            f"Refusing to listen on {settings.host}: without access keys the service is open to whoever reaches it. "
            "Use a loopback address, or make a key: footnote keys create NAME",
            err=True,
        )
        raise typer.Exit(2)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for chatty in ("alembic", "sentence_transformers"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    try:
        ready = run(settings)
    except KeyboardInterrupt:  # uvicorn has shut down in order and passes the signal on
        return
    except PortTaken as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if not ready:
        raise typer.Exit(1)


@app.command()
def mcp() -> None:
    """Serve the library as tools of a language model, over standard input and output (docs/partners.md)."""
    from corpus.versions import CorpusError

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    settings = read_settings()
    from service.mcp.stdio import run

    try:
        run(settings)
    except KeyboardInterrupt:
        return
    except CorpusError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@app.command()
def replay(answer_id: Annotated[str, typer.Argument(help="the id of a stored answer, ans_…")]) -> None:
    """Ask a stored answer's question again, of the corpus version that it was made from."""
    import asyncio

    from service import bootstrap
    from service.errors import FootnoteError
    from service.records import UnknownRecord
    from service.replay import replay as ask_again

    settings = read_settings()
    try:
        services = bootstrap.build(settings)
        again = asyncio.run(ask_again(services.shared, services.records.answer_of_anyone(answer_id)))
    except (FootnoteError, UnknownRecord, *bootstrap.STARTUP_ERRORS) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(again.answer.reply.text)
    typer.echo("The same answer as then." if again.same else "Not the answer of then: what composes it has changed.")


if __name__ == "__main__":
    app()
