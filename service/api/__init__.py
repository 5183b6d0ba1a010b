"""The REST API, one small file a resource. Wire models are in `schemas`."""
