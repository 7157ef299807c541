"""The same question and passage with girls and boys, mothers and fathers exchanged.

Read both ways and averaged, a passage that speaks of neither scores the same whichever is asked about. Training alone did
not bring that about: girls came out below boys (docs/model-card.md).
"""

from __future__ import annotations

import re

from index.model import Span
from qa.reader.pairs import Passage

FEMALE = (
    "girl", "girls", "woman", "women", "female", "females", "mother", "mothers", "mum", "mums", "daughter", "daughters",
    "sister", "sisters",
)  # fmt: skip
MALE = (
    "boy", "boys", "man", "men", "male", "males", "father", "fathers", "dad", "dads", "son", "sons", "brother", "brothers",
)  # fmt: skip
_OTHER = {**dict(zip(FEMALE, MALE, strict=True)), **dict(zip(MALE, FEMALE, strict=True))}
_WORD = re.compile(rf"\b(?:{'|'.join(_OTHER)})\b", re.IGNORECASE)


def names_sex(text: str) -> bool:
    """Whether the text names one of the two."""
    return bool(_WORD.search(text))


def mirrored(text: str) -> str:
    """The text with each such word exchanged, capitals kept. Done twice it gives the text again."""
    return _WORD.sub(lambda found: _like(found[0], _OTHER[found[0].lower()]), text)


def mirrored_passage(passage: Passage) -> Passage:
    """The passage with each such word exchanged, and as many sentences, at their new places."""
    text, spans, at = "", [], 0
    for span in passage.sentences:
        text += mirrored(passage.text[at : span.start])
        start = len(text)
        text += mirrored(passage.text[span.start : span.end])
        spans.append(Span(start, len(text)))
        at = span.end
    return Passage(mirrored(passage.context), text + mirrored(passage.text[at:]), tuple(spans))


def _like(given: str, other: str) -> str:
    if given.isupper():
        return other.upper()
    return other.capitalize() if given[0].isupper() else other
