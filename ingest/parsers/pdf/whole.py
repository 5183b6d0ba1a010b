"""All words of a PDF, whether they can be seen or not (pypdfium2)."""

from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]


def pdf_text(path: Path) -> str:
    """Page by page, in the order of the file."""
    document = pdfium.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
