"""The Footnote service: the HTTP API, the website and the answering beneath them.

`bootstrap` alone picks concrete classes; `answering` knows neither HTTP nor settings nor storage.
"""
