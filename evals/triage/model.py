"""The model: MiniLM over one message, read where it attends, with a score for each kind of emergency and for none."""

import torch
from torch import Tensor, nn

from evals.nli.model import HIDDEN, Encoding
from service.answering.alarm import LABELS


class AlarmReader(Encoding):
    """The mean of a message and the part of it that a learned query attends to, through one hidden layer.

    A sign that is mentioned by the way in a long message would drown in its mean.
    """

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.query = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(2 * HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(LABELS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        states = self.states(input_ids, attention_mask, token_type_ids)
        mask = attention_mask.unsqueeze(-1)
        mean = (states * mask).sum(1) / mask.sum(1)
        attended = (states * torch.softmax(self.query(states).masked_fill(mask == 0, -1e4), dim=1)).sum(1)
        joined = torch.cat([mean, attended], dim=-1)
        logits: Tensor = self.out(self.dropout(torch.nn.functional.gelu(self.hidden(joined))))
        return logits
