"""Abbreviations that a library defines itself are words to search by, unless its documents disagree."""

from corpus.abbreviations import agreed


def test_a_short_form_is_known_by_what_most_documents_mean():
    heart, cancer = ("CI", "cardiac index"), ("CI", "confidence interval")
    assert agreed([[cancer], [cancer], [heart]]) == (("confidence interval", "CI"),)
    assert agreed([[cancer], [heart]]) == ()


def test_words_are_no_short_forms():
    assert agreed([[("pain", "P, EQ-5D-5L"), ("OS", "overall survival")]]) == (("overall survival", "OS"),)


def test_nothing_defined_nothing_known():
    assert agreed([]) == agreed([[]]) == ()
