"""The models that are trained here: MiniLM with a head that compares two texts."""

import torch
from torch import Tensor, nn
from transformers import AutoModel

HIDDEN = 384
CLASSES = 3


class Encoding(nn.Module):
    """A classifier over the encoder, whose weights start as a sentence embedder: means carry meaning at once."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )

    def states(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """The last hidden states, shape (texts, tokens, HIDDEN)."""
        states: Tensor = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return states


class Comparer(Encoding):
    """The mean of each segment after joint attention, and a small head over their agreement and difference."""

    def __init__(self, folder: str, classes: int = CLASSES) -> None:
        super().__init__(folder)
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(5 * HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, classes)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        states = self.states(input_ids, attention_mask, token_type_ids)
        second = (token_type_ids * attention_mask).to(states.dtype)
        first = attention_mask.to(states.dtype) - second
        a, b = _mean(states, first), _mean(states, second)
        joined = torch.cat([states[:, 0], a, b, (a - b).abs(), a * b], dim=-1)
        logits: Tensor = self.out(self.dropout(torch.nn.functional.gelu(self.hidden(joined))))
        return logits


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
