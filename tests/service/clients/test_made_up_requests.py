"""Requests that schemathesis makes up from the description, valid and not: every answer is one that is described."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck
from schemathesis.checks import CHECKS  # noqa: F401

from service.app import create_app
from service.records import Records
from service.settings import ServiceSettings
from tests.browser.serving import serving
from tests.service.api.doubles import borrow

UNHURRIED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def described(services, tmp_path_factory) -> Iterator[schemathesis.openapi.BaseSchema]:
    """The description of a service that lets in whoever has its key, as often as they like."""
    records = Records(f"sqlite:///{tmp_path_factory.mktemp('records') / 'answers.db'}")
    records.migrate()
    key = records.keys.create("fuzz", "ask")[1]
    chosen = ServiceSettings(rate=1_000_000, daily=1_000_000)
    with serving(create_app(chosen, build=lambda _: borrow(services, records=records), follow=None)) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json", headers={"Authorization": f"Bearer {key}"})
    records.close()
