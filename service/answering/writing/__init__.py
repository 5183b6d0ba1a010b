"""Answers written by a language model: what it is shown, how its words are read, and which of them are kept.

A model writes, the verifier decides: nothing in here puts a sentence before a reader that its quotes do not support.
"""
