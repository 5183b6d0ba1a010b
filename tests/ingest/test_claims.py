"""What a document says that is not its to say: an id that is taken, a year to come, the standing of another."""

from contextlib import closing

from evals.injection.files import cases, write

OTHER = {"organization": "Another journal"}


def standing(library) -> dict[str, str]:
    with closing(library.store.open_live()) as version:
        return {key: document.standing for key, document in version.catalog.documents.items()}


def test_a_stranger_supersedes_nothing_and_is_left_out(library):
    library.add("old")
    library.add("new", supersedes="old", **OTHER)
    report = library.build()
    assert "it supersedes 'old', which is of another publisher or kind" in report.quarantined["new.md"]
    assert standing(library) == {"old": "current"}


def test_it_counts_where_the_older_one_says_so_too(library):
    library.add("old", superseded_by="new")
    library.add("new", supersedes="old", **OTHER)
    assert library.build().quarantined == {}
    assert standing(library) == {"old": "superseded", "new": "current"}


def test_it_counts_where_an_operator_says_so(library):
    library.add("old")
    library.add("older")
    library.add("new", supersedes="old", **OTHER)
    library.write("new.yaml", "admit: standing")
    library.add("newer", **OTHER)
    library.write("newer.yaml", "supersedes: older")
    assert library.build().quarantined == {}
    assert standing(library) == {"old": "superseded", "older": "superseded", "new": "current", "newer": "current"}


def test_the_report_says_which_document_changed_another_by_its_own_word(library):
    library.add("old")
    library.add("new", supersedes="old")
    assert library.build().files["new.md"].standing == ("supersedes old",)


def test_a_notice_of_another_publisher_retracts_nothing(library):
    library.add("vision-2021", doi="10.1056/NEJMoa2107322")
    write([case for case in cases() if case.name == "retraction-notice.xml"], library.sources)
    report = library.build()
    assert "it retracts 'vision-2021'" in report.quarantined["retraction-notice.xml"]
    assert standing(library) == {"vision-2021": "current"}


def test_no_second_document_with_the_same_doi_lets_a_notice_through(library):
    library.add("vision-2021", doi="10.1056/NEJMoa2107322")
    library.add("zzz", doi="10.1056/NEJMoa2107322", organization="Network Reports")
    write([case for case in cases() if case.name == "retraction-notice.xml"], library.sources)
    library.build()
    assert standing(library)["vision-2021"] == "current"


def test_an_id_belongs_to_the_file_that_is_named_after_it(library):
    library.write("aaa.md", library.add("tea").read_bytes().replace(b"7 of 9", b"9 of 9"))
    page = "<html><head><title>Tea for men</title></head><body><p>Tea helped 9 of 9 men.</p></body></html>"
    library.write("tea.html", page)
    report = library.build()
    assert set(report.quarantined) == {"aaa.md", "tea.html"}
    assert set(report.quarantined.values()) == {"id 'tea' is already used by tea.md"}


def test_a_year_that_lies_ahead_is_no_year_of_a_document(library):
    library.add("a")
    library.add("b", year="2090")
    assert library.build().quarantined == {"b.md": "its year lies ahead: 2090"}
