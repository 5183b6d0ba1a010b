"""One library of all sample files: each is a document or left out for its reason, and every passage keeps the laws."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import CELL, Document, Passage, Section
from corpus.embeddings import SHIPPED, HashingEmbedder, make_embedder
from corpus.versions import CorpusVersion, VersionStore
from ingest.chunking import MAX_WORDS, chunk, split_tables
from ingest.content import embedded_text
from ingest.measure import WordMeasure, measure_of
from ingest.pipeline import Report, build
from ingest.progress import Silent

SAMPLES = Path(__file__).parent / "samples"
FILES = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.is_file())
READS = make_embedder(SHIPPED).reads
"""The shipped tokenizer and its limit; the weights are not loaded."""
SIDECARS = {
    "docx/s13063-014-0530-z-s1.docx.yaml": {"title": "Supplement 1 of SAVIOR-C"},
    "docx/s13063-014-0541-9-s2.docx.yaml": {"title": "Supplement 2 of MERINO", "licence": "CC BY 4.0"},
    "docx/s13063-014-0545-5-s1.docx.yaml": {"title": "Supplement 1 of a review of trials", "year": 2015},
    "edge/word_tables.yaml": {"title": "Tables", "id": "word-tables"},
    # The page of ten studies holds eight that are files of their own, and each trial is there in three formats.
    **{f"{name}.yaml": {"id": Path(name).stem.lower() + "-alone"} for name in FILES if "/NCT" in name},
    **{f"{name}.yaml": {"id": name[-12:].replace(".", "-")} for name in FILES if "trials-triples" in name},
}
LEFT_OUT = {
    "MANIFEST.tsv": "no parser reads .tsv",
    "docx/s13063-014-0530-z-s2.docx": "the file states no title: state it in s13063-014-0530-z-s2.yaml",
    "edge/ocr_test.pdf": "images without a text layer",
    "edge/ocr_test_rotated_90.pdf": "images without a text layer",
}
IN_PART = {"pubmed-xml/biopython-pubmed1.xml": "a record without a text: "}
"""Files that give documents, and of which something is left out."""
SEVERAL = {"clinicaltrials-gov-v2/studies-page.json": 10, "pubmed-xml/biopython-pubmed2.xml": 2}
"""How many documents a file gives that gives more than one."""
SAID = {
    "clinicaltrials-gov-v2/NCT00517179.json": ("keywords", "Erectile Dysfunction"),
    "clinicaltrials-gov-v2/NCT01511679.json": ("organization", "Boston Children's Hospital"),
    "clinicaltrials-gov-v2/NCT03058679.json": "Sex: Female, Male; Female; Count of Participants | 63 | 58 | 121",
    "clinicaltrials-gov-v2/NCT04175379.json": ("kind", "rct"),
    "clinicaltrials-gov-v2/NCT05013879.json": ("title", "Effect of Kinesiotaping on Edema Management"),
    "clinicaltrials-gov-v2/NCT05531279.json": ("nct", "NCT05531279"),
    "clinicaltrials-gov-v2/NCT05600179.json": ("text_basis", "registry"),
    "clinicaltrials-gov-v2/NCT05602779.json": ("url", "https://clinicaltrials.gov/study/NCT05602779"),
    "clinicaltrials-gov-v2/studies-page.json": "Not completed: Progressive Disease | 3 | 1",
    "docx/s13063-014-0530-z-s1.docx": "Adviser: Kenji Ueshima (Department of EBM Research",
    "docx/s13063-014-0541-9-s2.docx": ("licence", "CC BY 4.0"),
    "docx/s13063-014-0545-5-s1.docx": "2 | J CLIN ONCOL | JOURNAL OF CLINICAL ONCOLOGY | 17.879 | 17.158 | 3(3.1)",
    "edge/docx_comments.docx": ("title", "Document with Comments"),
    "edge/table_06.html": ("title", "Header"),
    "edge/unit_test_headers_numbered.docx": "1.1.1. Detail A.1.1",
    "edge/word_tables.docx": "Cell 1.0 | Merged Cell 1.1 1.2 | Merged Cell 1.1 1.2",
    "jats/1471-2180-11-174.nxml": ("authors", "Dennehy JJ, Wang IN"),
    "jats/1472-6831-8-11.nxml": ("year", "2008"),
    "jats/ehp-116-1694.nxml": ("doi", "10.1289/ehp.11570"),
    "jats/pntd.0002065.nxml": "Table 2. RVF seroprevalence in 2010, as determined by IgG ELISA.",
    "jats/pone.0046493.nxml": "Table 1. Substrate specificity of recombinant Lip-HSL proteins.",
    "jats/prostate/PMC2474851.nxml": ("organization", "BMC Medicine"),
    "jats/prostate/PMC3484141.nxml": ("authors", "Mondul AM, Weinstein SJ"),
    "jats/prostate/PMC3642008.nxml": "2.5% and 1.8% in H-ARM versus 5.7% and 3% in C-ARM (p > 0.05)",
    "jats/prostate/PMC5093191.nxml": "6-min walk distance (ADT 59.7 m, 95 % CI [11.8,",
    "pdf/eanm-focus5-prostate-theranostics-2023.pdf": "even at low PSA levels of <0.5 ng/ml.",
    "pubmed-xml/biopython-pubmed1.xml": "low-spin (S = 1/2) heme irons",
    "pubmed-xml/biopython-pubmed2.xml": "compared with 24% in the fresh sample (P < 0.001)",
    "pubmed-xml/biopython-pubmed4.xml": "OR 1.72; 95% CI 1.07 to 2.78; ptrend=0.048",
    "pubmed-xml/biopython-pubmed5.xml": "ORQ3=4.15, 95% CI 1.56 to 11.01",
    "pubmed-xml/biopython-pubmed7.xml": "inhaled 3He/129Xe MRI ventilation",
    "pubmed-xml/pubmed-29768149.xml": "34.4% vs. 31.1% of weeks; odds ratio, 1.14; 95% confidence interval [CI], 1.00",
    "trials-triples/trials-16-14.html": ("authors", "Seino Y, Momomura S"),
    "trials-triples/trials-16-14.pdf": ("doi", "10.1186/s13063-014-0530-z"),
    "trials-triples/trials-16-14.xml": "age: ≥ 20 years",
    "trials-triples/trials-16-15.html": ("pmid", "25592642"),
    "trials-triples/trials-16-15.pdf": "WBC ≥2,000/mm³",
    "trials-triples/trials-16-15.xml": "59 (20.6%) | 8 (2.8%) | 13 (4.5%) | 3 (1.0%) | 83 (29.0%)",
    "trials-triples/trials-16-24.html": ("licence", "CC BY 4.0"),
    "trials-triples/trials-16-24.pdf": "white blood cell count > 12 × 10⁹/L",
    "trials-triples/trials-16-24.xml": ("kind", "study protocol"),
    "trials-triples/trials-16-33.html": ("year", "2015"),
    "trials-triples/trials-16-33.pdf": ("title", "Couplelinks - an online intervention"),
    "trials-triples/trials-16-33.xml": ("organization", "Trials"),
}


class Measured(HashingEmbedder):
    """The small embedder, which reads as much as the shipped one."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = READS


