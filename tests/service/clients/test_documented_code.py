"""The Python of README and docs/partners.md, run as it stands there: only the address and the key are put in."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from service.records import Records
from tests.browser.serving import serving
from tests.service.api.doubles import app_with

PROJECT = Path(__file__).parents[3]
PAGES = ("README.md", "docs/partners.md")
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = {
    f"{page}, {number}": block
    for page in PAGES
    for number, block in enumerate(BLOCK.findall((PROJECT / page).read_text(encoding="utf-8")), 1)
}


@pytest.fixture(scope="module")
def put_in(services, tmp_path_factory):
    """Replaces the address and the key that stand in a page by those of a running service."""
    records = Records(f"sqlite:///{tmp_path_factory.mktemp('records') / 'answers.db'}")
    records.migrate()
    key = records.keys.create("a reader of the docs", "ask")[1]
    with serving(app_with(services, records=records)) as address, serving(app_with(services)) as without_keys:

        def replace(code: str) -> str:
            needed = address if "fn_ask_…" in code else without_keys
            return code.replace("http://127.0.0.1:8000", needed).replace("fn_ask_…", key)

        yield replace
    records.close()


def test_every_client_is_shown():
    shown = "".join(CODE.values())
    clients = ("from openai", "ChatOpenAI", "from mcp", "import Footnote", "AsyncFootnote")
    assert all(name in shown for name in clients)


@pytest.mark.parametrize("block", CODE.values(), ids=CODE)
def test_what_is_written_there_works(put_in, block):
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-c", put_in(block)]
    run = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    assert "7.4 GBq" in run.stdout
