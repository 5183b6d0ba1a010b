"""A corpus version that becomes live while the service runs: it is served within seconds, and no request fails."""

import asyncio
import threading
import time

from doubles import wait_for
from shop import QUESTION, served

from service.answering.types import Finished, Question


def test_a_new_version_is_served_within_five_seconds(shop, shop_client):
    assert "38%" in shop_client.post("/v1/followups", json={"question": QUESTION}).text
    version = shop.say(41)
    switched = time.monotonic()
    wait_for(lambda: served(shop_client) == version)
    assert time.monotonic() - switched < 5
    answer = shop_client.post("/v1/followups", json={"question": QUESTION}).json()
    assert "41%" in str(answer) and "38%" not in str(answer)
    assert answer["provenance"]["corpus_version"] == version


def test_requests_while_versions_change_never_fail_and_never_mix_them(shop, shop_client):
    done, answers = threading.Event(), []

    def ask() -> None:
        while not done.is_set():
            answers.append(shop_client.post("/v1/followups", json={"question": f"{QUESTION} ({len(answers)})"}))

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    said = {served(shop_client): "38%"}
    for share in (41, 44, 47, 50):
        version = shop.say(share)
        said[version] = f"{share}%"
        wait_for(lambda expected=version: served(shop_client) == expected)
    done.set()
    for thread in asking:
        thread.join()
    assert {answer.status_code for answer in answers} == {200}
    told = [answer.json() for answer in answers]
    versions = {answer["provenance"]["corpus_version"] for answer in told}
    assert len(versions) > 2 and versions <= said.keys()
    for answer in told:
        version = answer["provenance"]["corpus_version"]
        assert said[version] in str(answer)
        assert not any(share in str(answer) for other, share in said.items() if other != version)


def test_a_request_that_is_running_ends_on_the_version_it_began_with(shop, shop_client):
    answerer = shop_client.app.state.services.answerer

    async def across() -> object:
        events = answerer.stream(Question(QUESTION))
        await anext(events)
        version = await asyncio.to_thread(shop.say, 55)
        await asyncio.to_thread(wait_for, lambda: served(shop_client) == version)
        finished = [event.answer async for event in events if isinstance(event, Finished)]
        return finished[-1]

    assert "38%" in str(asyncio.run(across()))


def test_a_version_that_cannot_be_opened_leaves_the_old_one_serving(shop, shop_client):
    before = served(shop_client)
    broken = shop.store.path("cv_broken")
    broken.mkdir()
    (broken / "manifest.json").write_text("{}")
    shop.store.activate("cv_broken")
    time.sleep(3)
    assert served(shop_client) == before
    assert shop_client.post("/v1/followups", json={"question": QUESTION}).status_code == 200
    version = shop.say(60)
    wait_for(lambda: served(shop_client) == version)
