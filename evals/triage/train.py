"""Train the model that reads messages for emergencies: `python -m evals.triage.train WEIGHTS` (minutes on two cores).

It reads the written messages as they stand, with slips of the keyboard, and buried among harmless sentences.
"""

import sys
from collections import Counter
from pathlib import Path
from random import Random

import torch

from evals.cases import HERE, load
from evals.nli import fitting
from evals.ranking.library import fact_questions
from evals.ranking.written import RankingQuestion
from evals.triage.cases import Message, messages
from evals.triage.model import AlarmReader
from service.answering.alarm import LABELS, MOST_TOKENS, NONE
from service.answering.cross_encoders import tokenizer_file

SEED = 13
RATE = 1.2e-4
EPOCHS = 5
OTHER, OWN = 800, 1_500
"""Ordinary questions on other subjects and on ours, so that a medical word alone alarms nobody."""
BURIED = 0.25
SLIPS = 0.3
Example = tuple[str, str]
"""A text and its label."""


def examples(written: list[Message], rng: Random) -> list[Example]:
    """One pass: each message once, some with slips, some with a harmless sentence before or after."""
    quiet = [message.text for message in written if not message.urgent]
    found = []
    for message in written:
        text = "\n".join([*message.earlier, message.text])
        if rng.random() < BURIED:
            beside = [rng.choice(quiet) for _ in range(rng.randint(1, 2))]
            at = rng.randint(0, len(beside))
            text = " ".join([*beside[:at], text, *beside[at:]])
        found.append((_slip(text, rng) if rng.random() < SLIPS else text, rng.choice(message.rules or [NONE])))
    rng.shuffle(found)
    return found


def _slip(text: str, rng: Random) -> str:
    """One or two letters left out, doubled, or swapped."""
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(text))
        if not text[at : at + 2].isalpha():
            continue
        text = (
            text[:at]
            + rng.choice([text[at + 1 : at + 2], text[at] * 2 + text[at + 1 : at + 2], text[at : at + 2][::-1]])
            + text[at + 2 :]
        )
    return text


def ordinary() -> list[Message]:
    """Questions that were written for the models of retrieval: none is an emergency."""
    other = [case.question for case in load(RankingQuestion, HERE / "ranking" / "questions.jsonl")]
    own = [case.question for case in fact_questions()]
    rng = Random(SEED)
    asked = [*rng.sample(other, OTHER), *rng.sample(own, OWN)]
    return [Message(id=f"ordinary-{number}", text=text, rules=[]) for number, text in enumerate(asked)]


def train(written: list[Message]) -> AlarmReader:
    """A model that has read these messages and the ordinary questions."""
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    folder = str(tokenizer_file().parent)
    made, model = fitting.tokenizer(folder, MOST_TOKENS), AlarmReader(folder)
    rng = Random(SEED)
    read = [example for _ in range(EPOCHS) for example in examples([*written, *ordinary()], rng)]
    print(len(read), Counter(label for _, label in read), flush=True)
    encoded = [(e.ids, e.type_ids) for e in made.encode_batch([text for text, _ in read])]
    labels = [LABELS.index(label) for _, label in read]
    fitting.fit(
        model,
        encoded,
        labels,
        rate=RATE,
        seed=SEED,
        report=fitting.printed(),
    )
    return model


def main(target: str) -> None:
    model = train(list(messages("training")))
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), target)


if __name__ == "__main__":
    main(sys.argv[1])
