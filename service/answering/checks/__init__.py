"""The layers of the verifier, one a file. `service.answering.grounding` is the way in; see docs/grounding.md."""
