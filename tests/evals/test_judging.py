"""A judging model: asked twice, remembered, and told how often it agrees with itself."""

import anyio

from evals.judging import Judge, judge
from service.answering.llm import ModelError

RESULT = {
    "standalone": "Does tea help?",
    "text": "Tea helped 7 of 9 men. [1]",
    "statements": [
        {"text": "Tea helped 7 of 9 men.", "quotes": [{"text": "Tea helped 7 of 9 men."}]},
        {"text": "Mud {quotes} did not.", "quotes": [{"text": "Nothing on mud."}]},
    ],
}


class Model:
    """Says yes, but for mud: no, then yes."""

    name = "judge-1"

    def __init__(self, mud=("No.", "Yes, it is.")):
        self.asked = []
        self.mud = list(mud)

    async def stream(self, messages, schema=None):
        self.asked.append(messages[-1][1])
        if "Mud" not in messages[-1][1]:
            yield "Y"
            yield "es"
        elif (said := self.mud.pop(0)) is None:
            raise ModelError("busy")
        else:
            yield said


def judged(model, folder):
    return anyio.run(judge, [RESULT, {"statements": []}], Judge(model, folder / "judged.jsonl"))


def test_every_verdict_is_asked_for_twice_and_its_agreement_told(tmp_path):
    model = Model()
    found = judged(model, tmp_path)
    faithfulness, relevance = found["figures"]["faithfulness"], found["figures"]["relevance"]
    assert (faithfulness["value"], faithfulness["agreement"], faithfulness["verdicts"]) == (0.75, 0.5, 4)
    assert (relevance["value"], relevance["agreement"], relevance["scored"]) == (1.0, 1.0, 1)
    assert len(model.asked) == 6
    assert "Mud {quotes} did not." in "".join(model.asked)
    assert found["model"] == "judge-1" and len(found["prompt"]) == 64


def test_what_was_judged_is_not_asked_again(tmp_path):
    first, again = judged(Model(), tmp_path), (model := Model())
    assert judged(again, tmp_path) == first
    assert model.asked == []


def test_a_judge_that_fails_or_rambles_scores_nothing_and_is_asked_another_time(tmp_path):
    failing = judged(Model(mud=(None, "Perhaps.")), tmp_path)["figures"]["faithfulness"]
    assert (failing["value"], failing["scored"], failing["failed"]) == (None, 0, 1)
    asking = Model(mud=("No.",))
    judged(asking, tmp_path)
    assert len(asking.asked) == 1
