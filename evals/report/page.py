"""Writes the report of a run: templates filled with what the run holds. The file needs no network and no other file."""

from pathlib import Path
from typing import Any

from evals.metrics.registry import FAMILIES, METRICS
from evals.printing import interval, shown
from evals.report import charts, fix_first
from evals.run import baseline, gating
from evals.run.folder import RunFolder, all_runs
from evals.run.scoring import Record

TEMPLATES = Path(__file__).parent / "templates"
COLUMNS = ("key_fact_recall", "wanted_documents_cited", "ndcg_at_10", "citation_recall", "latency_p50")
"""The metrics that the table of cases shows."""
FIRST = 5


def write_report(run: RunFolder, runs: Path) -> None:
    """Write report.html into the folder of a run; `runs`: where the runs before it lie."""
    run.report.write_text(rendered(run, all_runs(runs)), encoding="utf-8")


def rendered(run: RunFolder, runs: list[RunFolder]) -> str:
    """The report as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"shown": shown, "anchor": _anchor, "interval": interval}
    template = environment.get_template("report.html")
    return template.render(_view(run, runs), style=_text("style.css"), script=_text("script.js"))


def _view(run: RunFolder, runs: list[RunFolder]) -> dict[str, Any]:
    summary, results = run.summary, run.results()
    ranked = sorted(results, key=lambda result: (-fix_first.weight(result), result["id"]))
    gates, known, no_baseline = gating.read_gates(), *_baseline()
    faults = gating.broken(summary["figures"], gates, known)
    return {
        "run": run.name,
        "summary": summary,
        "figures": summary["figures"],
        "families": FAMILIES,
        "metrics": METRICS,
        "columns": COLUMNS,
        "gates": gates,
        "faults": [fault for fault in faults if not (no_baseline and fault.kind == "unknown")],
        "no_baseline": no_baseline,
        "baseline": known,
        "bars": {name: charts.bar(summary["figures"][name], gates.get(name), known.get(name)) for name in METRICS},
        "charts": charts.all_charts(results, summary, runs),
        "results": results,
        "ranked": ranked,
        "order": {result["id"]: place for place, result in enumerate(ranked)},
        "troubles": {result["id"]: fix_first.troubles(result) for result in results},
        "first": [result for result in ranked[:FIRST] if fix_first.weight(result) > 0],
        "facets": {name: sorted({result[name] for result in results}) for name in ("set", "outcome", "audience")},
    }


def _baseline() -> tuple[dict[str, float], str]:
    """The baseline, and why there is none: a report is worth reading without one."""
    try:
        return baseline.read(), ""
    except gating.GateError as error:
        return {}, str(error)


def _anchor(key: Record | str) -> str:
    """An id as the target of a link."""
    return "case-" + "".join(sign if sign.isalnum() else "-" for sign in str(key))


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
