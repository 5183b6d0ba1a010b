"""The cross-encoder: MiniLM over (statement, evidence) with a head that compares the two segments."""

import torch
from torch import Tensor, nn
from transformers import AutoModel

HIDDEN = 384
CLASSES = 3


class Comparer(nn.Module):
    """Encoder, mean of each segment after joint attention, and a small head over their agreement and difference.

    The weights start as a sentence embedder, so the means carry meaning from the first step.
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(5 * HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, CLASSES)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        second = (token_type_ids * attention_mask).to(states.dtype)
        first = attention_mask.to(states.dtype) - second
        a, b = _mean(states, first), _mean(states, second)
        joined = torch.cat([states[:, 0], a, b, (a - b).abs(), a * b], dim=-1)
        logits: Tensor = self.out(self.dropout(torch.nn.functional.gelu(self.hidden(joined))))
        return logits


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