@dataclass(frozen=True)
class Shelf:
    report: Report
    version: CorpusVersion
    passages: list[Passage]

    def of(self, file: str) -> tuple[list[Document], list[Passage]]:
        ids = self.report.files[file].documents
        return [self.version.catalog.documents[key] for key in ids], [p for p in self.passages if p.document_id in ids]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("samples")
    sources = shutil.copytree(SAMPLES, folder / "sources", copy_function=shutil.copyfile)
    (sources / "corpus.yaml").write_text("subject: trials\nreferral: Ask a doctor.\n")
    for name, stated in SIDECARS.items():
        (sources / name).write_text(yaml.safe_dump(stated))
    store = VersionStore(folder / "corpus")
    report = build(sources, store, Measured(), Silent())
    with closing(store.open_live()) as version:
        yield Shelf(report, version, list(version.catalog.every_passage()))


def test_every_file_gives_its_documents_or_is_left_out_for_its_reason(shelf):
    files = shelf.report.files
    assert list(files) == FILES
    wanted_reasons = LEFT_OUT | IN_PART
    assert shelf.report.quarantined.keys() == wanted_reasons.keys()
    assert all(reason in shelf.report.quarantined[name] for name, reason in wanted_reasons.items())
    wanted = {name: SEVERAL.get(name, 1) for name in FILES if name not in LEFT_OUT}
    assert {name: len(record.documents) for name, record in files.items() if record.documents} == wanted
    assert not [name for name, record in files.items() if record.duplicate_of]
    documents = [key for record in files.values() for key in record.documents]
    assert len(set(documents)) == len(documents) == shelf.report.documents == len(shelf.version.catalog.documents)
    assert {passage.document_id for passage in shelf.passages} == set(documents)


def test_the_table_below_speaks_of_every_file():
    assert sorted(SAID.keys() | LEFT_OUT.keys()) == FILES


