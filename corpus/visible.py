"""Text without what no reader can see: zero-width signs, soft hyphens, marks of direction, tags, blank fillers."""

import re

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")


def visible(text: str) -> str:
    """What is left to be seen. Letters that are printed as a blank become one."""
    return text if text.isascii() and text.isprintable() else _BLANK.sub(" ", _INVISIBLE.sub("", text))
