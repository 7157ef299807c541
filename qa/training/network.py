"""The network: a BERT encoder, the cross-encoder's own relevance head, and two new heads read from the same pass.

`answers` starts as the ms-marco head, so that before any training the model scores as the off-the-shelf one does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel


class Outputs(NamedTuple):
    """Logits: three grades a pair, one "answers" a pair, one of evidence a word piece."""

    grade: Tensor
    answers: Tensor
    evidence: Tensor


class Network(nn.Module):
    """Three outputs from one pass over a pair."""

    def __init__(self, layers: int = 12) -> None:
        super().__init__()
        config = BertConfig(  # the last argument is taken by its parent
            hidden_size=384,
            num_hidden_layers=layers,
            num_attention_heads=12,
            intermediate_size=1536,
            vocab_size=30522,
            hidden_dropout_prob=0.0,  # drawing masks costs more time than it is worth in so short a training
            attention_probs_dropout_prob=0.0,
            # On a processor the fused one's backward pass takes four times the time.
            attn_implementation="sdpa" if torch.cuda.is_available() else "eager",
        )
        self.bert = BertModel(config)
        self.classifier = nn.Linear(384, 1)
        self.grade = nn.Linear(384, 3)
        self.evidence = nn.Linear(384, 1)
        self.new_heads: tuple[nn.Module, ...] = (self.grade, self.evidence)  # those that know nothing yet

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor | None = None) -> Outputs:
        """Logits of a batch; without a mask every piece counts."""
        mask = torch.ones_like(input_ids) if attention_mask is None else attention_mask
        encoded = self.bert(input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=mask)
        pooled = encoded.pooler_output
        tokens = self.evidence(encoded.last_hidden_state).squeeze(-1)
        return Outputs(self.grade(pooled), self.classifier(pooled).squeeze(-1), tokens)


def started(given: Mapping[str, Tensor], keep: tuple[int, ...] = tuple(range(12))) -> Network:
    """A network with these weights; `keep` names the layers that stay, in order. A scoring head that is not given is new.

    Raises ValueError where the encoder's weights are not all given. The grade head starts as the relevance head along one
    axis (logits -s, 0, s), the evidence head near zero.
    """
    network = Network(len(keep))
    wanted = network.state_dict()
    for name in wanted:
        source = _source(name, keep)
        if source in given:
            wanted[name] = given[source]
        elif name.startswith("bert."):
            raise ValueError(f"The starting weights have no {source}.")
    network.load_state_dict(wanted)
    if "classifier.weight" not in given:
        network.new_heads += (network.classifier,)
    with torch.no_grad():
        row, bias = network.classifier.weight[0] / 2, network.classifier.bias[0] / 2
        network.grade.weight.copy_(torch.stack([-row, 0 * row, row]))
        network.grade.bias.copy_(torch.stack([-bias, 0 * bias, bias]))
        network.evidence.weight.normal_(0, 0.02)
        network.evidence.bias.fill_(-2.0)
    return network


def _source(name: str, keep: tuple[int, ...]) -> str:
    parts = name.split(".")
    if "layer" in parts:
        at = parts.index("layer") + 1
        parts[at] = str(keep[int(parts[at])])
    return ".".join(parts)
