"""Origins of web pages, as browsers name them."""

import re
from urllib.parse import urlsplit

_USUAL = {"http": 80, "https": 443}
_PLACE = re.compile(r"(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?")


def is_origin(text: str) -> bool:
    """Whether a browser could send it: scheme, host in small letters, and a port where it is not the scheme's own."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    written = f"{parts.scheme}://{parts.netloc}".lower()
    known = parts.scheme in _USUAL and _PLACE.fullmatch(parts.netloc) is not None and bool(parts.hostname)
    return known and text == written and port != _USUAL[parts.scheme]
