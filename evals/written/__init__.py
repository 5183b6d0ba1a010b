"""Answers written by a model, measured: recorded ones of which half the sentences are altered, or a real model's."""
