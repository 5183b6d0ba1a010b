"""The sources of an answer for reference managers: BibTeX and RIS, from the metadata of the documents alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from service.bibliography.bibtex import bibtex
from service.bibliography.reference import Reference
from service.bibliography.ris import ris

Format = Literal["bibtex", "ris"]

WRITERS: Mapping[Format, Callable[[Sequence[Reference]], str]] = {"bibtex": bibtex, "ris": ris}

__all__ = ["WRITERS", "Format", "Reference"]
