"""Lists of English words that the checks read: data, so that a clinician can read and correct them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words(name: str) -> Any:
    """The content of `<name>.yaml` beside this file."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
