"""The words for what a source is: one file for the card in the browser and for the templates."""

import json
from pathlib import Path
from typing import Any


def source_words(module: Path) -> dict[str, Any]:
    """What the module `words.js` exports. Raises ValueError where it is not JSON."""
    _, _, exported = module.read_text(encoding="utf-8").partition("export const WORDS = ")
    words: dict[str, Any] = json.loads(exported.rstrip().removesuffix(";"))
    return words
