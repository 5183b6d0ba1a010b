"""A service with access keys and a database of its own, over the running service's library."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from doubles import borrow, calling
from fastapi.testclient import TestClient

from service.access import COOKIE
from service.app import create_app
from service.bootstrap import Services
from service.records import Records
from service.settings import ServiceSettings

QUESTION = {"question": "What is the labelled dose and schedule of Pluvicto?"}
ORIGIN = "https://partner.example"


class Door:
    """A service, its keys, and callers of every kind."""

    def __init__(self, client: TestClient, records: Records) -> None:
        self.client, self.records, self.keys = client, records, records.keys

    def key(self, scope: str = "ask", **chosen: Any) -> str:
        """The text of a new key."""
        role = "urologist" if scope == "review" else None
        return self.keys.create("A partner", scope, role=role, **chosen)[1]  # type: ignore[arg-type]

    def holder(self, key: str, *, origin: str | None = None, address: str = "192.0.2.1") -> TestClient:
        """Who sends this key."""
        headers = {"authorization": f"Bearer {key}", **({"origin": origin} if origin else {})}
        return self._caller(address, headers=headers)

    def visitor(self, address: str = "192.0.2.1") -> TestClient:
        """A browser that read a page, and so has a session."""
        browser = self._caller(address)
        assert browser.get("/").status_code == 200 and browser.cookies[COOKIE]
        return browser

    def stranger(self, address: str = "192.0.2.1") -> TestClient:
        """A script without key and session."""
        return self._caller(address)

    def _caller(self, address: str, **more: Any) -> TestClient:
        return TestClient(self.client.app, client=(address, 50_000), raise_server_exceptions=False, **more)


@contextmanager
def guarded(services: Services, folder: Path, *, keyed: bool = True, **parts: Any) -> Iterator[Door]:
    """The service over a new database; `keyed`: a key was made, so it is not open. `parts`: settings, or services."""
    replaced = {name: parts.pop(name) for name in ("answerer",) if name in parts}
    records = Records(f"sqlite:///{folder / 'answers.db'}")
    records.migrate()
    if keyed:
        records.keys.create("the first", "admin")
    app = create_app(
        ServiceSettings(**parts), build=lambda _: borrow(services, records=records, **replaced), follow=None
    )
    with calling(app) as client:
        yield Door(client, records)
    records.close()