@pytest.mark.parametrize(("file", "said"), SAID.items(), ids=SAID)
def test_a_document_says_what_its_file_says(shelf, file, said):
    documents, passages = shelf.of(file)
    if isinstance(said, str):
        assert any(said in passage.text for passage in passages)
    else:
        field, value = said
        assert value in str(getattr(documents[0], field))


def test_every_passage_is_a_stretch_of_the_section_that_is_stored(shelf):
    section = shelf.version.catalog.section_text
    assert not [p.id for p in shelf.passages if section(p)[p.start : p.end] != p.text]


def test_ids_are_unique_and_ordinals_count_the_passages_of_a_document(shelf):
    assert len({passage.id for passage in shelf.passages}) == len(shelf.passages) == shelf.report.passages
    counted: Counter[str] = Counter()
    for passage in shelf.passages:
        assert passage.ordinal == counted[passage.document_id]
        counted[passage.document_id] += 1


def test_sentences_lie_in_order_within_their_passage_and_leave_nothing_out(shelf):
    for passage in shelf.passages:
        assert_sentences_cover(passage)


def test_pages_of_a_pdf_are_pages_that_it_has(shelf):
    _, passages = shelf.of("pdf/eanm-focus5-prostate-theranostics-2023.pdf")
    assert {passage.page for passage in passages} <= set(range(1, 13)) and len({p.page for p in passages}) > 8
    parsers = {
        shelf.version.catalog.documents[p.document_id].parser.partition("/")[0] for p in shelf.passages if p.page
    }
    assert parsers == {"pdf"}


def test_every_part_of_a_table_has_its_caption_and_column_names(shelf):
    tables = [passage for passage in shelf.passages if passage.table]
    assert len(tables) > 100
    for passage in tables:
        head, *rows = (passage.sentence(index) for index in range(len(passage.sentences)))
        assert rows and passage.text == "\n".join([head, *rows])
        assert len(passage.sentences) == passage.text.count("\n") - head.count("\n") + 1
    parts = Counter((p.document_id, p.section, p.sentence(0)) for p in tables)
    assert max(parts.values()) > 2  # a table that was split
    assert any(CELL.strip() in head for _, _, head in parts)


def test_no_passage_is_longer_than_the_embedder_reads_unless_it_is_one_sentence_or_row(shelf):
    measure, documents = measure_of(Measured()), shelf.version.catalog.documents
    for passage in shelf.passages:
        if len(passage.sentences) > 1 + passage.table:
            read = embedded_text(documents[passage.document_id].title, passage).text
            assert measure.tokens(read) + 2 <= READS.limit, passage  # with its own two marks


def assert_sentences_cover(passage: Passage) -> None:
    end = 0
    for span in passage.sentences:
        assert end <= span.start < span.end <= len(passage.text)
        assert not passage.text[end : span.start].strip()
        end = span.end
    assert end == len(passage.text)


WORD = st.sampled_from(["tea", "7.4 GBq", "vs.", "Ärzte", "p<0.05", "men.", "😀", "end.", "Why?"])
LINES = st.lists(st.lists(WORD, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=12)
ROWS = st.lists(st.lists(WORD, min_size=1, max_size=40).map(CELL.join), min_size=2, max_size=30)
PATHS = st.lists(st.sampled_from(["Results", "Safety"]), max_size=2).map(tuple)
PROSE = st.builds(lambda path, lines: Section(path, "\n".join(lines)), PATHS, LINES)
TABLES = st.builds(lambda path, rows, head: Section(path, "\n".join(rows), head=head), PATHS, ROWS, st.just(1))
LIMIT = 120


@given(st.lists(PROSE | TABLES, max_size=4), st.sampled_from(["", "A title"]))
def test_any_sections_are_covered_by_passages_that_keep_the_laws(sections, title):
    measure = WordMeasure(LIMIT)
    parts = split_tables(sections, title, measure)
    passages = list(chunk("doc", parts, title, measure))
    ends = dict.fromkeys(range(len(parts)), 0)
    for passage in passages:
        text = parts[passage.part].text
        assert text[passage.start : passage.end] == passage.text
        assert not text[ends[passage.part] : passage.start].strip()
        assert_sentences_cover(passage)
        ends[passage.part] = passage.end
        assert len(passage.sentences) <= 1 + passage.table or measure.tokens(passage.text) <= LIMIT
        assert passage.table or len(passage.sentences) == 1 or measure.tokens(passage.text) <= MAX_WORDS
    assert not [part for part, end in ends.items() if parts[part].text[end:].strip()]
    assert len({passage.id for passage in passages}) == len(passages)
    rows = [row for section in sections for row in section.text.split("\n")[section.head :]]
    assert [row for part in parts for row in part.text.split("\n")[part.head :]] == rows
