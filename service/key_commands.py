"""`footnote keys …`: make, list, rotate and revoke access keys. Imports lazily."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from service.access import Scope
from service.command import read_settings

if TYPE_CHECKING:
    from service.access import KeyInfo
    from service.keys import Keys
    from service.settings import ServiceSettings

app = typer.Typer(help="Access keys for partners, reviewers and operators (docs/partners.md).", no_args_is_help=True)
KeyId = Annotated[str, typer.Argument(help="the id of a key: `footnote keys list` shows it")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="whose key it is, as you will find it again")],
    scope: Annotated[Scope, typer.Option(help="what it may be used for")] = "ask",
    role: Annotated[str | None, typer.Option(help="of a reviewer: shown beside what they approve")] = None,
    origin: Annotated[
        list[str] | None, typer.Option(help="a site whose pages may carry this key (https://partner.example)")
    ] = None,
    rate: Annotated[int | None, typer.Option(min=1, help="requests a minute (FOOTNOTE_RATE)")] = None,
    quota: Annotated[int | None, typer.Option(min=1, help="answers a day (FOOTNOTE_DAILY)")] = None,
) -> None:
    """Make a key, and print it: it is not kept, and shown this once."""
    with _keys() as keys:
        info, key = keys.create(name, scope, role=role, origins=origin or (), rate=rate, quota=quota)
    _show(key, f"Key {info.id} of {info.name!r}.")


@app.command(name="list")
def list_keys() -> None:
    """A line for each key, separated by tabs: id, scope, state, day, name, role, limits, origins. No secret is kept."""
    with _keys() as keys:
        found = keys.list()
    for info in found:
        typer.echo("\t".join(_columns(info)))


@app.command()
def rotate(
    key_id: KeyId,
    overlap: Annotated[float, typer.Option(min=0, max=8_760, help="hours for which the old text still holds")] = 24.0,
) -> None:
    """A new text for a key, which keeps its answers; the old one holds for some hours more."""
    with _keys() as keys:
        key = keys.rotate(key_id, timedelta(hours=overlap))
    _show(key, f"The old text of key {key_id} holds for {overlap:g} hours more.")


@app.command()
def revoke(key_id: KeyId) -> None:
    """Refuse a key from now on, in every process. What it made stays until it is too old."""
    with _keys() as keys:
        keys.revoke(key_id)
    typer.echo(f"Key {key_id} is refused from now on.")


def live_keys(settings: "ServiceSettings") -> bool:
    """Whether any key holds."""
    with _keys(settings) as keys:
        return any(info.revoked_at is None for info in keys.list())


def _show(key: str, told: str) -> None:
    """The key alone on standard output, so that it can be piped into a store of secrets."""
    typer.echo(f"{told} Keep what follows: it is shown this once.", err=True)
    typer.echo(key)


def _columns(info: "KeyInfo") -> tuple[str, ...]:
    state = f"revoked {info.revoked_at:%Y-%m-%d}" if info.revoked_at else "holds"
    limits = (f"{info.rate or '-'}/min", f"{info.quota or '-'}/day")
    kind = "publishable" if info.publishable else info.scope
    return (
        info.id,
        kind,
        state,
        f"{info.created_at:%Y-%m-%d}",
        info.name,
        info.role or "-",
        " ".join(limits),
        " ".join(info.origins) or "-",
    )


@contextmanager
def _keys(settings: "ServiceSettings | None" = None) -> Iterator["Keys"]:
    """The keys of the database that the settings name; what cannot be is told, and ends the command."""
    from sqlalchemy.exc import SQLAlchemyError

    from service.keys import KeyRefused
    from service.records import Records

    try:
        with closing(Records((settings or read_settings()).records_url)) as records:
            records.migrate()
            yield records.keys
    except KeyRefused as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except (SQLAlchemyError, OSError) as error:
        typer.echo(f"The database of answers cannot be used: {type(error).__name__}.", err=True)
        raise typer.Exit(1) from error
