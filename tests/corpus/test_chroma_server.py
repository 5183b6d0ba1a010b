"""A library whose vectors are in a real Chroma server, started for these tests alone."""

import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from servers_core import Library, ServersCore

from corpus.servers import Servers
from corpus.versions import CorpusError
from ingest.pipeline import verify_live
from tests.running import chroma, collections

TOKEN = "s3cret"


@pytest.fixture(scope="module")
def url():
    with chroma() as address:
        yield address


@pytest.fixture
def servers(url):
    return Servers(chroma_url=url)


@pytest.fixture
def listed(url):
    return lambda: collections(url)


class TestChromaServer(ServersCore):
    """Everything in servers_core."""


@contextmanager
def guarded(url):
    """The address of a proxy before the server, that lets pass who has the token: the server itself asks for none."""

    class Guard(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.headers["X-Chroma-Token"] != TOKEN:
                self.send_error(403)
                return
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            kind = {"Content-Type": "application/json"}
            asked = urllib.request.Request(url + self.path, body or None, kind, method=self.command)
            try:
                with urllib.request.urlopen(asked) as answer:
                    status, said = answer.status, answer.read()
            except urllib.error.HTTPError as error:
                with error:
                    status, said = error.code, error.read()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_DELETE = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Guard) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_port}"
        proxy.shutdown()


def test_the_token_is_sent_and_not_shown(url, tmp_path):
    with guarded(url) as address:
        library = Library(tmp_path / "with", Servers(address, TOKEN))
        library.build()
        assert verify_live(library.store) == []
        library.store.servers = Servers(address, "wr0ng")
        with pytest.raises(CorpusError, match="FOOTNOTE_CHROMA_URL") as refused:
            library.store.open_live()
        assert TOKEN not in repr(Servers(address, TOKEN)) and "wr0ng" not in str(refused.value)


def test_a_server_that_does_not_answer_is_told_by_its_setting(tmp_path):
    library = Library(tmp_path, Servers("http://127.0.0.1:9"))
    with pytest.raises(ConnectionError, match="FOOTNOTE_CHROMA_URL"):
        library.build()
    assert library.store.list() == []


def test_a_server_that_dies_is_told_by_its_setting_and_the_next_build_finishes(tmp_path):
    with chroma() as address:
        library = Library(tmp_path, Servers(address))
        before = library.build()
        library.write(1, "Tea 1 helped 3 of 99 men.")
        served = library.store.open_live()
    with pytest.raises(ConnectionError, match="FOOTNOTE_CHROMA_URL"):
        served.vectors.nearest(np.ones(served.manifest.embedder.dimension, dtype=np.float32), 3)
    with pytest.raises(ConnectionError, match="FOOTNOTE_CHROMA_URL"):
        library.build()
    assert library.store.live() == before
    with chroma() as address:
        library.store.servers = Servers(address)
        assert library.build() != before
