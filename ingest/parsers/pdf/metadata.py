"""What a PDF says about itself: in its information dictionary and XMP, and in print on its first pages."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.parsers import Metadata
from ingest.parsers.byline import byline
from ingest.parsers.pdf.page import Line, Page, rows_of
from ingest.parsers.text import one_line

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}|\\^\]]+")
_XMP_DOI = re.compile(rb"<(?:prism|pdfx|crossmark|dc):(?:doi|DOI|identifier)>(?:doi:)?(10\.\d{4,9}/[^<\s]+)<")
_NO_TITLE = re.compile(
    r"untitled|microsoft word|powerpoint|presentation|layout|\.(?:docx?|pdf|indd|qxd|tex|pptx?|rtf|dvi)\b|^[\w-]+$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\((?P<a>(?:19|20)\d\d)\)\s*\d+\s*[:,(]"  # Trials (2015) 16:14
    r"|\b\d{1,4}\s*\((?P<b>(?:19|20)\d\d)\)\s*[\de]\w*(?:\s*[–-]\s*\w+)?"  # 85 (2024) 49-60
    r"|\b(?P<c>(?:19|20)\d\d)(?:\s+[A-Z][a-z]{2,8}(?:\s+\d{1,2})?)?\s*[;,]\s*\d+"
    r"\s*(?:\([\w\s–-]+\)\s*)?:\s*\w+"  # 2015;16:14 or 2015 Feb 3;16(2):14
)
_LICENCE = re.compile(r"creativecommons\.org/licenses/(by[a-z-]*)/(\d\.\d)", re.IGNORECASE)
_LICENCE_WORDS = re.compile(
    r"CC[- ]?(BY(?:-(?:NC|ND|SA))*)(?:[- ](\d\.\d))?(?![\w-])"
    r"|creative commons attribution((?:[- ]?(?:non-?commercial|no-?deriv\w*|share-?alike))*)"
    r"(?:\s+(?:licen[cs]e|international|\(CC[^)]*\)|(\d\.\d)))?",
    re.IGNORECASE,
)
_ZERO = re.compile(r"creativecommons\.org/publicdomain/zero/1\.0|\bCC0\b", re.IGNORECASE)


def read_metadata(path: Path, info: Mapping[str, str], pages: Sequence[Page], body_size: float) -> Metadata:
    """From the information dictionary and the first pages as printed, with what is furniture there."""
    rows = [row for page in pages[:2] for row in rows_of(page.lines)]
    text = "\n".join(row.plain for row in rows)
    subject = info.get("Subject", "")
    keywords = [one_line(word) for word in re.split(r"[;,]", info.get("Keywords", ""))]
    return Metadata(
        title=_title(info.get("Title", ""), pages, body_size),
        authors=_authors(info.get("Author", ""), text),
        year=_year([*(_unspaced(row.plain) for page in pages[:1] for row in rows_of(page.lines)), subject]),
        doi=_doi(text, subject, path),
        licence=_licence(text),
        keywords=tuple(filter(None, keywords)),
    )


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _title(stated: str, pages: Sequence[Page], body_size: float) -> str | None:
    """The stated title where the first pages print it, else the largest type of page 1 where that clearly is one."""
    stated = one_line(stated)
    printed = _letters(" ".join(row.plain for page in pages[:3] for row in rows_of(page.lines)))
    if len(stated) > 8 and not _NO_TITLE.search(stated) and _letters(stated) in printed:
        return stated
    return _largest(pages[0].lines, body_size) if pages else None


def _largest(lines: Sequence[Line], body_size: float) -> str | None:
    """Rows in the largest type that stand together; None where that is hardly larger than text, or a word or two."""
    largest = max((line.size for line in lines), default=0.0)
    rows = [row for row in rows_of(lines) if row.size > 0.95 * largest]
    text = one_line(" ".join(row.plain for row in rows))
    together = rows[-1].base - rows[0].base < 1.8 * largest * len(rows) if rows else False
    plausible = largest > 1.25 * body_size and 3 <= len(text.split()) <= 40 and together
    return text if plausible and sum(map(str.isalpha, text)) > 0.6 * len(text) else None


def _authors(stated: str, text: str) -> str | None:
    """Several names that page 1 prints: one name alone is as likely the typist or the first of many."""
    names = [name.strip() for name in re.split(r";|,|\band\b|&", stated) if name.strip()]
    if ";" in stated:
        names = [name.strip() for name in stated.split(";") if name.strip()]
    if len(names) < 2 or not all(max(name.replace(",", " ").split(), key=len) in text for name in names):
        return None
    return byline(names) if all(" " in name for name in names) else None


def _unspaced(text: str) -> str:
    """Letter-spaced print ("8 5 ( 2 0 2 4 )") without the spaces."""
    return text.replace(" ", "") if len(re.findall(r"(?<!\S)\S(?!\S)", text)) > 0.6 * len(text.split()) > 3 else text


def _year(lines: Sequence[str]) -> int | None:
    match = next(filter(None, map(_YEAR.search, lines)), None)
    return int(next(filter(None, match.groups()))) if match else None


def _doi(text: str, subject: str, path: Path) -> str | None:
    """That of the file's own metadata, else the first in print."""
    found = _DOI.search(subject) or _xmp_doi(path) or _DOI.search(text)
    return found[0].rstrip(".,;:)").lower() if found else None


def _xmp_doi(path: Path) -> re.Match[str] | None:
    found = _XMP_DOI.search(path.read_bytes())
    return _DOI.search(found[1].decode("ascii", "ignore")) if found else None


def _licence(text: str) -> str | None:
    """The Creative Commons licence that the first pages name; a waiver of rights in data alone comes last."""
    link = _LICENCE.search("".join(text.split()))
    if link:
        return f"CC {link[1].upper()} {link[2]}"
    words = _LICENCE_WORDS.search(" ".join(text.split()))
    if words is None:
        return "CC0 1.0" if _ZERO.search("".join(text.split())) else None
    return " ".join(filter(None, ("CC", _terms(words), words[2] or words[4])))


def _terms(words: re.Match[str]) -> str:
    if words[1]:
        return words[1].upper()
    stated = (words[3] or "").casefold()
    parts = [short for short, sign in (("NC", "commercial"), ("ND", "deriv"), ("SA", "alike")) if sign in stated]
    return "-".join(["BY", *parts])
