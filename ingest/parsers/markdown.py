"""Markdown with YAML front matter (python-frontmatter, markdown-it-py, pydantic).

Headings become sections; comments, which carry our fact ids, and other HTML are left out of the text. A comment
`<!-- plain ID: … -->` on a line of its own words the sentence before it for readers who are no clinicians. A front
matter key `sections` holds what belongs to one section alone: `superseded_by`, `evidence_level`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import frontmatter
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.documents import Checked, PlainWording, Section, TextBasis
from corpus.sentences import sentence_spans
from ingest.parsers import Metadata, Parsed, ParseError
from ingest.parsers.hiding import declared, hides
from ingest.parsers.stated import ID, ReplacementNote, problems
from ingest.parsers.tables import table_section

_PLAIN = re.compile(r"<!--\s*plain\s[^:>]*:\s*(.+?)\s*-->", re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][\w-]*)([^<>]*)>")
_HIDING_TAGS = ("template", "script", "style", "noscript", "noframes")
_STYLE = re.compile(r"""\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_COMMON = (
    "title authors organization year kind doi pmid nct url licence as_of retracted text_basis".split()  # of Metadata
)


class SectionNote(BaseModel):
    model_config = ConfigDict(extra="forbid")
    superseded_by: str | None = None
    evidence_level: str | None = None


class FrontMatter(BaseModel):
    """The metadata of a source file; an unknown or missing key is an error, not a guess."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field(pattern=ID)
    title: str = Field(min_length=1)
    authors: str | None
    organization: str = Field(min_length=1)
    year: int | None
    kind: str
    doi: str | None
    pmid: str | None
    nct: str | None
    study: str | None = None
    url: str | None
    evidence_level: str | None
    as_of: str
    licence: str
    text_basis: TextBasis
    checked: Checked
    review_status: Literal["submitted", "under_review", "approved"]
    retracted: bool = False
    supersedes: str | None = None
    superseded_by: str | None = None
    replaced_in_part: tuple[ReplacementNote, ...] = ()
    sections: dict[str, SectionNote] = Field(default_factory=dict)


def parse_markdown(path: Path) -> Sequence[Parsed]:
    """Read one file. Raises ParseError naming the key or heading that is wrong."""
    try:
        post = frontmatter.loads(path.read_text(encoding="utf-8-sig"))
        meta = FrontMatter.model_validate(post.metadata)
    except ValidationError as error:
        raise ParseError(f"front matter: {problems(error)}") from error
    except (OSError, ValueError, TypeError, yaml.YAMLError) as error:  # not UTF-8, a date that is none, a key that is 1
        raise ParseError(f"front matter cannot be read: {error}") from error
    tokens = MarkdownIt("commonmark").enable("table").parse(post.content)
    _refuse_hidden(tokens)
    sections = tuple(_sections(tokens, meta))
    plain = tuple(_plain(tokens))
    unknown = meta.sections.keys() - {heading for section in sections for heading in section.path}
    if unknown:
        raise ParseError(f"front matter: sections names {sorted(unknown)}, which the text does not have")
    if not sections:
        raise ParseError("the file has no text below its front matter")
    return [Parsed(_metadata(meta, plain), sections)]


def _refuse_hidden(tokens: list[Token]) -> None:
    """HTML in Markdown is left out, but not what it stands around. Raises ParseError for a tag that hides that."""
    for token in [*tokens, *(child for block in tokens for child in block.children or ())]:
        for name, attributes in _TAG.findall(token.content if token.type in ("html_block", "html_inline") else ""):
            style = "".join("".join(found) for found in _STYLE.findall(attributes))
            hidden = re.search(r"(?:^|\s)hidden\b", attributes, re.IGNORECASE)
            if name.lower() in _HIDING_TAGS or hidden or hides(declared(style)):
                raise ParseError(f"the text holds HTML that hides a part of it: <{name}{attributes}>")


def _plain(tokens: list[Token]) -> Iterator[PlainWording]:
    """The plain wordings. Raises ParseError for one that follows no sentence."""
    said = ""
    for before, token in pairwise(tokens):
        if token.type == "inline":
            said = "" if before.type == "heading_open" else _text(token)
        elif token.type == "html_block":
            for wording in _PLAIN.finditer(token.content):
                spans = sentence_spans(said)
                if not spans:
                    raise ParseError(f"a plain wording follows no sentence: {wording[1]!r}")
                yield PlainWording(said[spans[-1].start : spans[-1].end], " ".join(wording[1].split()))


def _metadata(meta: FrontMatter, plain: tuple[PlainWording, ...]) -> Metadata:
    stated = meta.model_dump(exclude={"sections"}) | {"plain": plain}
    stated["evidence_level"] = meta.evidence_level or _section_levels(meta.sections)
    common = {name: stated.pop(name) for name in _COMMON}
    return Metadata(**common, extra=stated)


def _section_levels(notes: dict[str, SectionNote]) -> str | None:
    """Where only some sections have a level of evidence, the document says which."""
    levels = [f"{heading}: {note.evidence_level}" for heading, note in notes.items() if note.evidence_level]
    return "; ".join(levels) or None


def _sections(tokens: list[Token], meta: FrontMatter) -> Iterator[Section]:
    path: tuple[str, ...] = ()
    lines: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open":
            if lines:
                yield _section(path, lines, meta)
            lines = []
            depth = int(token.tag[1:]) - 2  # `##` is the top level: the title is metadata
            path = (*path[: max(depth, 0)], _text(tokens[index + 1]))
            index += 1
        elif token.type == "table_open":
            if lines:
                yield _section(path, lines, meta)
            lines = []
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            yield from _table(path, tokens[index:end], meta)
            index = end
        elif token.type == "inline":
            lines.append(_text(token))
        index += 1
    if lines:
        yield _section(path, lines, meta)


def _table(path: tuple[str, ...], tokens: list[Token], meta: FrontMatter) -> Iterator[Section]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_text(token))
    section = table_section(path, "", rows[:1], rows[1:])
    if section is not None:
        noted = _section(path, [section.text], meta)
        yield replace(noted, head=section.head)


def _section(path: tuple[str, ...], lines: list[str], meta: FrontMatter) -> Section:
    """What holds for the section alone goes before what holds for the document."""
    note = next((meta.sections[heading] for heading in reversed(path) if heading in meta.sections), SectionNote())
    level = note.evidence_level or meta.evidence_level
    return Section(path, "\n".join(lines), evidence_level=level, superseded_by=note.superseded_by)


def _text(token: Token) -> str:
    """The words of an inline token; a soft line break is a line break, an HTML comment is nothing."""
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            parts.append("\n")  # not nothing: the words around it would become one
    return "\n".join(line.strip() for line in "".join(parts).split("\n") if line.strip())
