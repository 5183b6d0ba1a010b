"""Folders of sources for the ingest: public texts as Markdown with front matter, articles in their publishers' XML."""

import hashlib
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from evals.bench.libraries import Text
from evals.nli.pairs import data_folder

ARTICLES = "evidence-inference/jats_ccby.tar.xz"
ARTICLES_SHA256 = "7ec512de9e2fad1a45e96b22b81efc195b6adce6ba39e933149a4f09f62f0ef9"
_WORDS = 85
"""Words of a passage of an article, on average."""
_MARKUP = re.compile(r"([\\`*_\[\]<>&|]|^[#+=~-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
"""What Markdown would read as more than text."""
_UNKNOWN = dict.fromkeys(("authors", "doi", "pmid", "nct", "url", "evidence_level"))


def write_texts(folder: Path, texts: Iterable[Text]) -> int:
    """A Markdown file for each text. Returns how many characters they have, titles included."""
    _write_scope(folder)
    characters = 0
    for text in texts:
        (folder / f"{text.id}.md").write_text(_markdown(text), encoding="utf-8")
        characters += len(text.title) + sum(len(own) for _, _, own in text.sections)
    return characters


def write_articles(folder: Path, limit: int | None) -> None:
    """The first JATS files of Evidence Inference, or all."""
    _write_scope(folder)
    data = data_folder()
    assert data is not None, "the caller has asked"
    with (data / ARTICLES).open("rb") as packed:
        if hashlib.file_digest(packed, "sha256").hexdigest() != ARTICLES_SHA256:
            raise SystemExit(f"{data / ARTICLES} is not the expected file.")
    with tarfile.open(data / ARTICLES) as archive:
        files = sorted((member for member in archive if member.isfile()), key=lambda member: member.name)
        archive.extractall(folder, files[:limit], filter="data")


def add_a_sentence(folder: Path) -> None:
    """Changes one article: a paragraph of its text gets one more sentence."""
    file = min(folder.rglob("*.nxml"))
    front, body, text = file.read_text(encoding="utf-8").partition("<body")
    longer = text.replace("</p>", " One more sentence was added to this paragraph.</p>", 1)
    file.write_text(front + body + longer, encoding="utf-8")


def about(passages: int, texts: Iterable[Text]) -> Iterator[Text]:
    """The first texts that make about so many passages."""
    words = 0
    for text in texts:
        if words >= passages * _WORDS:
            return
        words += sum(len(own.split()) for _, _, own in text.sections)
        yield text


def _write_scope(folder: Path) -> None:
    folder.mkdir(parents=True)
    scope = {"subject": "what was published", "referral": "None."}
    (folder / "corpus.yaml").write_text(yaml.safe_dump(scope), encoding="utf-8")


def _markdown(text: Text) -> str:
    stated = {
        "id": text.id.lower(),
        "title": text.title,
        "organization": text.organization or "not stated",
        "year": text.year,
        "kind": text.kind,
        "licence": "see the data set",
        "text_basis": "full_text",
        "checked": "once",
        "review_status": "submitted",
        "as_of": "",
    }
    matter = yaml.safe_dump(stated | _UNKNOWN, allow_unicode=True)
    return f"---\n{matter}---\n\n" + "\n\n".join(_lines(text)) + "\n"


def _lines(text: Text) -> Iterator[str]:
    """Headings and paragraphs: a line of a public text is one."""
    for path, _, own in text.sections:
        yield from (f"{'#' * depth} {_escaped(heading)}" for depth, heading in enumerate(path, 2))
        yield from (_escaped(line.strip()) for line in own.split("\n") if line.strip())


def _escaped(line: str) -> str:
    return _MARKUP.sub(r"\\\1", line)
