"""Reading the candidates: does each answer, how relevant is it, which of its sentences say so.

Three ways with one interface: the reader model that ships with the program, any sentence-transformers CrossEncoder that
an operator names, or no model at all (cosines only).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from index.chunk import above
from index.errors import SettingsError
from index.sentences import sentences
from qa.reader import Passage, Reader, Reading
from qa.retrieve import Candidate


class Reranker(Protocol):
    """Reads candidates against a question; one reading a candidate, `evidence` one number a sentence of its text."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """The readings, in the order of the candidates."""


def reranker(name: str) -> Reranker:
    """The reranker that the setting `reranker` names: "default", "off", or a CrossEncoder's folder or cached name."""
    if name == "off":
        return Cosines()
    return ShippedReader() if name == "default" else NamedCrossEncoder(name)


class ShippedReader:
    """The reader model in qa/reader."""

    @cached_property
    def _reader(self) -> Reader:
        return Reader()

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """See Reranker."""
        return self._reader.score(question, [passage(candidate) for candidate in candidates])


def passage(candidate: Candidate) -> Passage:
    """A candidate as the reader model sees it: what it stands under, its text and its sentences."""
    text = candidate.paragraph.text
    return Passage(" > ".join(above(candidate.report.paragraphs, candidate.position)), text, sentences(text))


class NamedCrossEncoder:
    """A sentence-transformers CrossEncoder with one score a pair: squashed to a probability, it counts as answering and,
    doubled, as relevance.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import CrossEncoder

        folder = Path(self.name).expanduser()
        try:
            model = CrossEncoder(str(folder if folder.is_dir() else self.name), device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"The reranker “{self.name}” cannot be loaded ({str(error).splitlines()[0]}). Give “default”, “off”, or "
                "the folder of a sentence-transformers CrossEncoder."
            ) from None
        if model.num_labels != 1:
            raise SettingsError(
                f"The reranker “{self.name}” gives {model.num_labels} scores a paragraph. One that gives a single score, of "
                "relevance, is needed."
            )
        return model

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """See Reranker; evidence comes from the cosines of the sentences."""
        if not candidates:
            return []
        from torch.nn import Sigmoid

        # By itself a model squashes its scores or does not, as its files say.
        pairs = [(question, c.paragraph.text) for c in candidates]
        sure = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        plain = Cosines().read(question, candidates)
        return [Reading(2 * float(p), float(p), r.evidence) for p, r in zip(sure, plain, strict=True)]


class Cosines:
    """No model: the fused score stands for relevance, the nearness of the best sentence for answering."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """See Reranker."""
        return [self._reading(candidate) for candidate in candidates]

    def _reading(self, candidate: Candidate) -> Reading:
        evidence = tuple(max((cosine for span, cosine in candidate.sentences if span.start < s.end and s.start < span.end), default=0.0)
                         for s in sentences(candidate.paragraph.text))  # fmt: skip
        return Reading(candidate.score, (candidate.window + candidate.sentence + candidate.lexical) / 3, evidence)
