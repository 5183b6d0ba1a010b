"""`footnote eval …`, or `python -m evals …`: run, report, compare, gate, add. Imports lazily."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.command import read_settings

if TYPE_CHECKING:
    from evals.run.folder import RunFolder
    from evals.run.scoring import Record
    from service.settings import ServiceSettings

app = typer.Typer(
    help="Score the answers offline, compare two runs, and hold a release to its gates (docs/evaluation.md).",
    no_args_is_help=True,
)
RunName = Annotated[str, typer.Argument(help="a run below var/evals by name, a folder, or `last`")]


@app.command()
def run(
    only: Annotated[list[str] | None, typer.Option(help="sets, ids, categories or audiences; * and ? stand")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="so many cases of each set")] = None,
    model: Annotated[str | None, typer.Option(help="a chat model that writes the answers (FOOTNOTE_MODEL)")] = None,
    base_url: Annotated[str | None, typer.Option(help="its server (OPENAI_BASE_URL)")] = None,
    resume: Annotated[str | None, typer.Option(help="go on with a run that was stopped: its name, or `last`")] = None,
    at_once: Annotated[int, typer.Option(min=1, help="questions asked at the same time")] = 2,
    judge: Annotated[str | None, typer.Option(help="a chat model that judges the answers too; OPENAI_API_KEY")] = None,
    judge_url: Annotated[str | None, typer.Option(help="its server, where that is not OpenAI's")] = None,
) -> None:
    """Ask every case, score the answers, and write results.jsonl, summary.json and report.html."""
    with _told():
        from evals import printing
        from evals.cases import CaseError
        from evals.report.page import write_report
        from evals.run import folder, making, registry, running
        from service import bootstrap

        settings = read_settings(**_chosen(model, base_url))
        cases = registry.chosen(registry.registered(), only or (), limit)
        if not cases:
            raise CaseError(f"No case fits {', '.join(only or ())}.")
        runs = settings.corpus.data / "evals"
        services = bootstrap.build(settings)
        try:
            made = making.made_by(services, only or (), limit)
            if resume:
                going = folder.run_named(runs, resume)
                going.go_on(made)
            else:
                going = folder.new_run(runs)
                going.begin(made)
            left = sum(len(case.asks) for case in going.left(cases))
            with printing.progress(left, sum(len(case.asks) for case in cases)) as told:
                summary = running.make_run(going, cases, services, at_once=at_once, told=told)
        finally:
            services.close()
        if judge:
            summary = _judged(going, judge, judge_url, settings)
        write_report(going, runs)
    printing.print_figures(summary)
    typer.echo(f"Written to {going.path}; read {going.report}")


@app.command()
def report(name: RunName = "last") -> None:
    """Write the report of a run anew."""
    with _told():
        from evals.report.page import write_report

        found = _run(name)
        write_report(found, _runs())
    typer.echo(str(found.report))


@app.command()
def compare(a: RunName, b: RunName) -> None:
    """What run B does better and worse than run A, case by case, and whether chance explains it."""
    with _told():
        from evals import printing
        from evals.run.comparing import compare as compared
        from evals.run.making import differences

        first, second = _run(a), _run(b)
        found = compared(first.results(), second.results())
        changed = differences(first.summary["made_by"], second.summary["made_by"])
    printing.print_comparison(found, changed)


@app.command()
def gate(
    name: RunName = "last",
    new_baseline: Annotated[bool, typer.Option(help="make this run the baseline, if it passes all else")] = False,
) -> None:
    """Hold a run to evals/gates.toml and the committed baseline; exit 1 where a gate is broken."""
    with _told():
        from evals.run import baseline, gating

        found = _run(name)
        summary, gates = found.summary, gating.read_gates()
        known = baseline.of(summary) if new_baseline else baseline.read()
        faults = gating.broken(summary.get("figures", {}), gates, known)
    for fault in faults:
        typer.echo(f"gate broken: {fault.told}", err=True)
    if faults:
        raise typer.Exit(1)
    if new_baseline:
        baseline.write(summary)
        typer.echo(f"{baseline.BASELINE} holds the figures of {found.name} now.")
    typer.echo(f"{found.name}: all {len(gates)} gates hold.")


@app.command()
def add(
    answer_id: Annotated[str, typer.Argument(help="the id of a stored answer, ans_…")],
    to: Annotated[Path | None, typer.Option(help="the file that the case is added to; printed where none")] = None,
) -> None:
    """Make a draft case of a stored answer and its feedback; a person completes and reviews it."""
    with _told():
        from evals.drafting import append
        from service.records import Records
        from service.reviews.drafting import draft

        records = Records(read_settings().records_url)
        records.migrate()
        try:
            line = draft(records, answer_id)
        finally:
            records.close()
        if to is None:
            typer.echo(line)
            return
        append(to, line)
    typer.echo(f"Added to {to}. Complete it by hand, then have it reviewed.", err=True)


def _judged(run: "RunFolder", model: str, url: str | None, settings: "ServiceSettings") -> "Record":
    """The summary with what a model judges of the answers."""
    import anyio

    from evals import judging, printing
    from service.answering.llm import LangChainModel, openai_chat

    key = settings.openai_key.get_secret_value() if settings.openai_key else "none"  # the library asks for one
    chat = LangChainModel(model, openai_chat(model, url, key, timeout=60.0, most_tokens=200))
    results = run.results()
    with printing.progress(len(results), len(results), "judging") as told:
        asked = judging.Judge(chat, run.path.parent / "judged.jsonl")
        judged = anyio.run(judging.judge, results, asked, lambda: told(1))
    summary = {**run.summary, "judged": judged}
    run.write_summary(summary)
    return summary


def _chosen(model: str | None, base_url: str | None) -> dict[str, str]:
    named = {"model": model, "OPENAI_BASE_URL": base_url}
    return {key: value for key, value in named.items() if value is not None}


def _runs() -> Path:
    return read_settings().corpus.data / "evals"


def _run(name: str) -> "RunFolder":
    """A finished run."""
    from evals.run.folder import RunError, run_named

    found = run_named(_runs(), name)
    if not found.is_finished:
        raise RunError(f"{found.name} was stopped: `footnote eval run --resume {found.name}` goes on with it.")
    return found


@contextmanager
def _told() -> Iterator[None]:
    """Whatever a person can do something about is said in a line, without a trace."""
    from importlib.metadata import PackageNotFoundError

    from evals.cases import CaseError
    from evals.run.folder import RunError
    from evals.run.gating import GateError
    from service.bootstrap import STARTUP_ERRORS
    from service.records import UnknownRecord

    try:
        yield
    except (CaseError, RunError, GateError, UnknownRecord, *STARTUP_ERRORS) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except PackageNotFoundError as error:
        typer.echo(f"{error.name} is not installed: `make install-dev` installs what evaluation needs.", err=True)
        raise typer.Exit(2) from error
