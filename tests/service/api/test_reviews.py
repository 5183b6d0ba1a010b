"""Reviewers over REST: what is submitted, the way of an item through its states, corrections, history, export."""

import json
from collections.abc import Iterator

import pytest
from contract import assert_problem
from reviewers import QUESTION, Desk, desk_over

from service.bootstrap import Services
from service.records import Records
from service.reviews.export import events

SHORTER = (
    "The original US prescribing information of Pluvicto sets a dose of 7.4 GBq (200 mCi) every 6 weeks for up to 6 "
    "doses."
)


@pytest.fixture(scope="module")
def desk(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_over(services, tmp_path_factory.mktemp("reviews")) as opened:
        yield opened


def steps(item):
    return [(event["before"], event["after"], event["by"]["role"]) for event in item["history"]]


def test_a_reader_who_is_not_content_submits_the_answer_and_learns_in_which_role_it_was_approved(desk):
    answer_id = desk.rated_down()
    assert desk.reader.get(f"/v1/answers/{answer_id}").json()["review_status"] == "submitted"
    listed = [entry for entry in desk.queue()["reviews"] if entry["id"] == answer_id]
    assert listed[0]["title"] == QUESTION and "a reader rated it down" in listed[0]["risk"]["told"]
    assert desk.decide(answer_id, "under_review").status_code == 200
    approved = desk.decide(answer_id, "approved", note="Read with the label. Asked of Anna Schmidt, MRN 4415882.")
    assert approved.status_code == 200
    assert steps(approved.json()) == [
        ("unreviewed", "submitted", "software"),
        ("submitted", "under_review", "urologist"),
        ("under_review", "approved", "urologist"),
    ]
    last = approved.json()["history"][-1]
    assert last["by"]["name"] == "Dr. Ada Example" and last["corpus_version"].startswith("cv_")
    assert "Read with the label." in last["note"] and "4415882" not in last["note"] and "Schmidt" not in last["note"]
    told = desk.reader.get(f"/v1/answers/{answer_id}").json()
    assert told["review_status"] == told["review"]["status"] == "approved"
    assert told["review"]["role"] == "urologist" and told["review"]["at"] == last["at"]
    assert "Ada" not in json.dumps(told)


@pytest.mark.parametrize(
    ("feedback", "submitted"),
    [
        ({"rating": "up"}, False),
        ({"rating": "up", "reasons": ["helpful, but long"]}, True),
        ({"rating": "up", "comment": "the dose looks odd"}, True),
        ({"rating": "down"}, True),
    ],
)
def test_what_a_reader_says_submits_an_answer_and_mere_praise_does_not(desk, feedback, submitted):
    answer_id = desk.asked()["id"]
    assert desk.item(answer_id)["status"] == "unreviewed"
    desk.reader.post(f"/v1/answers/{answer_id}/feedback", json=feedback)
    assert (desk.item(answer_id)["status"] == "submitted") is submitted
    desk.reader.post(f"/v1/answers/{answer_id}/feedback", json=feedback)
    assert len(desk.item(answer_id)["history"]) == int(submitted)


def test_an_emergency_is_submitted_by_itself_and_nobody_browses_what_nothing_speaks_against(desk):
    urgent = desk.asked("I have chest pain and cannot breathe after my infusion")
    assert urgent["outcome"] == "urgent"
    calm = desk.asked()["id"]
    listed = {entry["id"]: entry for entry in desk.queue(limit=100)["reviews"]}
    assert "emergency" in listed[urgent["id"]]["risk"]["reasons"]
    assert calm not in listed
    assert desk.decide(calm, "submitted").status_code == 200  # on request
    assert calm in {entry["id"] for entry in desk.queue(limit=100)["reviews"]}


@pytest.mark.parametrize(
    ("way", "step", "reason"),
    [
        ([], {"status": "approved"}, "can become under review or unreviewed, not approved"),
        (["under_review"], {"status": "submitted"}, "Say in a note why"),
        (["under_review"], {"status": "unreviewed", "note": "   "}, "Say in a note why"),
        (["under_review"], {"status": "under_review"}, "write a note, or correct a statement"),
        (
            ["under_review", "approved"],
            {"status": "submitted", "note": "No."},
            "can become under review, not submitted",
        ),
        (["under_review", "approved"], {"status": "under_review"}, "Say in a note why"),
        (["under_review"], {"status": "approved", "correction": {"statement": 0, "text": "So."}}, "step of its own"),
        (
            ["under_review"],
            {"status": "under_review", "correction": {"statement": 99, "text": "So."}},
            "no statement 99",
        ),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_what_can_and_nothing_is_kept(desk, way, step, reason):
    answer_id = desk.rated_down()
    desk.take_through(answer_id, *way)
    before = desk.item(answer_id)
    response = desk.client.post(f"/v1/reviews/answers/{answer_id}", json=step, headers=desk.ada)
    assert reason in assert_problem(response, 422)["detail"]
    assert desk.item(answer_id) == before


def test_a_correction_that_its_quotes_do_not_support_is_refused_with_the_reason(desk):
    answer_id = desk.rated_down()
    before = desk.item(answer_id)
    said = before["answer"]["summary"]["statements"][0]["text"]
    assert "7.4 GBq" in said
    wrong = {"statement": 0, "text": said.replace("7.4 GBq", "9.4 GBq")}
    response = desk.decide(answer_id, "under_review", correction=wrong)
    problem = assert_problem(response, 422)
    assert "9.4" in problem["detail"] and problem["verdict"] in ("contradicted", "unsupported")
    assert desk.item(answer_id) == before


def test_a_correction_stands_beside_the_original_and_its_reader_sees_it(desk):
    answer_id = desk.rated_down()
    given = desk.reader.get(f"/v1/answers/{answer_id}").json()
    original = given["summary"]["statements"][1]["text"]
    correction = {"statement": 1, "text": SHORTER}
    corrected = desk.decide(answer_id, "under_review", note="Shorter.", correction=correction)
    assert corrected.status_code == 200, corrected.text
    correction["original"] = original
    assert corrected.json()["corrections"] == [correction]
    told = desk.reader.get(f"/v1/answers/{answer_id}").json()
    assert told["corrections"] == [correction]
    assert (told["text"], told["summary"]) == (given["text"], given["summary"])
    desk.take_through(answer_id, "approved")
    back = desk.decide(answer_id, "under_review", correction={"statement": 1, "text": original})
    assert back.json()["corrections"] == [] and back.json()["status"] == "under_review"
    assert [event["correction"] is not None for event in back.json()["history"]] == [False, True, False, True]


def test_of_two_reviewers_who_decide_at_once_the_second_is_told_who_did_what(desk):
    answer_id = desk.rated_down()
    desk.take_through(answer_id, "under_review")
    seen = desk.item(answer_id)["version"]
    assert desk.decide(answer_id, "approved", version=seen).status_code == 200
    late = desk.decide(answer_id, "submitted", by=desk.ben, note="The dose is old.", version=seen)
    problem = assert_problem(late, 409)
    assert "Dr. Ada Example (urologist)" in problem["detail"] and "approved now" in problem["detail"]
    assert len(desk.item(answer_id)["history"]) == 3
    again = desk.decide(answer_id, "under_review", by=desk.ben, note="Old.", version=desk.item(answer_id)["version"])
    assert again.status_code == 200


def test_a_complaint_after_the_approval_puts_it_under_review_again(desk):
    answer_id = desk.asked()["id"]
    desk.take_through(answer_id, "submitted", "under_review", "approved")
    desk.reader.post(f"/v1/answers/{answer_id}/feedback", json={"rating": "down"})
    told = desk.reader.get(f"/v1/answers/{answer_id}").json()
    assert told["review_status"] == "under_review" and told["review"]["role"] == "software"


def test_an_erased_answer_leaves_its_history_without_a_word_of_the_question(desk):
    answer = desk.asked("Is a dry mouth common after Pluvicto in a man of 77?")
    desk.take_through(answer["id"], "submitted", "under_review")
    assert desk.reader.delete(f"/v1/conversations/{answer['conversation_id']}").status_code == 204
    left = desk.item(answer["id"])
    assert left["answer"] is None and left["allowed"] == [] and len(left["history"]) == 2
    assert "dry mouth" not in json.dumps(left)
    assert answer["id"] not in {entry["id"] for entry in desk.queue(limit=100)["reviews"]}
    assert_problem(desk.decide(answer["id"], "approved"), 404)


def test_an_article_is_in_the_queue_and_says_in_which_role_it_was_approved(desk):
    (entry,) = [one for one in desk.queue(kind="articles")["reviews"] if one["status"] == "submitted"][:1]
    slug = entry["id"]
    assert desk.client.get(f"/v1/articles/{slug}", headers=desk.partner).json()["status"] == "submitted"
    desk.take_through(slug, "under_review", "approved", kind="articles")
    article = desk.client.get(f"/v1/articles/{slug}", headers=desk.partner).json()
    assert article["status"] == "approved" and article["review"]["role"] == "urologist"
    page = desk.reader.get(f"/articles/{slug}").text
    assert 'data-status="approved"' in page and "pending human review" not in page
    desk.take_through(slug, "under_review", kind="articles")
    assert desk.client.get(f"/v1/articles/{slug}", headers=desk.partner).json()["status"] == "under_review"


def test_the_queue_is_filtered_and_comes_in_pages(desk):
    answer_id = desk.rated_down()
    desk.take_through(answer_id, "under_review")
    mine = desk.queue(status="under_review", mine=True, kind="answers", reason="rated_down", limit=100)
    assert answer_id in {entry["id"] for entry in mine["reviews"]}
    everything = desk.queue(limit=100)
    first, second = desk.queue(limit=2), desk.queue(limit=2, offset=2)
    assert [*first["reviews"], *second["reviews"]] == everything["reviews"][:4]
    assert first["total"] == everything["total"] == len(everything["reviews"])
    scores = [entry["risk"]["score"] for entry in everything["reviews"]]
    assert scores == sorted(scores, reverse=True)
    since = [entry["since"] for entry in desk.queue(limit=100, order="age")["reviews"]]
    assert since == sorted(since)
    assert_problem(desk.client.get("/v1/reviews?status=lost", headers=desk.ada), 422)


def test_the_export_holds_every_step_and_every_rating_and_can_be_restored(desk, tmp_path):
    answer_id = desk.rated_down()
    response = desk.client.get("/v1/reviews/export", headers=desk.ada)
    assert response.headers["content-type"] == "application/jsonl"
    exported = [json.loads(line) for line in response.text.splitlines()]
    assert [line["by"] for line in exported if line.get("answer") == answer_id] == ["reader"]
    assert "session:" not in response.text
    other = Records(f"sqlite:///{tmp_path / 'other.db'}")
    other.migrate()
    other.reviews.restore(events(response.text.splitlines()))
    for item in {(line["kind"], line["item"]) for line in exported if line["type"] == "review"}:
        assert other.reviews.of(*item) == desk.records.reviews.of(*item)
    other.close()


def test_an_answer_becomes_a_test_case_that_states_what_was_corrected(desk):
    answer_id = desk.rated_down()
    correction = {"statement": 1, "text": SHORTER}
    assert desk.decide(answer_id, "under_review", correction=correction).status_code == 200
    response = desk.client.get(f"/v1/reviews/answers/{answer_id}/case", headers=desk.ada)
    case = json.loads(response.text)
    assert case["question"] == QUESTION and case["key_facts"][1] == SHORTER and "feedback: down" in case["written_by"]


def test_every_route_of_the_reviews_is_for_reviewers_alone(desk):
    paths = desk.client.get("/openapi.json").json()["paths"]
    routes = [(method, path) for path, methods in paths.items() for method in methods if path.startswith("/v1/reviews")]
    assert len(routes) >= 6
    answer_id = desk.rated_down()
    for method, path in routes:
        address = path.format(kind="answers", item_id=answer_id, answer_id=answer_id)
        for caller, headers, status in (
            (desk.reader, {}, 401),
            (desk.client, {}, 401),
            (desk.client, desk.partner, 403),
            (desk.client, desk.admin, 403),
        ):
            response = caller.request(method, address, headers=headers, json={"status": "under_review"})
            assert_problem(response, status)
    assert desk.item(answer_id)["status"] == "submitted"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_over_rest_changes_or_takes_away_a_step(desk, method):
    answer_id = desk.rated_down()
    for address in (f"/v1/reviews/answers/{answer_id}", "/v1/reviews/export", "/v1/reviews"):
        assert desk.client.request(method, address, headers=desk.ada).status_code == 405


def test_what_is_unknown_is_said_to_be(desk):
    for address in ("answers/ans_none", "articles/none", "answers/%00", "answers/ans_none/case"):
        assert_problem(desk.client.get(f"/v1/reviews/{address}", headers=desk.ada), 404)
    assert_problem(desk.decide("ans_none", "submitted"), 404)
    assert_problem(desk.client.get("/v1/reviews/people/x", headers=desk.ada), 422)
