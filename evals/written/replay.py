"""A chat-completions server on loopback that plays recorded answers: JSON where a schema is asked for, else text."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evals.written.cases import RecordedAnswer, RecordedStatement
from evals.written.messages import keys_of, passages_in, question_in

PIECE = 7
"""Characters that are sent at once."""
Keyed = Sequence[tuple[RecordedStatement, tuple[str, ...]]]


class ReplayServer:
    """Answers questions that were recorded; to others it writes nothing. `played`: what it wrote, by answer."""

    def __init__(self, answers: Sequence[RecordedAnswer]) -> None:
        self.played: dict[str, tuple[RecordedStatement, ...]] = {}
        self._answers = {answer.question: answer for answer in answers}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @contextmanager
    def running(self) -> Iterator["ReplayServer"]:
        """Serves in a thread until the end of the block."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def written(self, asked: dict[str, Any]) -> str:
        """The answer to a request for a completion, its statements naming the keys that the passages have there."""
        message = str(asked["messages"][-1]["content"])
        passages = passages_in(message)
        answer = self._answers.get(question_in(message))
        if answer is None:
            return ""
        keyed = [(statement, keys_of(statement.quotes, passages)) for statement in answer.statements]
        shown = [(statement, keys) for statement, keys in keyed if keys]
        self.played[answer.id] = tuple(statement for statement, _ in shown)
        return as_json(shown) if "response_format" in asked else as_text(shown)


def as_text(keyed: Keyed) -> str:
    """Running text, the marks behind each sentence."""
    return " ".join(f"{one.text} {' '.join(f'[[{key}]]' for key in keys)}" for one, keys in keyed)


def as_json(keyed: Keyed) -> str:
    """What the schema of an answer asks for."""
    return json.dumps({"statements": [{"text": one.text, "keys": list(keys)} for one, keys in keyed]})


def _handler(server: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            text = server.written(asked)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self._send(_chunk({"role": "assistant", "content": ""}, None))
            for start in range(0, len(text), PIECE):
                self._send(_chunk({"content": text[start : start + PIECE]}, None))
            self._send(_chunk({}, "stop"))
            self._send("[DONE]")

        def _send(self, data: str) -> None:
            self.wfile.write(f"data: {data}\n\n".encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Says nothing."""

    return Handler


def _chunk(delta: dict[str, str], finished: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finished}
    return json.dumps(
        {"id": "replay", "object": "chat.completion.chunk", "created": 0, "model": "replay", "choices": [choice]}
    )
