"""A file that cannot be read is left out with its reason, and stops no other."""

from contextlib import closing

import pytest

from ingest.content import IngestError


def left_out(report) -> dict[str, str]:
    return report.quarantined


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("b.md", "no front matter", "title: Field required"),
        ("b.md", b"\xff\xfe\x00\x01", "cannot be read"),
        ("b.md", "---\n1: one\n---\ntext", "cannot be read"),
        ("b.md", "---\nas_of: 2026-13-45\n---\ntext", "cannot be read"),
        ("deep/down/b.xyz", b"what", "no parser reads .xyz"),
        ("README", "read me", "no parser reads files without a suffix"),
    ],
)
def test_a_bad_file_is_left_out_with_its_reason_and_the_others_are_built(library, name, content, reason):
    library.add("a")
    library.add("c")
    library.write(name, content)
    report = library.build()
    assert list(left_out(report)) == [name] and reason in left_out(report)[name]
    with closing(library.store.open_live()) as version:
        assert set(version.catalog.documents) == {"a", "c"}


def test_the_second_file_with_the_same_id_is_left_out_naming_the_first(library):
    first = library.add("a")
    library.write("later.md", first.read_bytes().replace(b"Tea", b"Coffee"))
    report = library.build()
    assert left_out(report) == {"later.md": "id 'a' is already used by a.md"}
    with closing(library.store.open_live()) as version:
        assert version.catalog.passages_of("a")[0].text.startswith("Tea")


def test_a_file_left_out_is_named_again_where_nothing_changed(library):
    library.add("a")
    library.write("b.md", "no front matter")
    library.build()
    report = library.build()
    assert report.unchanged and list(left_out(report)) == ["b.md"]


def test_files_in_folders_and_with_capital_suffixes_are_read(library):
    file = library.add("a")
    (library.sources / "guidelines").mkdir()
    file.rename(library.sources / "guidelines" / "A.MD")
    assert library.build().documents == 1


def test_where_no_document_can_be_read_the_live_version_stays_live(library):
    file = library.add("a")
    live = library.build().version
    file.write_text("no front matter")
    with pytest.raises(IngestError, match=r"No document below .*a\.md"):
        library.build()
    assert library.store.live() == live and library.store.open_live().id == live


def test_an_empty_folder_is_refused_by_name(library):
    with pytest.raises(IngestError, match=r"No document below .*sources could be read: it holds no file"):
        library.build()
    assert library.store.live() is None
