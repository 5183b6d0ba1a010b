"""A strict reader of server-sent events: refuses whatever a lenient one would swallow."""

import json
from typing import Any

Event = tuple[str, dict[str, Any]]


def read_events(stream: str) -> list[Event]:
    """The events of a whole stream, each with a name and one JSON object. AssertionError for anything else."""
    assert stream.endswith("\n\n"), "the last event is not closed by an empty line"
    return [event for block in stream.removesuffix("\n\n").split("\n\n") if (event := _event(block))]


def _event(block: str) -> Event | None:
    fields: dict[str, list[str]] = {}
    for line in block.split("\n"):
        if line.startswith(":"):
            continue
        name, colon, value = line.partition(": ")
        assert colon and name in {"event", "data"}, f"not a field of ours: {line!r}"
        fields.setdefault(name, []).append(value)
    if not fields:
        return None
    assert len(fields["event"]) == 1
    data = json.loads("\n".join(fields["data"]))
    assert isinstance(data, dict)
    return fields["event"][0], data
