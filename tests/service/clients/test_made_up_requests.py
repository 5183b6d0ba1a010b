"""Requests that schemathesis makes up from the description, valid and not: every answer is one that is described."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.settings import CorpusSettings
from service import bootstrap
from service.app import create_app
from service.settings import ServiceSettings
from tests.browser.serving import serving

HERE = Path(__file__).parent
SCHEMATHESIS = [Path(sys.executable).parent / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run"]
BOUND_S = 3600


@pytest.fixture(scope="module")
def let_in(data, embedder, tmp_path_factory):
    """The address of a service over a database of its own, and a key that it lets in as often as it likes."""
    database = f"sqlite:///{tmp_path_factory.mktemp('records') / 'answers.db'}"
    chosen = ServiceSettings(corpus=CorpusSettings(data=data), database_url=database, rate=1_000_000, daily=1_000_000)
    app = create_app(chosen, build=lambda settings: bootstrap.build(settings, embedder), follow=None)
    with serving(app) as address:
        yield address, app.state.services.records.keys.create("schemathesis", "review", role="urologist")[1]


@pytest.mark.parametrize(("most", "at_least"), [(1, 500), pytest.param(100, 2_000, marks=pytest.mark.slow)])
def test_the_service_keeps_to_its_description(let_in, tmp_path, most, at_least):
    address, key = let_in
    chosen = ["--max-examples", str(most), "--seed", "1", "-H", f"Authorization: Bearer {key}"]
    command = [*SCHEMATHESIS, f"{address}/openapi.json", *chosen]
    run = subprocess.run(command, capture_output=True, text=True, timeout=BOUND_S, check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stdout[-20_000:].replace(key, "(key)") + run.stderr
    made_up = re.search(r"(\d+) generated", run.stdout)
    print(f"{made_up and made_up[1]} requests were made up")
    assert made_up and int(made_up[1]) >= at_least
