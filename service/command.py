"""What the commands have in common: settings of the environment, and what is said where one cannot be."""

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from service.settings import ServiceSettings


def read_settings(**chosen: object) -> "ServiceSettings":
    """The settings of the environment, with what is chosen; where one cannot be, says which and ends the command."""
    from pydantic import ValidationError

    from service.settings import ServiceSettings

    try:
        return ServiceSettings.model_validate(chosen)
    except ValidationError as error:
        for wrong in error.errors():
            told = wrong["msg"].removeprefix("Value error, ")
            name = "_".join(str(part).upper() for part in wrong["loc"])
            if name:  # what is wrong with several together names them itself
                told = f"{name if name.startswith(('OPENAI_', 'FOOTNOTE_')) else f'FOOTNOTE_{name}'}: {told}"
            typer.echo(f"{told}. What it may be: docs/configuration.md", err=True)
        raise typer.Exit(2) from error
