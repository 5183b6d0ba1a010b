"""Rules of the house that prose alone would let rot: who imports whom, who reads the environment, what is documented.

A module's size is one of them: a file that nobody can read whole is a file that nobody reads.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from corpus.settings import CorpusSettings
from evals.settings import EvalSettings
from service.settings import ServiceSettings

PROJECT = Path(__file__).parent.parent
ROOMS = ("corpus", "ingest", "prompts", "service", "evals")
MAX_LINES = 250
SETTINGS = {"corpus/settings.py", "service/settings.py", "evals/settings.py"}
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "BaseSettings", "load_dotenv"}
# What the library is about is data (corpus/sources): code that knows it works for no other library.
SUBJECT = re.compile(
    r"\b(?:lutetium|(?:177)?lu-?177|177lu\S*|psma\w*|pluvicto|radioligand|prostate|docetaxel|cabazitaxel|radium|actinium|"
    r"vision(?:-\d{4}|\s+trial)|therap(?:-\d{4}|\s+trial)|splash|eclipse|enza-?p|lupsma|upfrontpsma|resist-pc)\b",
    re.IGNORECASE,
)


def modules(*rooms: str) -> Iterator[tuple[str, str]]:
    """Path and text of every module of the rooms; migrations are written once and left alone."""
    for room in rooms:
        for path in sorted((PROJECT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(PROJECT)), path.read_text(encoding="utf-8")


def names(source: str) -> set[str]:
    """Every name that a module uses, imports or reaches through a dot."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                found.add(name)
    return found


def code(source: str) -> str:
    """A module without its comments; texts and docstrings stay."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return " ".join(token.string for token in tokens if token.type != tokenize.COMMENT)


def test_every_room_imports_only_what_it_may():
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_the_environment_is_read_in_the_settings_modules_alone():
    readers = {path for path, text in modules(*ROOMS) if names(text) & ENVIRONMENT}
    assert readers == SETTINGS


def test_no_module_knows_what_the_library_is_about():
    knowing = {path: SUBJECT.findall(code(text)) for path, text in modules("corpus", "ingest", "service", "evals")}
    assert {path: words for path, words in knowing.items() if words} == {}


def test_the_subject_would_be_noticed():
    module = 'RULE = "177Lu-PSMA-617 Pluvicto lutetium vision-2021"\n"""The TheraP trial."""\nPSMAfore = 1  # LuPSMA\n'
    assert len(SUBJECT.findall(code(module))) == 6


@pytest.mark.parametrize("settings", [CorpusSettings, ServiceSettings, EvalSettings])
def test_every_setting_is_documented(settings):
    documented = (PROJECT / "docs" / "configuration.md").read_text(encoding="utf-8")
    prefix = settings.model_config["env_prefix"]
    own = {
        str(field.validation_alias or f"{prefix}{name.upper()}")
        for name, field in settings.model_fields.items()
        if not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseSettings))
    }
    assert own and {name for name in own if not re.search(rf"\b{name}\b", documented)} == set()


def test_every_module_can_be_read_whole():
    lengths = {path: len(text.splitlines()) for path, text in modules(*ROOMS)}
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}
