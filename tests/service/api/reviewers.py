"""A service with a database of its own, two reviewers, a partner, and readers whose answers they review."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from doubles import app_with, calling
from fastapi.testclient import TestClient
from httpx2 import Response

from service import bootstrap
from service.bootstrap import Services
from service.records import Records

QUESTION = "What is the labelled dose of Pluvicto?"


class Desk:
    """What reviewers, partners and readers do over HTTP."""

    def __init__(self, client: TestClient, records: Records) -> None:
        self.client, self.records = client, records
        self.ada = self._bearer("Dr. Ada Example", "review", "urologist")
        self.ben = self._bearer("Ben Example", "review", "nuclear medicine physician")
        self.partner = self._bearer("a partner", "ask", None)
        self.admin = self._bearer("the operator", "admin", None)
        self.reader = TestClient(client.app, raise_server_exceptions=False)
        assert self.reader.get("/").status_code == 200

    def _bearer(self, name: str, scope: Any, role: str | None) -> dict[str, str]:
        _, key = self.records.keys.create(name, scope, role=role)
        return {"Authorization": f"Bearer {key}"}

    def asked(self, question: str = QUESTION, **more: object) -> dict[str, Any]:
        """An answer to a reader."""
        response = self.reader.post("/v1/followups", json={"question": question, **more})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def rated_down(self, question: str = QUESTION) -> str:
        """The id of an answer that its reader rated down."""
        answer_id: str = self.asked(question)["id"]
        told = self.reader.post(f"/v1/answers/{answer_id}/feedback", json={"rating": "down"})
        assert told.status_code == 204
        return answer_id

    def item(self, item_id: str, kind: str = "answers") -> dict[str, Any]:
        response = self.client.get(f"/v1/reviews/{kind}/{item_id}", headers=self.ada)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    def queue(self, **wanted: object) -> dict[str, Any]:
        response = self.client.get("/v1/reviews", params=wanted, headers=self.ada)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    def decide(self, item_id: str, status: str, kind: str = "answers", by: Any = None, **more: object) -> Response:
        body = {"status": status, **more}
        return self.client.post(f"/v1/reviews/{kind}/{item_id}", json=body, headers=by or self.ada)

    def take_through(self, item_id: str, *steps: str, kind: str = "answers") -> None:
        """Take an item through these states, one after the other."""
        for status in steps:
            response = self.decide(item_id, status, kind, note="Read.")
            assert response.status_code == 200, response.text


@contextmanager
def desk_over(services: Services, folder: Path) -> Iterator[Desk]:
    """A desk over the running service's library and models, with an empty database."""
    records = Records(f"sqlite:///{folder / 'reviews.db'}")
    records.migrate()
    with calling(
        app_with(bootstrap.open_version(replace(services.shared, records=records), services.corpus))
    ) as client:
        yield Desk(client, records)
    records.close()
