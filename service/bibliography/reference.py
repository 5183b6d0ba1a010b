"""A cited source as a reference manager knows it: what it is, who wrote it, where it appeared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from service.api.sources import Source
from service.recall import StandingNow

Form = Literal["article", "report", "label", "registry", "other"]

_BYLINE = re.compile(r"(?P<family>[^,]*\S) (?P<initials>(?:[^\W\d_a-z]-?){1,5})")
_ET_AL = re.compile(r"(?P<family>[^,;]+?),? et al\.?")
_KEY = re.compile(r"[^A-Za-z0-9:._+-]+")


@dataclass(frozen=True, slots=True)
class Author:
    """A person, with what is known of the given names, or a body whose name is never taken apart."""

    name: str
    given: str = ""
    others: bool = False
    """More authors follow who are not named."""
    body: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A source with its number in the answer, and what became of it since."""

    number: int
    source: Source
    standing_now: StandingNow

    @property
    def form(self) -> Form:
        """What kind of publication: guidelines, labels and registry entries are no articles, whoever printed them."""
        source = self.source
        if source.text_basis == "registry" or source.kind == "registry":
            return "registry"
        if source.text_basis == "label" or source.kind == "label":
            return "label"
        if source.kind == "guideline":
            return "report"
        return "article" if source.doi or source.pmid else "other"

    @property
    def key(self) -> str:
        """A key that every BibTeX reads; of its own, since ids are."""
        return f"{_KEY.sub('-', self.source.id).strip('-')}-{self.number}".strip("-")

    @property
    def title(self) -> str:
        return one_line(self.source.title)

    @property
    def organization(self) -> str:
        return one_line(self.source.organization)

    @property
    def authors(self) -> tuple[Author, ...]:
        """By the byline of the document; whatever is not plainly a list of names stays one name."""
        printed = one_line(self.source.authors or "")
        if not printed:
            return ()
        if found := _ET_AL.fullmatch(printed):
            return (Author(found["family"], others=True),)
        names = [_BYLINE.fullmatch(name) for name in printed.removesuffix(".").split(", ")]
        people = [Author(name["family"], name["initials"]) for name in names if name]
        return tuple(people) if len(people) == len(names) else (Author(printed, body=True),)

    @property
    def url(self) -> str:
        """Where it can be read. Only web addresses: a document must not smuggle in another scheme."""
        source = self.source
        if source.doi:
            return f"https://doi.org/{quote(one_line(source.doi), safe='/:()._-')}"
        if source.nct and self.form == "registry":
            return f"https://clinicaltrials.gov/study/{quote(source.nct)}"
        url = (source.url or "").strip()
        is_web = url.isprintable() and " " not in url and urlsplit(url).scheme in ("http", "https")
        return url if is_web else ""

    def notes(self) -> Iterator[str]:
        """What whoever cites it must know: that it no longer stands, and the numbers that have no field."""
        if self.standing_now == "retracted" or self.source.standing == "retracted":
            yield "Retracted."
        elif self.standing_now == "superseded" or self.source.standing == "superseded":
            yield "Replaced since by a newer source, wholly or in part."
        if self.source.pmid:
            yield f"PMID: {one_line(self.source.pmid)}"
        if self.source.nct:
            yield f"ClinicalTrials.gov: {one_line(self.source.nct)}"


def one_line(text: str) -> str:
    """A text without line breaks and control characters: in both formats a line break begins a new field."""
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text).split())
