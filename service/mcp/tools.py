"""The tools, and the server that offers them. The only room that knows the SDK, with the two that run the server."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from functools import partial
from typing import Annotated, Any, Protocol

from anyio import to_thread
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request

from service.access import Caller
from service.answering.types import Audience
from service.api import markdown
from service.api.asking import answer_of
from service.api.dependencies import is_open
from service.api.followups import admit
from service.api.limiting import answering
from service.api.schemas import Answer, FollowupRequest
from service.bootstrap import Services
from service.errors import FootnoteError, NotFound, NotReady
from service.faults import trace
from service.mcp.results import FoundPassages, SourceText
from service.records import UnknownRecord
from service.telemetry import Telemetry

logger = logging.getLogger(__name__)

Who = Callable[[Request | None], Caller]
"""Who calls a tool, by the HTTP request that the call came in, if it came in one."""
MOST_PASSAGES = 20
READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
ASKS = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
_INSTRUCTIONS = (
    "A library of medical sources about {subject}. Ask ask_followup whatever a person wants to know: it notices "
    "emergencies, verifies each sentence against its quotes and says when there is no evidence. Pass its text on "
    "whole, with its numbers, its sources and its disclaimer. search_passages and get_source are for looking things up."
)


class State(Protocol):
    """What the application keeps of itself."""

    services: Services | None
    telemetry: Telemetry
    failed: bool
    why_not_ready: str


def make_server(state: State, who: Who, subject: str) -> MCPServer:
    """A server of the tools. `subject`: what the library is about."""
    logging.getLogger("mcp").setLevel(logging.WARNING)  # it tells failures of tools with their texts
    server = MCPServer("footnote", title="Footnote", instructions=_INSTRUCTIONS.format(subject=subject))
    tools = Tools(state, who)
    server.add_tool(tools.ask_followup, annotations=ASKS)
    server.add_tool(tools.search_passages, annotations=READS)
    server.add_tool(tools.get_source, annotations=READS)
    return server


class Tools:
    """What a model can do with the library. A failure is an error of the tool that says what to do."""

    def __init__(self, state: State, who: Who) -> None:
        self._state = state
        self._who = who

    async def ask_followup(
        self,
        ctx: Context[Any, Request],
        question: Annotated[str, Field(description="In full, as the person asked it; 3 to 2,000 characters.")],
        audience: Annotated[Audience, Field(description="Whom the answer is for.")] = "clinician",
        article: Annotated[str | None, Field(description="The slug of the article that the question follows.")] = None,
        conversation_id: Annotated[str | None, Field(description="Of an earlier answer, to go on asking.")] = None,
    ) -> Annotated[CallToolResult, Answer]:
        """Answer a medical question from the library: every sentence with the number of its source, verified against
        its quotes; in an emergency what to do now; where there is no evidence, that there is none."""
        with _failures_told():
            body = _followup(question=question, audience=audience, article=article, conversation_id=conversation_id)
            services, caller = await self._visit(ctx)
            asked = await to_thread.run_sync(admit, body, services, caller.owner)
            async with await _place(ctx.request_context.request, caller, services):
                answer = await answer_of(asked, self._state.telemetry)
            going_on = f"To go on asking: conversation_id {answer.conversation_id}"
            return _result(answer, f"{markdown.whole(answer)}\n\n{going_on}")

    async def search_passages(
        self,
        ctx: Context[Any, Request],
        query: Annotated[str, Field(description="What to look for, in words or as a question.")],
        limit: Annotated[int, Field(ge=1, le=MOST_PASSAGES)] = 8,
    ) -> Annotated[CallToolResult, FoundPassages]:
        """Find passages of the library, best first. They are found by likeness and may not answer anything: for what a
        person asks, use ask_followup."""
        with _failures_told():
            wanted = _followup(question=query).question
            services, _ = await self._visit(ctx)
            kept = await to_thread.run_sync(services.identifiers.redact, wanted)
            retrieved = await to_thread.run_sync(partial(services.retriever.retrieve, kept.text, limit=limit))
            found = FoundPassages.of(retrieved.passages, services)
            return _result(found, found.markdown)

    async def get_source(
        self,
        ctx: Context[Any, Request],
        source_id: Annotated[str, Field(description="As search_passages and the citations of an answer name it.")],
    ) -> Annotated[CallToolResult, SourceText]:
        """Read a source of the library: its bibliographic data and its passages in reading order."""
        with _failures_told():
            services, _ = await self._visit(ctx)
            read = await to_thread.run_sync(SourceText.of, source_id, services)
            if read is None:
                raise NotFound("There is no source of that id. search_passages tells the ids of what it finds.")
            return _result(read, read.markdown)

    async def _visit(self, ctx: Context[Any, Request]) -> tuple[Services, Caller]:
        """The services, once they are open, and who calls."""
        while self._state.services is None:
            if self._state.failed:
                raise NotReady(self._state.why_not_ready)
            await asyncio.sleep(0.05)
        return self._state.services, self._who(ctx.request_context.request)


async def _place(request: Request | None, caller: Caller, services: Services) -> AbstractAsyncContextManager[None]:
    """One more answer of the caller's day, among those that are made at once. On standard input nobody else waits."""
    if request is None:
        return nullcontext()
    return answering(request, caller, await to_thread.run_sync(is_open, request, services))


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except (FootnoteError, UnknownRecord, ToolError) as error:
        raise ToolError(str(error)) from None
    except Exception as error:
        logger.error("a tool failed\n%s", trace(error))
        raise ToolError("It could not be done, for a reason on the side of the service. Try again later.") from None


def _followup(**fields: object) -> FollowupRequest:
    try:
        return FollowupRequest.model_validate(fields)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}" for wrong in error.errors())
        raise ToolError(f"{told}.") from None


def _result(found: BaseModel, text: str) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=found.model_dump(mode="json")
    )
