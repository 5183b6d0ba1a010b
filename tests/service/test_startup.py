"""The `footnote` command as a person meets it: ready and stopped, or refused with what to do."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from processes import BOUND_S, Service, environment, footnote

PROJECT = Path(__file__).parents[2]
HEAVY = ("torch", "chromadb", "sentence_transformers", "langchain", "transformers", "mcp")


@pytest.fixture
def service(data, tmp_path):
    started = Service(data, tmp_path)
    yield started
    started.kill()


def test_importing_the_application_loads_nothing_heavy(tmp_path):
    code = f"import sys, service.app; print([name for name in {HEAVY} if name in sys.modules])"
    env = environment(tmp_path) | {"PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, env=env, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (run.stdout, run.returncode) == ("[]\n", 0), run.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_says_where_it_is_ready_and_stops_cleanly_on_ctrl_c(service):
    address = service.wait_to_say(r"ready at (http://127\.0\.0\.1:\d+)")[1]
    with urllib.request.urlopen(f"{address}/v1/ready", timeout=30) as response:
        assert json.load(response)["status"] == "ready"
    os.kill(service.process.pid, signal.SIGINT)
    assert service.process.wait(15) == 0, service.output
    assert not service.processes()
    assert "Traceback" not in service.output


def test_ctrl_c_while_it_starts_leaves_no_process(service):
    service.wait_to_say(r"starting at http://127\.0\.0\.1:\d+")
    os.kill(service.process.pid, signal.SIGINT)
    service.process.wait(BOUND_S)
    assert not service.processes()
    assert "Traceback" not in service.output


def test_a_taken_port_is_told_with_what_to_do(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        run = footnote("serve", "--port", port, data=tmp_path)
    assert run.returncode == 1
    assert port in run.stderr and "PORT=" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "example.org"])
def test_an_address_that_others_reach_is_refused_without_keys(tmp_path, host):
    run = footnote("serve", "--port", "0", "--host", host, data=tmp_path)
    assert run.returncode == 2
    assert host in run.stderr and "loopback" in run.stderr
    assert "ready" not in run.stdout


def test_a_setting_that_cannot_be_is_named(tmp_path):
    run = footnote("serve", "--port", "0", data=tmp_path, FOOTNOTE_RETENTION_DAYS="soon")
    assert run.returncode == 2
    assert "FOOTNOTE_RETENTION_DAYS" in run.stderr and "docs/configuration.md" in run.stderr
    assert "Traceback" not in run.stderr and run.stdout == ""


def test_without_a_corpus_it_says_what_to_run(tmp_path):
    run = footnote("serve", "--port", "0", data=tmp_path)
    assert run.returncode == 1
    assert "make ingest" in run.stdout
