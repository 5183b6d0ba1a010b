"""Everything that a file holds, what no reader sees included: it is looked through for orders and never quoted."""

import html
import re
import zipfile
from pathlib import Path

from ingest.parsers.html.encoding import decode
from ingest.parsers.pdf.whole import pdf_text

_WEB = (".html", ".htm", ".xhtml")
_MARKUP = (*_WEB, ".md", ".xml", ".nxml")
_CODE = re.compile(r"<(?:script|style)\b(?![^>]*text/plain)[^>]*>", re.IGNORECASE)
_CODE_END = re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
_ASIDE = re.compile(r"<!--|<!\[CDATA\[|<\?|-->|\]\]>|\?>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_SAYS = 3
"""Words from which on an attribute may say something."""
_SHADOWS = {0xE0000 + sign: chr(sign) for sign in range(0x20, 0x7F)}
_SHADOWS |= {0xE0100 + byte - 16: chr(byte) for byte in range(0x20, 0x7F)}
"""Tags and variation selectors that stand for letters."""


def everything(path: Path) -> str:
    """The words of a file in the order of its bytes; nothing of formats that hide nothing. Raises OSError."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return _word(path)
    if suffix == ".pdf":
        return pdf_text(path)
    if suffix not in _MARKUP:
        return ""
    data = path.read_bytes()
    text = decode(data) if suffix in _WEB else data.decode("utf-8", errors="replace")
    return _unmarked(text).translate(_SHADOWS)


def _unmarked(text: str) -> str:
    """Without tags, each of which ends a line, but with comments and what attributes say in words."""
    return html.unescape(_TAG.sub(_attributes, _ASIDE.sub("\n", _without_code(text))))


def _without_code(text: str) -> str:
    """Without scripts and style sheets; one that does not end goes on to the end."""
    parts, start = [], 0
    for opening in _CODE.finditer(text):
        if opening.start() >= start:
            parts.append(text[start : opening.start()])
            end = _CODE_END.search(text, opening.end())
            start = end.end() if end else len(text)
    return "\n".join([*parts, text[start:]])


def _attributes(tag: re.Match[str]) -> str:
    said = ("".join(value) for value in _VALUE.findall(tag[0]))
    return "\n" + "".join(f"{value}\n" for value in said if value.count(" ") >= _SAYS - 1)


def _word(path: Path) -> str:
    """The text of every part: comments, hidden runs, properties."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if re.match(r"(?:word|docProps)/[^/]+\.xml$", name)]
    texts = (re.sub(r"</w:p>|<w:br[^>]*>", "\n", part.decode("utf-8", errors="replace")) for part in parts)
    return "\n".join(html.unescape(re.sub(r"<[^<>]*>", "", text)) for text in texts)
