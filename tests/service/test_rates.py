"""Counting within a minute and a day, in one process."""

import asyncio
import time

import pytest

from service.rates import Limit, Rates


def minute(who: str, amount: int = 2) -> Limit:
    return Limit("minute", amount, False, who)


def counted(rates: Rates, *limits: Limit) -> list[bool]:
    async def all_of_them() -> list[bool]:
        return [(await rates.count(limit)).within for limit in limits]

    return asyncio.run(all_of_them())


@pytest.fixture
def clock(monkeypatch):
    """Lets time go by."""
    ahead, real = [0.0], time.time
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])
    return lambda seconds: ahead.__setitem__(0, ahead[0] + seconds)


def test_a_window_begins_with_its_first_and_ends_for_all_of_it(clock):
    rates = Rates()
    assert counted(rates, minute("a"), minute("a"), minute("a"), minute("b")) == [True, True, False, True]
    clock(58)
    assert counted(rates, minute("a")) == [False]
    clock(3)
    assert counted(rates, minute("a"), minute("a"), minute("a")) == [True, True, False]


def test_refusals_do_not_lengthen_a_window(clock):
    rates = Rates()
    for _ in range(7):
        counted(rates, minute("a"))
        clock(10)
    assert counted(rates, minute("a")) == [True]


def test_minute_and_day_are_counted_apart():
    rates = Rates()
    day = Limit("day", 1, True, "a")
    assert counted(rates, minute("a"), day, day, minute("a")) == [True, True, False, True]
    assert (day.seconds, minute("a").seconds) == (86_400, 60)


def test_a_crowd_of_callers_costs_each_of_them_no_more(clock):
    rates, began = Rates(), time.monotonic()
    assert all(counted(rates, *(minute(f"2001:db8:0:{host:x}::/64") for host in range(50_000))))
    assert time.monotonic() - began < 20
    assert len(rates._own.storage.storage) == 50_000
    clock(121)
    counted(rates, minute("a"))
    assert len(rates._own.storage.storage) == 1, "what ended is not kept"
