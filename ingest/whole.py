"""Everything that a file holds, what no reader sees included: it is looked through for orders and never quoted."""

import html
import re
import zipfile
from pathlib import Path

from ingest.parsers.html.encoding import decode
from ingest.parsers.pdf.whole import pdf_text

_WEB = (".html", ".htm", ".xhtml")
_MARKUP = (*_WEB, ".md", ".xml", ".nxml")
_CODE = re.compile(r"<(script|style)\b(?![^>]*text/plain)[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_KEPT = re.compile(r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<\?(.*?)\?>", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_VALUE = re.compile(r"\"([^\"]* [^\"]* [^\"]*)\"|'([^']* [^']* [^']*)'")
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
    text = _KEPT.sub(r"\n\1\2\3\n", _CODE.sub(" ", text))
    return html.unescape(_TAG.sub(_attributes, text))


def _attributes(tag: re.Match[str]) -> str:
    return "\n" + "".join("".join(value) + "\n" for value in _VALUE.findall(tag[0]))


def _word(path: Path) -> str:
    """The text of every part: comments, hidden runs, properties."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if re.match(r"(?:word|docProps)/[^/]+\.xml$", name)]
    texts = (re.sub(r"</w:p>|<w:br[^>]*>", "\n", part.decode("utf-8", errors="replace")) for part in parts)
    return "\n".join(html.unescape(re.sub(r"<[^<>]*>", "", text)) for text in texts)
