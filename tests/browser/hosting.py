"""Pages of another site: another origin on loopback, with its own content security policy."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Pages = dict[str, tuple[dict[str, str], str]]
"""Path to headers and HTML; more may be added while they are served."""


@contextmanager
def hosting(pages: Pages) -> Iterator[str]:
    """The origin of a site that serves these pages."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers, body = pages.get(self.path, ({}, ""))
            self.send_response(200 if self.path in pages else 204)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Nothing: the test says what is wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    # By name and not by address: for cookies that is another site than the service's 127.0.0.1.
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join(10)
    server.server_close()
