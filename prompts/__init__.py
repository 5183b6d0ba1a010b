"""Versioned text: triage rules, disclaimers and every other wording that people may review without reading code.

Import rule: `prompts` imports nothing of ours. Each text is one YAML file beside this module.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml


class PromptError(Exception):
    """A prompt file is missing or cannot be read; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file as read: `version` is its author's, `sha256` is of the file's bytes, in hexadecimal."""

    name: str
    version: str
    sha256: str
    data: Mapping[str, Any]


def load(name: str) -> Prompt:
    """Read prompts/<name>.yaml. Raises PromptError when it is missing, is not YAML or names no version."""
    if not name.replace("_", "").isalnum():
        raise PromptError(f"{name!r} is no prompt name: use letters, digits and underscores.")
    try:
        content = (resources.files(__name__) / f"{name}.yaml").read_bytes()
    except OSError as error:
        raise PromptError(f"prompts/{name}.yaml cannot be read ({error}): restore the file.") from error
    try:
        data = yaml.safe_load(content)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PromptError(f"prompts/{name}.yaml is not valid YAML: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("version"), str) or not data["version"].strip():
        raise PromptError(f'prompts/{name}.yaml must be a mapping with a quoted version, such as version: "1.0.0".')
    return Prompt(name, data["version"], hashlib.sha256(content).hexdigest(), data)
