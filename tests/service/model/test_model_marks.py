"""However a model marks its sentences, a reader sees the numbers of citations and nothing that looks like them."""

import re

import pytest

from tests.model_servers.behaviours import written
from tests.service.api.contract import assert_text_is_statements_alone, markers
from tests.service.model.conftest import ask

BRACKETS = re.compile(r"[［〔【⟦「『〚⦋］〕】⟧」』〛⦌]|\[\[|\]\]|\]\[")


def within(text, mark):
    """The sentence with a mark after its third word."""
    words = text.split(" ")
    return " ".join([*words[:3], mark, *words[3:]])


STYLES = {
    "double": lambda n, key, text: f"{text} [[{key}]] ",
    "before the stop": lambda n, key, text: f"{text.rstrip('.')} [[{key}]]. ",
    "single": lambda n, key, text: f"{text} [{key}] ",
    "round": lambda n, key, text: f"{text} [[{key.upper()}]]; [[{key}]]\n",
    "wide": lambda n, key, text: f"{text} 【{key}】 ",
    "wide twice": lambda n, key, text: f"{text}【【{key}】】\n",
    "number": lambda n, key, text: f"{text} [{n}] ",
    "numbers": lambda n, key, text: f"{text} [[{key}]] [{n}, {n + 1}][{n + 2}]\n",
    "unknown": lambda n, key, text: f"{text} [[zzzz]] [[{key}]] [[source-{n}]]\n",
    "within": lambda n, key, text: f"{within(text, f'[[{key}]]')}\n",
    "broken": lambda n, key, text: f"{text} [[{key}] [[{key}\n",
    "back to back": lambda n, key, text: f"{text} [[{key}]][[{key}]]][{key}][\n",
    "list": lambda n, key, text: f"{n}. **{text}** [[{key}]]\n",
    "title": lambda n, key, text: f"{text} [[{key}]] [[{key}: a trial of 2021]]\n",
    "link": lambda n, key, text: f"{text} [{n}](#{key})\n",
    "footnote": lambda n, key, text: f"{text}[^{n}] [[{key}]]\n\n[^{n}]: [[{key}]]\n",
}


def as_json(asked):
    yield written(*((key, f"{text} [[{key}]] [7]") for key, text in asked.good))


@pytest.fixture(scope="module", params=[*STYLES, "json"])
def events(request, server, model_caller):
    style = STYLES.get(request.param)

    def as_text(asked):
        yield "".join(style(number, key, text) for number, (key, text) in enumerate(asked.good, 1))

    server.behaviours["marks"] = as_text if style else as_json
    return ask(model_caller("marks"))


def keys_shown(server):
    return server.of("marks")[-1].passages


def test_no_marker_stands_in_the_text_but_those_of_citations(events, server):
    answer = events.done
    numbers = [citation["number"] for citation in answer["citations"]]
    assert markers(answer["text"]) == numbers == list(range(1, len(numbers) + 1))
    assert not BRACKETS.search(answer["text"])
    for statement in events.statements:
        assert not markers(statement["text"]) and not BRACKETS.search(statement["text"])
    assert not any(re.search(rf"\b{key}\b", answer["text"]) for key in keys_shown(server))
    assert_text_is_statements_alone(answer)


def test_what_the_model_wrote_is_shown(events):
    made = events.done["provenance"]
    assert made["composer"] == "model" and made["writing"]["shown"] >= 2
