"""GET /v1/health and /v1/ready, and the headers that everything carries."""

import pytest


def test_alive(client):
    response = client.get("/v1/health")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})


def test_ready_says_which_library_is_open(client, corpus):
    manifest = corpus.manifest
    assert client.get("/v1/ready").json() == {
        "status": "ready",
        "corpus_version": manifest.id,
        "documents": manifest.documents,
        "passages": manifest.passages,
    }


@pytest.mark.parametrize("path", ["/v1/health", "/v1/sources", "/v1/nothing", "/", "/nothing", "/followup-box.js"])
def test_every_response_has_its_own_request_id_and_keeps_browsers_safe(client, path):
    first, second = client.get(path).headers, client.get(path).headers
    assert first["x-request-id"] != second["x-request-id"]
    assert len(first["x-request-id"]) == 32
    assert first["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in first["content-security-policy"]
    assert "unsafe" not in first["content-security-policy"]


@pytest.mark.parametrize("path", ["/v1/health", "/v1/ready", "/v1/sources", "/v1/articles"])
def test_nothing_of_the_api_is_cached(client, path):
    assert client.get(path).headers["cache-control"] == "no-store"
