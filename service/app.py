"""The ASGI application. Importing this module does nothing; `create_app` builds, the lifespan opens and closes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import cast

from anyio import to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from service import access, bootstrap, errors
from service.affected import RecallCounts
from service.api import (
    answers,
    articles,
    citations,
    followups,
    fresh,
    health,
    library,
    mcp,
    metrics,
    openapi,
    privacy,
    reviews,
)
from service.api.limiting import Door
from service.api.openai import completions as openai_completions
from service.api.openai import routes as openai_routes
from service.bootstrap import Services
from service.following import State, follow_live
from service.headers import ResponseHeaders
from service.limits import BodyLimit
from service.mcp.http import Endpoint
from service.rates import Rates
from service.retention import forget_old
from service.reviews.noticing import take_back_approvals
from service.settings import ServiceSettings
from service.slots import Slots
from service.telemetry import Telemetry
from service.web import crawling, desk, pages
from service.web.component import Component
from service.web.problems import problem_page
from service.web.site import STATIC

logger = logging.getLogger(__name__)

Build = Callable[[ServiceSettings], Services]
Follow = Callable[[State], Awaitable[None]]


def create_app(
    settings: ServiceSettings | None = None, build: Build = bootstrap.build, follow: Follow | None = follow_live
) -> FastAPI:
    """The service. `build` may be replaced by one that opens other parts; without `follow` it keeps them."""
    chosen = settings or ServiceSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opening = asyncio.create_task(_open(app, chosen, build, follow))
        yield
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        if app.state.services is not None:
            app.state.services.close()
        await app.state.door.rates.close()

    app = FastAPI(
        title="Footnote",
        version="1",
        description="Answers follow-up questions under medical articles; every sentence carries its quotes.",
        lifespan=lifespan,
        docs_url=None,  # the stock page loads its script from another host
        redoc_url=None,
    )
    app.state.services = None
    app.state.telemetry = _telemetry(app)
    app.state.failed = False
    app.state.replaying = asyncio.Lock()
    app.state.door = Door(
        Rates(chosen.redis_address, app.state.telemetry.counts_alone),
        Slots(chosen.concurrency),
        chosen.rate,
        chosen.daily,
    )
    app.state.on_loopback = chosen.on_loopback
    app.state.retention_days = chosen.retention_days
    app.state.site_url = str(chosen.site_url).rstrip("/") if chosen.site_url else None
    app.state.outside_model = chosen.outside_model
    app.state.outside_models = chosen.outside_models
    app.state.why_not_ready = "The service is starting: it opens the corpus and loads the embedder."
    app.state.mcp = Endpoint(app.state, chosen.mcp_hosts)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=chosen.origins,
        allow_methods=("GET", "POST", "DELETE"),
        allow_headers=("Authorization", "Idempotency-Key", access.HEADER),
        expose_headers=("Retry-After", "RateLimit", "RateLimit-Policy", "Idempotent-Replayed", "X-Request-Id"),
    )
    app.add_middleware(ResponseHeaders)
    errors.install(app, problem_page, {openai_routes.PREFIX: openai_completions.failure})
    openapi.describe(app)
    api = (
        followups,
        answers,
        citations,
        fresh,
        library,
        articles,
        reviews,
        privacy,
        openai_routes,
        mcp,
        health,
        metrics,
    )
    for part in (*api, pages, crawling, desk):
        app.include_router(part.router)
    component = Component(STATIC / "followup-box.js")
    app.add_api_route("/followup-box.js", component.serve, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC))
    return app


def _telemetry(app: FastAPI) -> Telemetry:
    counts = RecallCounts()
    return Telemetry(lambda: counts.of(app.state.services) if app.state.services else None)


async def _open(app: FastAPI, settings: ServiceSettings, build: Build, follow: Follow | None) -> None:
    """Open the services beside the running server: it answers /v1/health at once and /v1/ready when they are."""
    try:
        services = await to_thread.run_sync(build, settings)
    except Exception as error:
        # Our own errors say what to do; any other could name what is not for callers.
        told = str(error) if isinstance(error, bootstrap.STARTUP_ERRORS) else "see its log."
        app.state.why_not_ready = f"The service could not start: {told}"
        app.state.failed = True
        logger.exception("the service could not start")
        return
    await to_thread.run_sync(take_back_approvals, services)
    app.state.services = services
    logger.info("ready, corpus version %s", services.corpus.id)
    await asyncio.gather(*_running(app, settings, follow))


def _running(app: FastAPI, settings: ServiceSettings, follow: Follow | None) -> Iterator[Awaitable[None]]:
    """What goes on beside the requests for as long as the service runs."""
    yield to_thread.run_sync(app.state.services.articles.warm, abandon_on_cancel=True)
    if follow is not None:
        yield follow(cast(State, app.state))
    yield app.state.mcp.run()
    if settings.retention_days is not None:
        yield forget_old(app.state.services.records, settings.retention_days)
