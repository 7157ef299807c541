"""The reader model: whether a passage answers a question, how relevant it is, and which of its sentences say so.

`Reader` runs the model that ships in this folder through onnxruntime, on the processor and without a network. How it
was made is in `qa/training`; what it was made from and how well it does is in `docs/model-card.md`.
"""

from qa.reader.pairs import Pair, Pairs, Passage
from qa.reader.scoring import Reader, Reading

__all__ = ["Pair", "Pairs", "Passage", "Reader", "Reading"]
