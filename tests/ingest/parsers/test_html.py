"""Web pages: what of a page is read, how it is ordered, and what is left out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.parsers import Parsed
from ingest.parsers.html.parser import parse_html
from tests.ingest.parsers.looking import text_at

SAMPLES = Path(__file__).parent.parent / "samples"
TRIALS = SAMPLES / "trials-triples"
LONG = "One hundred and twenty men with metastatic disease were assigned to the drug or to watchful waiting at home. "
Page = Callable[..., Parsed]


def article(number: int) -> Parsed:
    (parsed,) = parse_html(TRIALS / f"trials-16-{number}.html")
    return parsed


@pytest.fixture
def page(tmp_path: Path) -> Page:
    def parse(body: str, head: str = "") -> Parsed:
        file = tmp_path / "page.html"
        html = (
            f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
            if isinstance(body, str)
            else body
        )
        file.write_bytes(html.encode() if isinstance(html, str) else html)
        (parsed,) = parse_html(file)
        return parsed

    return parse


def test_the_record_of_an_article() -> None:
    said = article(14).metadata
    assert said.title is not None and said.title.startswith("Effects of adaptive servo-ventilation therapy on cardiac")
    assert said.authors == "Seino Y, Momomura S, Kihara Y, Adachi H, Yasumura Y, Yokoyama H, SAVIOR-C investigators"
    assert (said.organization, said.year, said.doi) == ("Trials", 2015, "10.1186/s13063-014-0530-z")
    assert said.url == "http://www.trialsjournal.com/content/16/1/14"
    assert (said.licence, said.kind, said.text_basis) == ("CC BY 4.0", "Study protocol", "full_text")
    assert said.keywords[:2] == ("Adaptive servo-ventilation", "Chronic heart failure")
    assert article(24).metadata.pmid == "25623485"
    authors = article(24).metadata.authors or ""
    assert authors.startswith("Harris PNA, Peleg AY") and "McBryde ES" in authors and "$author" not in authors


def test_results_with_their_units_and_citations() -> None:
    text = text_at(article(15), "Abstract", "Results")
    assert "9.1% during the MDC meetings" in text and "29% after the systematic review" in text
    objectives = text_at(article(24), "Methods/Design", "Secondary objectives")
    assert "white blood cell count > 12 × 10⁹/L" in objectives and "> 38.0°C" in objectives
    size = text_at(article(14), "Methods/Design", "Statistical methods and sample size")
    assert "26.5 ± 7.4%; after ASV therapy: 33.4 ± 13.0%" in size
    assert "males and females, respectively [14]. The 5-year" in text_at(article(14), "Discussion")


def test_sections_stand_in_reading_order() -> None:
    tops = list(dict.fromkeys(section.path[0] for section in article(24).sections))
    assert tops[:5] == ["Abstract", "Background", "Methods/Design", "Discussion", "Trial status"]
    assert "References" not in tops and "Keywords" not in tops
    assert text_at(article(14), "Trial status") == "The trial is ongoing."
    assert "UMIN000006549, registered on" in text_at(article(14), "Abstract", "Trial registration")
    assert "Table 2. Dose adjustment for study antibiotics" in text_at(article(24), "Methods/Design", "Intervention")


def test_tables_that_lay_out_a_page_are_text() -> None:
    (parsed,) = parse_html(SAMPLES / "edge" / "table_06.html")
    assert parsed.metadata.title == "Header"
    assert parsed.sections[0].text.startswith("This is the first paragraph.\nA\nB\nA1\nB1\nC1\nD1\nI\nII")
    assert parsed.sections[1].text == "E1 | E2\nE3 | E4"
    assert parsed.sections[2].text.endswith("F1\n2...\nAfter table")


def test_headings_nest_and_the_title_is_not_one_of_them(page: Page) -> None:
    parsed = page(
        "<h1>Drug in men</h1><p>Opening words.</p><h2>Methods</h2><h3>Patients</h3><p>We chose.</p>"
        "<h3>Dose:</h3><p>7.4 GBq</p><h2>Results</h2><p>All lived.</p>"
    )
    assert parsed.metadata.title == "Drug in men"
    assert [(section.path, section.text) for section in parsed.sections] == [
        ((), "Opening words."),
        (("Methods", "Patients"), "We chose."),
        (("Methods", "Dose"), "7.4 GBq"),
        (("Results",), "All lived."),
    ]


def test_a_table_with_spans_caption_and_foot(page: Page) -> None:
    (table,) = page(
        "<table><caption>Table 2. Events</caption>"
        "<thead><tr><th rowspan=2>Event</th><th colspan=2>Group</th></tr><tr><th>Drug</th><th>Control</th></tr></thead>"
        "<tfoot><tr><td colspan=3>a Any grade</td></tr></tfoot>"
        "<tbody><tr><td rowspan=2>Dry mouth<sup><a href='#n'>a</a></sup></td><td>57 (38.8)</td><td>1 (0.5)</td></tr>"
        "<tr><td>3</td><td>0</td></tr><tr><th colspan=3>Later</th></tr></tbody></table>"
    ).sections
    assert table.head == 3
    assert table.text.split("\n") == [
        "Table 2. Events",
        "Event | Group | Group",
        "| Drug | Control",
        "Dry mouth [a] | 57 (38.8) | 1 (0.5)",
        "| 3 | 0",
        "Later",
        "a Any grade",
    ]


def test_the_line_above_a_table_is_its_caption(page: Page) -> None:
    rows = "<table><tr><td>Arm</td><td>Deaths</td></tr><tr><td>Drug</td><td>343</td></tr></table>"
    first, second = page(f"<h2>R</h2><p>See Table 1.</p><h4>Table 1</h4><p>Deaths by arm</p>{rows}").sections
    assert (first.text, second.path) == ("See Table 1.", ("R",))
    assert (second.text, second.head) == ("Table 1 Deaths by arm\nArm | Deaths\nDrug | 343", 2)


def test_a_table_without_names_of_columns_has_no_head(page: Page) -> None:
    (table,) = page("<table><tr><td>12</td><td>5.3</td></tr><tr><td>14</td><td>5.1</td></tr></table>").sections
    assert (table.text, table.head) == ("12 | 5.3\n14 | 5.1", 0)


def test_lists_definitions_and_figures_are_lines(page: Page) -> None:
    (section,) = page(
        "<ol start=3><li>Age over 18<li><p>PSA above 2 ng/ml</ol><ol type=a><li>first</ol><ul><li>loose</ul>"
        "<ol><li>1) its own number</ol><dl><dt>OS</dt><dd>overall survival</dd><dt>Bare:</dt><dd><p>text</p></dd></dl>"
        "<figure><img src=x alt=pic><figcaption>Figure 1. Survival</figcaption></figure>"
    ).sections
    assert section.text.split("\n") == [
        *("3. Age over 18", "4. PSA above 2 ng/ml", "a. first", "loose", "1) its own number"),
        *("OS: overall survival", "Bare: text", "Figure 1. Survival"),
    ]


def test_labels_of_an_abstract_in_bold_are_headings(page: Page) -> None:
    abstract = page(
        "<h2>Abstract</h2><p><b>Methods:</b> We asked.</p><p><strong>Lutetium</strong> was given.</p>"
    ).sections
    assert [(section.path, section.text) for section in abstract] == [
        (("Abstract", "Methods"), "We asked.\nLutetium was given.")
    ]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("10<sup>-3</sup> mg/m<sup>2</sup>", "10⁻³ mg/m²"),
        ("<sup>177</sup>Lu and H<sub>2</sub>O", "177Lu and H2O"),
        ("lived 15.3<sup><a href='#r12'>12</a></sup> months", "lived 15.3 [12] months"),
        ("as shown.<sup>3,4</sup> Then", "as shown. [3,4] Then"),
        ("patients<sup>3–5</sup> died", "patients [3–5] died"),
        ("Grade 3<br>4 men", "Grade 3\n4 men"),
        ("<del>5</del> 7.4 GBq", "7.4 GBq"),
        ("p &lt; 0.05&nbsp;&plusmn; 1", "p < 0.05 ± 1"),
        ("a dose of <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> ml", "a dose of 1/2 ml"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x²"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_numbers_keep_their_meaning(page: Page, markup: str, read: str) -> None:
    assert page(f"<p>{markup}</p>").sections[0].text == read


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<meta name=citation_title content='The trial'><meta property=og:title content='Other'>", "The trial"),
        ("<meta property=og:site_name content=Clinic><title>Clinic</title>", None),
        ("<meta property=og:site_name content=Clinic><title>Dry mouth | Clinic</title>", "Dry mouth"),
        ("<title>Home</title>", None),
        ('<script type="application/ld+json">{"@type":"Article","headline":"By schema"}</script>', "By schema"),
    ],
)
def test_a_title_is_stated_or_there_is_none(page: Page, head: str, title: str | None) -> None:
    assert page(f"<p>{LONG}</p>", head).metadata.title == title


def test_schema_org_and_links_state_the_record(page: Page) -> None:
    thing = '{"@context":"x","@graph":[{"@type":"BreadcrumbList"},{"@type":["ScholarlyArticle"],"author":[{"name":'
    thing += '"Johann de Bono"},{"@type":"Organization","name":"The Study Group"}],"datePublished":"2021-06-23",'
    thing += '"isPartOf":{"name":"A Journal"},"sameAs":"https://doi.org/10.1000/ABC.1"}]}'
    head = f'<script type="application/ld+json">{thing}</script><link rel=canonical href="https://x.org/PMC123/">'
    said = page(
        f"<p>{LONG}</p><a rel=license href='https://creativecommons.org/licenses/by-nc/4.0/'>L</a>", head
    ).metadata
    assert said.authors == "de Bono J, Study Group"
    assert (said.organization, said.year, said.doi, said.pmcid) == ("A Journal", 2021, "10.1000/abc.1", "PMC123")
    assert (said.licence, said.url) == ("CC BY-NC 4.0", "https://x.org/PMC123/")


def test_a_retracted_article_says_so(page: Page) -> None:
    assert page(f"<p>{LONG}</p>", "<meta name=citation_title content='RETRACTED ARTICLE: A trial'>").metadata.retracted
