"""What the entailment model is trained on beside the public sets: statements written one by one about passages."""

from collections import Counter

from evals.bench.cases import cases
from evals.cases import HERE, load
from evals.nli.written import WrittenPassage, WrittenStatement

PASSAGES = load(WrittenPassage, HERE / "entailment" / "passages.jsonl")
STATEMENTS = load(WrittenStatement, HERE / "entailment" / "statements.jsonl")


def test_every_statement_is_about_a_passage_and_every_passage_has_statements():
    ids = [passage.id for passage in PASSAGES]
    assert len(ids) == len(set(ids))
    assert {statement.passage for statement in STATEMENTS} == set(ids)


def test_passages_of_the_corpus_are_its_sentences_and_the_others_say_where_they_stand(corpus):
    for passage in PASSAGES:
        if passage.source != "corpus":
            assert passage.count >= 1 and not passage.quotes
            continue
        texts = [held.text for held in corpus.catalog.passages_of(passage.group)]
        assert passage.quotes and all(any(quote in text for text in texts) for quote in passage.quotes)


def test_true_and_wrong_statements_are_as_many_about_every_passage():
    labels = Counter((statement.passage, statement.label == "support") for statement in STATEMENTS)
    uneven = [p.id for p in PASSAGES if abs(labels[p.id, True] - labels[p.id, False]) > 1]
    assert uneven == []


def test_no_statement_of_the_held_out_cases_is_trained_on():
    held_out = {case.statement for case in cases("held_out")}
    assert held_out.isdisjoint(statement.statement for statement in STATEMENTS)
