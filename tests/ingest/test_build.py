"""Building a version: what changed is built beside the live one, what did not is left alone."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from ingest.content import IngestError

MANY = "## Results\n\n" + "\n".join(f"Cup {n} of tea helped {n} men." for n in range(150))


def test_what_was_built_is_live_and_holds_documents_passages_and_vectors(library):
    library.add("a", title="Tea for men")
    report = library.build()
    with closing(library.store.open_live()) as version:
        assert version.id == report.version == library.store.live()
        assert version.manifest.scope.vocabulary == (("tea", "infusion"),)
        assert version.manifest.scope.equivalents == (("tea", "camellia"),)
        assert version.manifest.scope.opposites == ((("hot", "boiling"), ("cold",)),)
        assert version.catalog.documents["a"].title == "Tea for men"
        (passage,) = version.catalog.passages_of("a")
        assert passage.text == "Tea helped 7 of 9 men."
        assert [version.columns.ids[row] for row, _ in version.lexical.search("teas", 5)] == [passage.id]
        assert version.passage_vectors.shape == version.sentence_vectors.shape == (1, 256)
    assert (report.documents, report.passages, report.embedded, report.unchanged) == (1, 1, 1, False)


def test_every_passage_of_a_long_document_is_read_once_for_itself_and_its_sentences(library, counting):
    library.add("a", MANY)
    report = library.build(counting)
    manifest = library.store.open_live().manifest
    assert (manifest.passages, manifest.sentences) == (report.passages, 150)
    assert counting.embedded == report.embedded == report.passages


def test_a_second_build_of_the_same_sources_says_so_and_embeds_nothing(library, counting):
    library.add("a")
    first = library.build()
    second = library.build(counting)
    assert (second.version, second.unchanged, second.embedded) == (first.version, True, 0)
    assert counting.embedded == 0


def test_changed_text_becomes_live_and_the_old_version_stays_as_it_was(library):
    library.add("a")
    old = library.build().version
    with closing(library.store.open_live()) as held:
        library.add("a", "Tea helped 8 of 9 men.")
        new = library.build().version
        assert library.store.live() == new != old
        assert held.catalog.passages_of("a")[0].text == "Tea helped 7 of 9 men."
    assert set(library.store.list()) == {old, new}


def test_going_back_to_an_earlier_text_embeds_nothing(library, counting):
    library.add("a")
    old = library.build().version
    library.add("a", "Tea helped 8 of 9 men.")
    library.build()
    library.add("a")
    report = library.build(counting)
    assert (report.version, library.store.live(), counting.embedded) == (old, old, 0)


@pytest.mark.parametrize("change", ["title", "scope", "new document"])
def test_a_change_that_a_reader_would_see_makes_another_version(library, change):
    library.add("a")
    before = library.build().version
    match change:
        case "title":
            library.add("a", title="Another title")
        case "scope":
            library.write("corpus.yaml", "subject: coffee alone\nreferral: Ask a doctor.\n")
        case "new document":
            library.add("b")
    assert library.build().version != before


def test_another_embedder_makes_another_version(library, counting):
    library.add("a")
    before = library.build(counting).version
    wider = type(counting)(dimension=128)
    assert library.build(wider).version != before
    manifest = library.store.open_live().manifest
    assert (manifest.embedder, manifest.dimension) == (wider.identity, 128)


def test_a_removed_document_is_gone_from_the_live_version(library):
    library.add("a")
    file = library.add("b")
    library.build()
    file.unlink()
    library.build()
    with closing(library.store.open_live()) as version:
        assert set(version.catalog.documents) == {"a"}


def test_two_builds_at_once_build_once(library):
    library.add("a", MANY)
    with ThreadPoolExecutor(2) as pool:
        reports = [future.result() for future in [pool.submit(library.build) for _ in range(2)]]
    assert sorted(report.unchanged for report in reports) == [False, True]
    assert library.store.live() == reports[0].version == reports[1].version


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "corpus.yaml must say what the library is about"),
        ("", "must say what the library is about"),
        ("subject: tea\n", "referral"),
        ("subject: tea\nreferral: x\ncolour: blue\n", "colour"),
        ("subject: [unclosed\n", "corpus.yaml"),
        (b"subject: \xff\n", "corpus.yaml"),
    ],
)
def test_a_library_that_does_not_say_what_it_is_about_is_not_built(library, content, told):
    library.add("a")
    (library.sources / "corpus.yaml").unlink()
    if content is not None:
        library.write("corpus.yaml", content)
    with pytest.raises(IngestError, match=told):
        library.build()
