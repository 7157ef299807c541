"""A network as it was trained, in floating point and many pairs at a time: to compare variants that never ship."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch

from qa.reader import Pair, Pairs
from qa.reader.scoring import Outputs, Scoring
from qa.training.fitting import device, filled, precision
from qa.training.network import Network

UNCALIBRATED = {"answers": (1.0, 0.0), "evidence": (1.0, 0.0)}
TOGETHER = 128  # pairs of like length in a pass


class FloatReader(Scoring):
    """Scores as `Reader` does, with the network itself and uncalibrated."""

    def __init__(self, network: Network, pairs: Pairs) -> None:
        super().__init__(pairs, UNCALIBRATED)
        self._network = network.to(device()).eval()

    def outputs(self, pairs: Sequence[Pair]) -> Iterable[Outputs]:
        """The network's raw outputs for each pair."""
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
        found: dict[int, Outputs] = {}
        low = precision() is torch.bfloat16
        for at in range(0, len(order), TOGETHER):
            some = order[at : at + TOGETHER]
            with torch.inference_mode(), torch.autocast(device().type, torch.bfloat16, enabled=low):
                out = self._network(*(part.to(device()) for part in filled([pairs[i] for i in some])))
            grade, answers, evidence = (part.float().cpu().numpy().astype(np.float64) for part in out)
            for k, i in enumerate(some):
                found[i] = (grade[k], float(answers[k]), evidence[k])
        return [found[i] for i in range(len(pairs))]
