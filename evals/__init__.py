"""Offline evaluation: the same Answerer as the service, without HTTP, on cases with known good answers."""
