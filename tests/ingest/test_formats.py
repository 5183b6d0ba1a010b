"""Which parser reads a file: by its suffix, of XML by its root element. What none reads is told by name."""

import pytest

from ingest.formats import BMC, DOCX, HTML, JATS, MARKDOWN, PDF, PUBMED, REGISTRY, format_of
from ingest.parsers import ParseError

DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.0//EN" "JATS.dtd" [<!ENTITY nbsp "&#160;">]>\n'


@pytest.fixture
def written(tmp_path):
    def write(name: str, content: str | bytes = ""):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.md", MARKDOWN),
        ("A.MD", MARKDOWN),
        ("trial.json", REGISTRY),
        ("guideline.pdf", PDF),
        ("Guideline.Final.PDF", PDF),
        ("page.html", HTML),
        ("page.htm", HTML),
        ("page.xhtml", HTML),
        ("supplement.docx", DOCX),
    ],
)
def test_a_suffix_names_the_format_in_any_case(written, name, wanted):
    assert format_of(written(name)) is wanted


@pytest.mark.parametrize("suffix", ["xml", "nxml", "XML"])
@pytest.mark.parametrize(
    ("root", "wanted"),
    [
        ("article", JATS),
        ("pmc-articleset", JATS),
        ("art", BMC),
        ("PubmedArticleSet", PUBMED),
        ("PubmedArticle", PUBMED),
        ("PubmedBookArticleSet", PUBMED),
    ],
)
def test_of_xml_the_root_element_names_the_format(written, suffix, root, wanted):
    assert format_of(written(f"a.{suffix}", f"{DECLARED}<{root}/>")) is wanted


@pytest.mark.parametrize(
    "before",
    [
        DECLARED + DOCTYPE,
        "\ufeff" + DECLARED,
        "<!-- <art> is what it was --><?xml-stylesheet href='a.xsl'?>\n",
        "<!--\n<PubmedArticleSet>\n-->" + DOCTYPE + "<!-- again -->",
        "\n\n",
    ],
)
@pytest.mark.parametrize("root", ["<article>", '<article dtd-version="1.0">', '<j:article xmlns:j="jats">'])
def test_what_stands_before_the_root_element_does_not_name_it(written, before, root):
    assert format_of(written("a.xml", before + root)) is JATS


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_utf_16_is_known(written, encoding):
    text = '\ufeff<?xml version="1.0" encoding="UTF-16"?><!-- Übersicht --><art/>'
    assert format_of(written("a.xml", text.removeprefix("\ufeff" * (encoding == "utf-16")).encode(encoding))) is BMC


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xml", "<html><article/></html>", "root element is <html>"),
        ("a.xml", "<articles/>", "root element is <articles>"),
        ("a.nxml", "<!-- <article> -->", "holds no XML"),
        ("a.xml", b"", "holds no XML"),
        ("a.xml", b"\x7fELF\x02\x01\x00\xff\xfe<\x00\x01", "holds no XML"),
        ("a.xml", "PK\x03\x04 no element", "holds no XML"),
        ("a.doc", b"\xd0\xcf\x11\xe0", r"no parser reads \.doc"),
        ("a.pdf.bak", b"%PDF-1.7", r"no parser reads \.bak"),
        ("LICENSE", "text", "no parser reads files without a suffix"),
    ],
)
def test_what_no_parser_reads_is_told(written, name, content, told):
    with pytest.raises(ParseError, match=told):
        format_of(written(name, content))


def test_a_version_is_part_of_the_label_that_documents_carry():
    labels = [form.label for form in (MARKDOWN, JATS, BMC, PUBMED, REGISTRY, PDF, HTML, DOCX)]
    assert len(set(labels)) == 8 and all(label.partition("/")[2].isdigit() for label in labels)
