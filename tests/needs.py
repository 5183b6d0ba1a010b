"""What a test needs beyond Python: left out by name where it is missing, required where CI says so."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Leave the test out, naming `what`; a failure where FOOTNOTE_TEST_EVERYTHING is set."""
    if os.environ.get("FOOTNOTE_TEST_EVERYTHING"):
        pytest.fail(f"{what} is required here")
    pytest.skip(f"{what} is not on this machine")


def program(*names: str, folders: str = "") -> str:
    """The path of the first of these programs on PATH, or in `folders` (a glob below the root)."""
    places = [str(folder) for folder in sorted(Path("/").glob(folders), reverse=True)] if folders else []
    path = os.pathsep.join([os.environ.get("PATH", ""), *places])
    for name in names:
        if found := shutil.which(name, path=path):
            return found
    missing(" or ".join(names))
