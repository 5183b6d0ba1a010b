"""From the bytes of a web page to its text: by byte order mark, the page's own word, as UTF-8, as Windows-1252."""

import codecs
import re

from ingest.parsers import ParseError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LATIN = {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1"}
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|main|article|section|div|p|h[1-6]|table|[uod]l|span)[\s>/]",
    re.IGNORECASE,
)
_HEAD = 4096


def decode(data: bytes) -> str:
    """The text of a page. Raises ParseError for what is no HTML, or in no encoding that can be told."""
    text = _decoded(data)
    if "\0" in text or not _HTML.search(text):
        raise ParseError("the file is not HTML: it has no element of a web page")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for encoding in (*_declared(data), "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):  # a LookupError: a codec that is no encoding of text
            continue
    return _damaged(data)


def _damaged(data: bytes) -> str:
    """UTF-8 in which a byte here and there is broken, else Windows-1252, in which few bytes have no meaning."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(not sign.isascii() for sign in text) > 2 * broken:
        return text
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise ParseError("the file is not HTML: its bytes are no text in an encoding that can be told") from error


def _declared(data: bytes) -> list[str]:
    """The encoding that the page names, as browsers understand the name."""
    found = _DECLARED.search(data[:_HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    if name in _LATIN:
        return ["utf-8", "windows-1252"] if _is_utf8(data) else ["windows-1252"]
    try:
        return [codecs.lookup(name).name] if name and not name.startswith("utf-16") else []
    except LookupError:
        return []


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes make sense as UTF-8 beyond ASCII: a page that calls itself Latin and is not."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False
