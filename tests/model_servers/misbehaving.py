"""A chat-completions server whose behaviour is chosen by the model's name, and which counts what its clients do."""

import json
import select
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.model_servers.behaviours import BEHAVIOURS, Behaviour, Drop, Refuse, Request, Stall

PIECE = 7
"""Characters sent at a time: marks and words are cut anywhere."""


class ClientLeft(Exception):
    """The client hung up before the answer's end."""


class ModelServer(ThreadingHTTPServer):
    """`behaviours` may be added to. `asked`: requests by model; `open`: generations that run; `left`: hung up early."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviours: dict[str, Behaviour] = dict(BEHAVIOURS)
        self.requests: list[Request] = []
        self.asked: Counter[str] = Counter()
        self.open = self.left = 0
        self.lock = threading.Lock()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def of(self, model: str) -> list[Request]:
        """What this model was sent, in order."""
        return [request for request in self.requests if request.body["model"] == model]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what this server is for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        server, model = self.server, body["model"]
        with server.lock:
            request = Request(body, server.asked[model])
            server.requests.append(request)
            server.asked[model] += 1
            server.open += 1
        self.close_connection = True
        try:
            self._answer(model, request)
        except (ClientLeft, OSError):
            with server.lock:
                server.left += 1
        finally:
            with server.lock:
                server.open -= 1

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, model: str, request: Request) -> None:
        begun = False
        try:
            for text in self.server.behaviours[model](request):
                if not begun:
                    self._begin()
                    begun = True
                for start in range(0, len(text), PIECE):
                    self._send(text[start : start + PIECE])
        except Refuse as refusal:
            self._refuse(refusal)
        except Stall:
            if not begun:
                self._begin()
            while not self.server.closing.wait(0.02):
                self._check_client()
        except Drop:
            self.wfile.write(b'64\r\ndata: {"cho')
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self._event("[DONE]")
            self.wfile.write(b"0\r\n\r\n")

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.send_header("connection", "close")
        self.end_headers()

    def _refuse(self, refusal: Refuse) -> None:
        body = json.dumps({"error": {"message": "not now", "type": "server_error"}}).encode()
        self.send_response(refusal.status)
        for name, value in {**refusal.headers, "content-type": "application/json"}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def _send(self, piece: str) -> None:
        self._check_client()
        choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
        self._event(json.dumps({"id": "c", "object": "chat.completion.chunk", "created": 0, "choices": [choice]}))

    def _event(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")

    def _check_client(self) -> None:
        readable, _, _ = select.select([self.connection], [], [], 0)
        if readable and not self.connection.recv(1, socket.MSG_PEEK):
            raise ClientLeft


@contextmanager
def misbehaving() -> Iterator[ModelServer]:
    """A running server."""
    server = ModelServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
