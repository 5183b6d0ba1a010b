"""Hostile documents against the library: what becomes of them, and whether any answer changes."""
