"""`footnote review …`: what people should look at, and the history of reviews as a file. Imports lazily."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.command import read_settings

if TYPE_CHECKING:
    from service.records import Records

app = typer.Typer(help="What people should look at, and what they decided (docs/review.md).", no_args_is_help=True)


@app.command()
def affected() -> None:
    """List the stored answers and the articles that cite a source which was retracted, replaced or withdrawn since.

    A line each: the id, its day, the source, what became of it. No question is shown.
    """
    import prompts
    from corpus.versions import CorpusError
    from service import affected as listing
    from service import bootstrap
    from service.answering.evidence import Grounding
    from service.answering.grounding import Verifier
    from service.articles.resolving import Resolver
    from service.articles.shelf import ArticleShelf, read_files
    from service.recall import Wording

    settings = read_settings()
    with _records() as records:
        try:
            corpus = bootstrap.store_of(settings).open_live()
        except CorpusError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
        resolver = Resolver(corpus, bootstrap.load_texts(), Wording(prompts.load("recall")), Grounding(Verifier()))
        shelf = ArticleShelf(read_files(settings.articles_folder), records.drafts, records.reviews, resolver)
        found = [*listing.affected_answers(records, corpus.catalog), *listing.affected_articles(shelf)]
        for one in found:
            fate = one.change.fate.replace("_", " ") + (f" by {one.change.by}" if one.change.by else "")
            typer.echo("\t".join((one.id, one.day, one.source, fate)))
        typer.echo(f"{len({one.id for one in found})} to review.", err=True)


@app.command()
def export() -> None:
    """Print the history of reviews and the feedback on answers, as JSON lines."""
    from service.reviews.export import lines

    with _records() as records:
        for line in lines(records):
            sys.stdout.write(line)


@app.command()
def restore(exported: Annotated[Path, typer.Argument(help="what `footnote review export` printed")]) -> None:
    """Bring the history of an export back into a database that lacks it. What is there already stays."""
    from service.reviews.export import events
    from service.reviews.history import AnotherHistory

    try:
        with _records() as records, exported.open(encoding="utf-8") as lines:
            added = records.reviews.restore(events(lines))
    except (OSError, ValueError, AnotherHistory) as error:
        typer.echo(f"Nothing was restored. {error}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{added} steps restored.", err=True)


@contextmanager
def _records() -> Iterator["Records"]:
    """The database that the settings name; one that does not answer is told, and ends the command."""
    from service.records import Records

    with closing(Records(read_settings().records_url)) as records:
        if not records.reachable():
            typer.echo("The database of answers cannot be reached.", err=True)
            raise typer.Exit(1)
        records.migrate()
        yield records
