"""What the core properties of a Word file say of the document, less what the program wrote by itself (python-docx)."""

import re

from docx.opc.coreprops import CoreProperties

from ingest.parsers import Metadata
from ingest.parsers.byline import byline
from ingest.parsers.text import one_line

_TEMPLATE_TITLE = re.compile(
    r"microsoft word - .*|(?:word )?document ?\d*|dokument ?\d*|untitled.*|title|titel|template"
    r"|.*\.(?:docx?|dotx?|rtf|odt)|powerpoint presentation|slide 1",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\S*|(?:microsoft )?office user|(?:windows|default|my) (?:user|computer)|hewlett-?packard( company)?|author name"
    r"|.*\b(?:administrator|admin|user)\b.*",
    re.IGNORECASE,
)


def core_metadata(properties: CoreProperties, title: str | None) -> Metadata:
    """`title`: of the paragraph in style Title, if there is one; that of the properties goes first."""
    stated = one_line(properties.title)
    names = [name for name in map(one_line, re.split(r"[;\n]", properties.author)) if not _ACCOUNT.fullmatch(name)]
    return Metadata(
        title=stated if stated and not _TEMPLATE_TITLE.fullmatch(stated) else title,
        authors=byline(names),
        keywords=tuple(filter(None, map(one_line, re.split(r"[;,]", properties.keywords)))),
    )
