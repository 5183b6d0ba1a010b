"""`python -m evals`: score the built-in composer, print the figures, write them as JSON, fail below the gates."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals import gates, suite
from service import bootstrap
from service.settings import ServiceSettings


def main() -> int:
    settings = ServiceSettings()
    services = bootstrap.build(settings)
    try:
        results = suite.run(services)
    finally:
        services.close()
    figures = suite.summarise(results)
    folder = settings.corpus.data / "evals" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(result.record(), ensure_ascii=False) for result in results]
    (folder / "results.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    summary = {"corpus_version": services.corpus.id, "cases": len(results), "figures": figures}
    (folder / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    faults = gates.broken(figures, Path(__file__).parent / "gates.toml")
    _show(figures, len(results), folder)
    for fault in faults:
        print(f"gate broken: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _show(figures: dict[str, float], cases: int, folder: Path) -> None:
    table = Table(title=f"{cases} cases, built-in composer")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in figures.items():
        table.add_row(name.replace("_", " "), f"{value:.3f}" if value <= 1 else f"{value:.1f}")
    Console().print(table)
    print(f"Written to {folder}")


if __name__ == "__main__":
    sys.exit(main())
