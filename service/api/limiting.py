"""How often a caller may ask, and how many answers are made at once: told in headers, refused before the first byte.

A key is counted by itself, whoever has none by address, a publishable key by both: anybody can read it off a page.
The headers are those of the IETF's draft-ietf-httpapi-ratelimit-headers, version 10.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Request

from service.access import Caller
from service.errors import TooMany
from service.headers import add_header
from service.rates import Count, Limit, Rates
from service.slots import Slots

RATE = 120
"""Requests a minute, where neither the settings nor a key say otherwise."""
DAILY = 1_000
"""Answers a day."""


@dataclass(frozen=True, slots=True)
class Door:
    """What lets callers in. `rate` and `daily`: None where the settings leave them to us."""

    rates: Rates
    slots: Slots
    rate: int | None
    daily: int | None


async def count_request(request: Request, caller: Caller, is_open: bool) -> None:
    """One more request of this minute. Raises TooMany."""
    door = _door(request)
    own = caller.key.rate if caller.key else None
    amount = own or door.rate or (None if is_open else RATE)
    if amount is not None:
        await _count(request, Limit("minute", amount, False, _who(request, caller)))


@asynccontextmanager
async def answering(request: Request, caller: Caller, is_open: bool) -> AsyncIterator[None]:
    """For as long as an answer is made, one more of this day. Raises Busy, or TooMany."""
    door = _door(request)
    async with door.slots.one():
        for limit in _daily(request, caller, door.daily or (None if is_open else DAILY)):
            await _count(request, limit)
        yield


def _daily(request: Request, caller: Caller, usual: int | None) -> Iterator[Limit]:
    quota = caller.key.quota if caller.key else None
    each = usual if caller.key is None or caller.key.publishable else quota or usual
    if each is not None:
        yield Limit("day", each, True, _who(request, caller))
    if caller.key and caller.key.publishable and quota is not None:
        yield Limit("day-all-visitors", quota, True, caller.key.owner)


async def _count(request: Request, limit: Limit) -> None:
    count = await _door(request).rates.count(limit)
    _tell(request, limit, count)
    if not count.within:
        what, span = ("answers", "day") if limit.daily else ("requests", "minute")
        raise TooMany(f"{limit.amount} {what} a {span} are let in. Ask again in {count.reset} s.", count.reset)


def _tell(request: Request, limit: Limit, count: Count) -> None:
    unit = ';qu="answers"' if limit.daily else ""
    add_header(request, "RateLimit-Policy", f'"{limit.name}";q={limit.amount};w={limit.seconds}{unit}')
    add_header(request, "RateLimit", f'"{limit.name}";r={count.remaining};t={count.reset}')


def _who(request: Request, caller: Caller) -> str:
    if caller.key is None:
        return _address(request)
    return f"{caller.key.owner} {_address(request)}" if caller.key.publishable else caller.key.owner


def _address(request: Request) -> str:
    """Of the client, as uvicorn tells it; of IPv6 the network, since one household has 2^64 addresses."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def _door(request: Request) -> Door:
    door: Door = request.app.state.door
    return door
