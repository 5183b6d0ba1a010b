"""Measurements against the pipeline that a user would otherwise write. Figures go to docs/benchmarks.md."""
