"""Lets a question in: one answer for one Idempotency-Key, a day's quota, a place among those that are answered at once.

All of it before the first byte, of a stream too.
"""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Annotated, Any

from anyio import CancelScope, to_thread
from fastapi import Depends, Header, Request

from service.api import limiting, schemas
from service.api.asking import Asked
from service.api.dependencies import CallerDep, OpenDep
from service.errors import OtherRequest, StillRunning
from service.headers import add_header
from service.idempotency import AnotherBody, Claim, Running

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,255}$",
        description="Any text of your own, for one request. Sent again within 24 hours with the same body, it brings "
        "the same answer and makes no other.",
    ),
]


def admission(admit: Callable[..., Asked]) -> Any:
    """The dependency that lets in what `admit` has checked, and holds its place until the response has been sent."""

    async def enter(
        asked: Annotated[Asked, Depends(admit)],
        request: Request,
        caller: CallerDep,
        is_open: OpenDep,
        key: IdempotencyKey = None,
    ) -> AsyncIterator[Asked]:
        found = await _claim(request, asked, key) if key else None
        if isinstance(found, str):
            add_header(request, "Idempotent-Replayed", "true")
            yield replace(asked, remembered=await _remembered(asked, found))
            return
        try:
            async with limiting.answering(request, caller, is_open):
                yield replace(asked, claim=found)
        finally:
            if found is not None:
                with CancelScope(shield=True):
                    await to_thread.run_sync(asked.services.records.idempotency.release, found)

    return Depends(enter)


async def one_answer(request: Request, caller: CallerDep, is_open: OpenDep) -> AsyncIterator[None]:
    """A dependency of routes that make an answer which is not kept."""
    async with limiting.answering(request, caller, is_open):
        yield


async def _claim(request: Request, asked: Asked, key: str) -> Claim | str:
    body = await request.body()
    said = json.dumps(json.loads(body), sort_keys=True).encode() if body else b""
    claim = asked.services.records.idempotency.claim
    try:
        return await to_thread.run_sync(claim, asked.owner, request.url.path, key, said)
    except AnotherBody as error:
        raise OtherRequest("This Idempotency-Key came with another body before: send a new key with it.") from error
    except Running as error:
        raise StillRunning("The first request with this Idempotency-Key is still being answered.") from error


async def _remembered(asked: Asked, answer_id: str) -> schemas.Answer:
    record = await to_thread.run_sync(asked.services.records.answer, answer_id, asked.owner)
    return schemas.Answer.model_validate_json(record)


AnswerDep = Depends(one_answer)
