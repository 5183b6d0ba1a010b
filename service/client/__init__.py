"""The Python client of `/v1`: typed answers, streams and failures (docs/partners.md).

from service.client import Footnote

with Footnote("http://127.0.0.1:8000", key="fn_ask_…") as footnote:
    print(footnote.ask("How common is dry mouth?").text)
"""

from service.client.awaited import AsyncFootnote
from service.client.blocking import Footnote
from service.client.errors import BrokenOff, ClientError, ServiceError, Unreachable
from service.client.events import Accepted, Event, SourcesRead, StatementReady

__all__ = [
    "Accepted",
    "AsyncFootnote",
    "BrokenOff",
    "ClientError",
    "Event",
    "Footnote",
    "ServiceError",
    "SourcesRead",
    "StatementReady",
    "Unreachable",
]
