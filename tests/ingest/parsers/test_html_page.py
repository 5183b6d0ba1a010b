"""Web pages: the page around the article, the encoding of the file, and files that are no page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parsers import Parsed, ParseError
from ingest.parsers.html.parser import parse_html
from tests.ingest.parsers.looking import text_at

LONG = "One hundred and twenty men with metastatic disease were assigned to the drug or to watchful waiting at home. "
Page = Callable[[str | bytes], Parsed]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    def parse(body: str | bytes) -> Parsed:
        file = tmp_path / "page.html"
        file.write_bytes(f"<html><body>{body}</body></html>".encode() if isinstance(body, str) else body)
        (parsed,) = parse_html(file)
        return parsed

    return parse


@pytest.mark.parametrize(
    "out",
    [
        "<nav>OUT</nav>",
        "<header>OUT</header>",
        "<footer>OUT</footer>",
        "<aside><p>OUT</p></aside>",
        "<script>OUT</script>",
        "<style>OUT</style>",
        "<template><p>OUT</p></template>",
        "<noscript>OUT</noscript>",
        "<form><label>OUT</label><input></form>",
        "<button>OUT</button>",
        "<!-- OUT -->",
        "<p style='display: none'>OUT</p>",
        "<p style='visibility:hidden'>OUT</p>",
        "<span style='FONT-SIZE: 0'>OUT</span>",
        "<span style='font-size:0px; color:red'>OUT</span>",
        "<div style='position:absolute; left:-9999px'>OUT</div>",
        "<p hidden>OUT</p>",
        "<p aria-hidden='true'>OUT</p>",
        "<div class='cookie-banner'><p>OUT " + LONG * 2 + "</p></div>",
        "<div id='cookieConsent'>OUT</div>",
        "<div class='social-links'><a href=/x>OUT</a></div>",
        "<div class='related-articles'><h3>Other</h3><a href=/y>OUT</a></div>",
        "<div><h2>Related articles</h2><p>OUT " + LONG * 2 + "</p></div>",
        "<ul><li><a href='#a'>OUT</a></li><li><a href='#b'>B</a></li></ul>",
        "<div role='navigation'>OUT</div>",
        "<section><h2>References</h2><ol><li>OUT " + LONG + "</li></ol></section>",
        "<section><div><h2>5. References</h2></div><ol><li>OUT</li></ol></section>",
        "<ol class='references'><li>OUT " + LONG + "</li></ol>",
        "<p>See <a class='btn'>OUT</a></p>",
    ],
)
def test_what_is_not_text_of_the_article_is_left_out(page: Page, out: str) -> None:
    parsed = page(f"<main>{out}<h2>Methods</h2><p>{LONG}</p>{out}<h2>Results</h2><p>Few died.</p></main>")
    assert "OUT" not in "".join(section.text for section in parsed.sections)
    assert [section.path for section in parsed.sections[-1:]] == [("Results",)]
    assert text_at(parsed, "Results") == "Few died."
    assert LONG.strip() in "".join(section.text for section in parsed.sections)


@pytest.mark.parametrize(
    "name",
    ["data-sharing", "social-support", "informed-consent", "recommendations", "outline", "related", "has-sidebar"],
)
def test_a_section_is_not_lost_for_its_name(page: Page, name: str) -> None:
    parsed = page(
        f"<main><h2>A</h2><p>{LONG}</p><section id='{name}' class='{name}'><h2>B</h2><p>{LONG * 2}</p></section>"
    )
    assert text_at(parsed, "B") == (LONG * 2).strip()


def test_a_form_around_the_whole_page_is_not_its_search_box(page: Page) -> None:
    assert page(f"<form id=aspnetForm><h2>A</h2><p>{LONG}</p></form>").sections[0].path == ("A",)


def test_the_heading_in_the_header_of_a_section_stays(page: Page) -> None:
    parsed = page(f"<article><section><header><h2>Methods</h2><p>by line</p></header><p>{LONG}</p></section></article>")
    assert [(section.path, section.text) for section in parsed.sections] == [(("Methods",), LONG.strip())]


@pytest.mark.parametrize("landmark", ["main", "article", "div role='main'", "div itemprop='articleBody'"])
def test_landmarks_tell_the_article_from_the_page(page: Page, landmark: str) -> None:
    tag = landmark.split(maxsplit=1)[0]
    parsed = page(f"<div><p>Top stories of today for you</p></div><{landmark}><h2>A</h2><p>{LONG * 3}</p></{tag}>")
    assert [section.path for section in parsed.sections] == [("A",)]


def test_an_abstract_beside_the_text_is_kept(page: Page) -> None:
    body = (
        f"<div><div><h2>Abstract</h2><p>In short.</p></div><article><h2>Methods</h2><p>{LONG * 3}</p></article></div>"
    )
    assert text_at(page(body), "Abstract") == "In short."


def test_a_page_without_landmarks_loses_no_section(page: Page) -> None:
    body = (
        f"<div id=wrap><div><h2>Abstract</h2><p>In short.</p></div><div><h2>Methods</h2><p>{LONG * 9}</p></div></div>"
    )
    assert [section.path for section in page(body).sections] == [("Abstract",), ("Methods",)]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", ""),
        ("cp1252", "<meta charset=iso-8859-1>"),
        ("utf-8", "<meta charset=iso-8859-1>"),
        ("utf-8", "<meta charset=nonsense>"),
        ("cp1252", "<meta charset=utf-8>"),
        ("koi8-r", "<meta http-equiv=content-type content='text/html; charset=koi8-r'>"),
    ],
)
def test_letters_are_read_in_the_encoding_of_the_file(page: Page, encoding: str, declared: str) -> None:
    text = "Доза 5 мг" if encoding == "koi8-r" else "26.5 ± 7.4 µg, Müller"
    assert page(f"<html>{declared}<p>{text}</p></html>".encode(encoding)).sections[0].text == text


def test_one_broken_byte_does_not_change_the_others(page: Page) -> None:
    text = "≥ 60 ml/min, ± 7.4, ≤ 38 °C, 5 µg, ≥ 2 ng/ml, ± 3, ≤ 4, ≥ 5"
    assert page(b"<p>" + text.encode() + b" \xff</p>").sections[0].text == text + " \ufffd"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"%PDF-1.4 << /Type /Page >>", b"plain words", b"<p>\x00\x01</p>"],
)
def test_what_is_no_web_page_is_refused(page: Page, data: bytes) -> None:
    with pytest.raises(ParseError, match="not HTML"):
        page(data)


def test_a_page_without_text_is_refused(page: Page) -> None:
    with pytest.raises(ParseError, match="no text"):
        page("<div id=root></div><script>render()</script>")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="cannot be read"):
        parse_html(tmp_path / "none.html")


def test_elements_nested_without_end_are_read(page: Page) -> None:
    assert page("<div>" * 1500 + "<p>deep</p>").sections[0].text == "deep"


@pytest.mark.parametrize("start", ["<div>" * 3000, "<table><tr><td>" * 700, "<math>" + "<mrow>" * 1500])
def test_a_page_that_cannot_be_read_to_its_end_is_refused(page: Page, start: str) -> None:
    with pytest.raises(ParseError, match="nested too deeply"):
        page(start + "<p>deep</p>")


TAGS = "p div h2 h3 table tr td th ul li dl dt dd sup b section main article header a br math mfrac".split()
PIECES = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(["5.3", " months ", "Abstract", "References", "Table 1", "&lt;", "<!--", "colspan=9>"]),
        st.text(max_size=5),
    ),
    max_size=40,
)


@given(pieces=PIECES)
def test_whatever_the_markup_it_is_read_or_refused(pieces: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.html"
    file.write_bytes(("<html>" + "".join(pieces)).encode("utf-8", errors="replace"))
    try:
        (parsed,) = parse_html(file)
    except ParseError:
        return
    for section in parsed.sections:
        assert section.text.strip() and section.head < len(section.text.split("\n"))
        assert all(section.path)


@given(words=st.lists(st.from_regex(r"[a-z]{3,8}[0-9]{1,3}", fullmatch=True), min_size=1, max_size=12))
def test_no_word_of_a_paragraph_is_lost(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "words.html"
    blocks = (
        "<p>{}</p>",
        "<li>{}",
        "<div><span>{}</span></div>",
        "<td>{}",
        "<blockquote>{}</blockquote>",
        "<h4>{}</h4>x",
    )
    file.write_text("<html><main>" + "".join(blocks[i % 6].format(word) for i, word in enumerate(words)) + "</main>")
    (parsed,) = parse_html(file)
    read = " ".join(" ".join([*section.path[-1:], section.text]) for section in parsed.sections)
    assert [word for word in words if word not in read] == []
