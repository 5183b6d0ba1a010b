"""From a question to a verified answer. Knows no HTTP, no settings and no SQL: everything it needs is handed in.

Import rule: `corpus`, `prompts` and this package; nothing else of ours.
"""
