"""An old answer is asked again of the corpus version that it was made from, as long as that is kept."""

from contract import assert_problem
from doubles import wait_for
from shop import QUESTION, served


def ask(caller) -> dict:
    return caller.post("/v1/followups", json={"question": QUESTION}).json()


def test_an_answer_is_made_again_from_the_version_of_then(shop, shop_client):
    before = ask(shop_client)
    version = shop.say(41)
    wait_for(lambda: served(shop_client) == version)
    replayed = shop_client.post(f"/v1/answers/{before['id']}/replay").json()
    assert replayed["same"] is True
    assert replayed["answer"]["text"] == before["text"] and "38%" in before["text"]
    assert replayed["answer"]["provenance"]["corpus_version"] == before["provenance"]["corpus_version"]
    assert "41%" in ask(shop_client)["text"]


def test_where_that_version_is_no_longer_kept_it_is_gone_and_its_citations_still_open(shop, shop_client):
    before = ask(shop_client)
    for share in (41, 44, 47):
        version = shop.say(share)
    wait_for(lambda: served(shop_client) == version)
    problem = assert_problem(shop_client.post(f"/v1/answers/{before['id']}/replay"), 410)
    assert problem["code"] == "gone" and before["provenance"]["corpus_version"] in problem["detail"]
    cited = before["citations"][0]["quotes"][0]
    passage = shop_client.get(f"/v1/passages/{cited['passage_id']}")
    assert passage.status_code == 200 and "38%" in passage.json()["text"]


def test_an_unknown_answer_cannot_be_replayed(shop_client):
    assert_problem(shop_client.post("/v1/answers/ans_0/replay"), 404)
