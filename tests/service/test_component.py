"""The follow-up box as pages load it: one script, small, whole, and asked for anew only where it changed."""

import gzip
from pathlib import Path

import pytest

from service.web.component import joined
from service.web.site import STATIC

SMALL = 25_000


def test_it_is_one_script_under_25_kb_on_the_wire(client):
    script = client.get("/followup-box.js", headers={"Accept-Encoding": "gzip"})
    assert script.headers["content-encoding"] == "gzip" and script.headers["content-type"].startswith("text/javascript")
    assert int(script.headers["content-length"]) < SMALL
    assert int(script.headers["content-length"]) == len(gzip.compress(script.content, 9))
    assert 'customElements.define("followup-box"' in script.text
    plain = client.get("/followup-box.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == script.text


def test_it_is_sent_again_only_where_it_changed(client):
    first = client.get("/followup-box.js")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/followup-box.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"
    assert client.get("/followup-box.js", headers={"If-None-Match": '"another"'}).status_code == 200


def test_every_module_of_it_is_in_it_once():
    whole = joined(STATIC / "followup-box.js")
    for module in (STATIC / "followup-box").glob("*.js"):
        named = module.read_text().split("export ", 1)[1].split("\n", 1)[0]
        assert whole.count(f"\n{named}\n") == 1, module.name


@pytest.mark.parametrize("line", ["export default 1;", 'import x from "./a.js";', 'export * from "./a.js";'])
def test_a_module_that_cannot_be_joined_is_named(tmp_path: Path, line: str):
    (tmp_path / "part.js").write_text(f"export const a = 1;\n{line}\n")
    entry = tmp_path / "whole.js"
    entry.write_text('import { a } from "./part.js";\nconsole.log(a);\n')
    with pytest.raises(ValueError, match=r"part\.js"):
        joined(entry)
