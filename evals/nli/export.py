"""Trained weights to ONNX and from there to dynamic int8: `python -m evals.nli.export WEIGHTS TARGET [KIND]`.

KIND is `comparer` (entailment, ranking), `alarm` (triage) or `disagreement` (conflicts).

Needs evals/nli/requirements.txt, which is not part of the service's environment.
"""

import hashlib
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from evals.nli.model import Comparer, Encoding
from evals.triage.model import AlarmReader
from service.answering.conflicts.reader import LABELS
from service.answering.cross_encoders import tokenizer_file

KINDS: dict[str, Callable[[str], Encoding]] = {
    "comparer": Comparer,
    "alarm": AlarmReader,
    "disagreement": partial(Comparer, classes=len(LABELS)),
}


class _Served(nn.Module):
    """What is served: one text or pair at a time, so no padding and no mask."""

    def __init__(self, model: Encoding) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, token_type_ids: Tensor) -> Tensor:
        logits: Tensor = self.model(input_ids, torch.ones_like(input_ids), token_type_ids)
        return logits


def export(model: Encoding, target: Path) -> None:
    """Write the int8 model to `target`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.randint(1000, 20000, (1, 24))
    kinds = (torch.arange(24) > 9).long().unsqueeze(0)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float.onnx"
        program = torch.onnx.export(
            _Served(model.eval()),
            (ids, kinds),
            input_names=["input_ids", "token_type_ids"],
            output_names=["logits"],
            dynamic_shapes={
                "input_ids": {1: torch.export.Dim("tokens", max=511)},
                "token_type_ids": {1: torch.export.Dim("tokens", max=511)},
            },
            dynamo=True,
        )
        assert program is not None
        program.save(str(plain))
        quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def main(weights: str, target: Path, kind: str = "comparer") -> None:
    model = KINDS[kind](str(tokenizer_file().parent))
    model.load_state_dict(torch.load(weights, weights_only=True))
    export(model, target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_suffix(".sha256").write_text(f"{digest}  {target.name}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
