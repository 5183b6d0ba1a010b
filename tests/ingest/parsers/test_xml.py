"""Reading XML that is broken or means harm."""

from pathlib import Path

import pytest

from ingest.parsers import ParseError
from ingest.parsers.jats.parser import parse_jats
from ingest.parsers.xml.reader import read_xml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE a [<!ENTITY l0 "lol">{LAUGHS}]>'


def _file(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        BOMB + "<a>&l9;</a>",
        BOMB + '<a b="&l9;"/>',
        '<!DOCTYPE a [<!ENTITY own "injected text">]><a>&own;</a>',
        '<!DOCTYPE a [<!ENTITY file SYSTEM "SECRET">]><a>&file;</a>',
        "<a>" * 300 + "</a>" * 300,
        "<a>" + "x" * 11_000_000 + "</a>",
        "<article><front>",
        "<a>&nbsp;</a>",
        "",
        "no XML at all",
        b"<a>\xff\xfe\x00</a>",
        b'<?xml version="1.0" encoding="none-9"?><a/>',
    ],
    ids=[
        *("laughs", "laughs in an attribute", "own entity", "external entity", "deep", "long"),
        *("truncated", "undeclared", "empty", "text", "bytes", "encoding"),
    ],
)
def test_harmful_or_broken_files_are_refused(tmp_path: Path, content: str | bytes) -> None:
    (tmp_path / "secret").write_text("the secret")
    secret = (tmp_path / "secret").as_uri()
    text = content.replace("SECRET", secret) if isinstance(content, str) else content
    with pytest.raises(ParseError) as refused:
        read_xml(_file(tmp_path, text))
    assert "the secret" not in str(refused.value)


def test_a_dtd_is_neither_fetched_nor_loaded(tmp_path: Path) -> None:
    """The test run has no network: a fetch would fail it; a local DTD that is read would add its attribute and text."""
    (tmp_path / "local.dtd").write_text('<!ENTITY beta "injected"><!ATTLIST a added CDATA "injected">')
    for address in ("http://192.0.2.1/article.dtd", "local.dtd", (tmp_path / "local.dtd").as_uri()):
        root = read_xml(_file(tmp_path, f'<!DOCTYPE a SYSTEM "{address}"><a>x&nbsp;<b/>&beta;-blocker &amp; &ge;5</a>'))
        assert ("".join(root.itertext()), dict(root.attrib)) == ("x\u00a0β-blocker & ≥5", {})


def test_a_parameter_entity_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "evil.ent").write_text('<!ENTITY beta "injected">')
    declared = f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{(tmp_path / "evil.ent").as_uri()}">%x;]>'
    assert read_xml(_file(tmp_path, declared + "<a>&beta;</a>")).text == "β"


def test_comments_and_namespaces_do_not_split_text(tmp_path: Path) -> None:
    root = read_xml(_file(tmp_path, '<j:article xmlns:j="urn:j"><j:p>1<!-- hidden -->7<?break?>7</j:p></j:article>'))
    assert root.tag == "article"
    assert root.findtext("p") == "177"


def test_a_missing_file_is_a_parse_error(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="cannot be read"):
        read_xml(tmp_path / "none.xml")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_article_is_refused(tmp_path: Path, share: float) -> None:
    sample = next((Path(__file__).parents[1] / "samples" / "jats").glob("*.nxml")).read_bytes()
    with pytest.raises(ParseError, match="not well-formed"):
        parse_jats(_file(tmp_path, sample[: int(len(sample) * share)]))
