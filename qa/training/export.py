"""From the trained network to the files that ship: int8 ONNX, tokenizer, and a card with digests and calibration."""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from qa.reader.scoring import CARD
from qa.training.network import Network

INPUTS = ["input_ids", "token_type_ids"]
OUTPUTS = ["grade", "answers", "evidence"]
UNCALIBRATED = {"answers": (1.0, 0.0), "evidence": (1.0, 0.0)}


class _OnePair(nn.Module):
    """The network without a mask: what ships reads one pair at a time, so every piece counts."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        out = self.network(input_ids, token_type_ids)
        return out.grade, out.answers, out.evidence


def to_float_onnx(network: Network, file: Path) -> None:
    """Writes the network in floating point; any number of pairs of any one length."""
    sample = torch.ones(2, 16, dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of shapes that are constants here, and of the exporter's age: it needs less
        torch.onnx.export(
            _OnePair(network.eval()),
            (sample, torch.zeros_like(sample)),
            str(file),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes={name: {0: "pairs", 1: "pieces"} for name in [*INPUTS, "evidence"]},
            opset_version=17,
            dynamo=False,
        )


def to_int8(source: Path, target: Path) -> None:
    """Quantises the weights to int8, one scale a column, and activations as they come (dynamic).

    The heads are left in floating point: they are small, and their rounding would go straight into the scores.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(target),
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=_heads(prepared),
        extra_options={"MatMulConstBOnly": True},
    )
    prepared.unlink()


def _heads(file: Path) -> list[str]:
    import onnx

    names = [node.name for node in onnx.load(str(file)).graph.node if node.op_type in ("MatMul", "Gemm")]
    return [name for name in names if "/layer." not in name]


def ship(
    folder: Path, model: Path, tokenizer: Path, calibration: Mapping[str, tuple[float, float]], about: Mapping[str, Any]
) -> None:
    """Puts the three files into `folder`. `calibration` maps an output's logit x to probability 1/(1+exp(-(a·x+b)))."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model, folder / "model.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    digests = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in ("model.onnx", "tokenizer.json")}
    card = {"sha256": digests, "calibration": {k: list(v) for k, v in calibration.items()}, "about": dict(about)}
    (folder / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
