"""What a build would do, what it costs, and what it keeps: only what changed is read and embedded."""

from contextlib import closing

import pytest

from corpus.embeddings import HashingEmbedder
from corpus.versions import CorpusError
from ingest.pipeline import plan_build


def changes(library) -> dict[str, str]:
    planned = plan_build(library.sources, library.store, HashingEmbedder())
    return {file.file.name: file.change for file in planned.files} | dict.fromkeys(planned.removed, "removed")


def test_a_plan_names_what_is_new_changed_and_gone_and_changes_nothing(library):
    for key in ("a", "b", "c"):
        library.add(key)
    live = library.build().version
    library.add("b", "Coffee helped.")
    library.add("d")
    (library.sources / "c.md").unlink()
    assert changes(library) == {"a.md": "unchanged", "b.md": "changed", "c.md": "removed", "d.md": "added"}
    assert library.store.live() == live and library.store.list() == [live]


def test_only_what_changed_is_read_and_embedded(library, counting):
    for number in range(9):
        library.add(f"d{number}", f"Tea number {number} helped.")
    library.build(counting)
    counting.embedded = 0
    library.add("d3", "Coffee helped. So did tea.")
    report = library.build(counting)
    assert (report.read, report.embedded, counting.embedded) == (1, 1, 1)


def test_a_text_that_comes_back_is_not_embedded_again(library, counting):
    library.add("a", "Tea helped.")
    first = library.build(counting).version
    library.add("a", "Coffee helped.")
    library.build(counting)
    library.add("a", "Tea helped.")
    report = library.build(counting)
    assert report.version == first and report.embedded == 0 and counting.embedded == 2


def test_a_removed_file_leaves_the_library(library):
    library.add("a")
    library.add("b", "Coffee helped.")
    library.build()
    (library.sources / "b.md").unlink()
    library.build()
    with closing(library.store.open_live()) as version:
        assert set(version.catalog.documents) == {"a"}


def test_a_bad_file_is_not_read_again_until_it_changes(library):
    library.add("a")
    library.write("bad.json", "{}")
    first = library.build()
    assert list(first.quarantined) == ["bad.json"]
    library.add("b", "Coffee helped.")
    second = library.build()
    assert second.read == 1 and second.quarantined == first.quarantined
    library.write("bad.json", "[]")
    assert library.build().read == 1


def test_the_last_three_versions_are_kept_and_any_can_be_made_live_again(library):
    versions = []
    for number in range(5):
        library.add("a", f"Tea helped {number} men.")
        versions.append(library.build().version)
    assert library.store.list() == versions[2:]
    library.store.activate(library.store.before_live())
    assert library.store.live() == versions[3]
    with closing(library.store.open_live()) as version:
        assert version.catalog.passages_of("a")[0].text == "Tea helped 3 men."
    with pytest.raises(CorpusError, match=f"no corpus version {versions[0]}"):
        library.store.activate(versions[0])


def test_the_live_version_is_never_pruned(library):
    versions = []
    for number in range(3):
        library.add("a", f"Tea helped {number} men.")
        versions.append(library.build().version)
    library.store.activate(versions[0])
    assert library.store.prune(1) == (versions[1],)
    assert library.store.open_live().id == versions[0]
