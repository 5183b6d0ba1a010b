"""docs/partners.md, held to its word: its commands are run, in their order, as a partner would."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from processes import BOUND_S, Service, environment
from sse_reader import read_events

from tests.needs import program

DOCS = Path(__file__).parents[3] / "docs"


def commands(page: str) -> list[str]:
    return re.findall(r"^```bash\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def said(data, tmp_path):
    """What each of the page's commands prints, run in one shell against a service of its own."""
    program("curl")
    settings = {"FOOTNOTE_DATABASE_URL": f"sqlite:///{tmp_path / 'answers.db'}"}
    service = Service(data, tmp_path, **settings)
    try:
        address = service.wait_to_say(r"ready at (http://127\.0\.0\.1:\d+)")[1]
        python = shlex.quote(sys.executable)
        script = [f'footnote() {{ {python} -m service.cli "$@"; }}']
        for command in commands("partners.md"):
            script += [command.replace("http://127.0.0.1:8000", address), 'printf "\\0"']
        env = environment(data) | settings
        shell = ["bash", "-e", "-o", "pipefail", "-c", "\n".join(script)]
        run = subprocess.run(shell, env=env, capture_output=True, text=True, timeout=BOUND_S, check=False)
    finally:
        service.kill()
    assert run.returncode == 0, run.stderr
    return run.stdout.split("\0")


def test_the_commands_for_partners_do_what_the_page_says(said):
    made, asked, streamed, twice, publishable, *_ = said
    assert made == ""
    answer = json.loads(asked)
    assert answer["outcome"] == "answered" and answer["citations"] and answer["disclaimer"]
    names = [name for name, _ in read_events(streamed)]
    assert names[:2] == ["accepted", "sources"] and names[2] == "statement" and names[-1] == "done"
    decoder = json.JSONDecoder()
    first, end = decoder.raw_decode(twice)
    assert decoder.raw_decode(twice[end:])[0] == first
    assert publishable.startswith("fn_pub_")
