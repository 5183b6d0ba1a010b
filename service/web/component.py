"""<followup-box> as the one script that pages load: its modules in the order in which they need each other.

A page would otherwise make thirty requests for it. Each module keeps a scope of its own; comments and indentation stay
in the sources.
"""

import gzip
import hashlib
import re
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "(\./[\w/-]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*.*\*/)?\n", re.MULTILINE)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Component:
    """The script in memory, compressed once; asked for anew only where it changed."""

    def __init__(self, entry: Path) -> None:
        self._script = joined(entry).encode()
        self._compressed = gzip.compress(self._script, 9, mtime=0)
        self._etag = f'"{hashlib.sha256(self._script).hexdigest()[:32]}"'

    def serve(self, request: Request) -> Response:
        headers = {"ETag": self._etag, "Vary": "Accept-Encoding"}
        if self._etag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return Response(self._script, media_type="text/javascript", headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(self._compressed, media_type="text/javascript", headers=headers)


def joined(entry: Path) -> str:
    """One module of `entry` and all that it imports. Raises ValueError where one of these imports or exports otherwise
    than by `import { a } from "./b.js"` and `export class`, `function` or `const`."""
    needed: dict[Path, str] = {}
    whole = _read(entry, needed)
    return "".join(_scoped(path, text) for path, text in needed.items()) + whole


def _read(path: Path, needed: dict[Path, str]) -> str:
    """A module without its imports, which are added to `needed`, each behind its own."""
    text = path.read_text(encoding="utf-8")
    for _, name in _IMPORT.findall(text):
        imported = path.parent / name
        if imported not in needed:
            needed[imported] = _read(imported, needed)
    return _INDENTATION.sub("", _COMMENT.sub("", _IMPORT.sub("", text)))


def _scoped(path: Path, text: str) -> str:
    names = ", ".join(_EXPORT.findall(text))
    inner = _EXPORT.sub("", text)
    if other := _OTHER.search(inner):
        raise ValueError(f"{path.name}: {other[0]!r} cannot be joined")
    return f"const {{ {names} }} = (() => {{\n{inner}return {{ {names} }};\n}})();\n"
