"""From files to a corpus version. Import rule: `ingest` imports `corpus` and nothing else of ours."""
