"""Question and passage as the word pieces that the reader model sees; the same code serves training and answering.

A pair is `[CLS] question [SEP] headings: sentences [SEP]`, at most `LIMIT` pieces. A passage that is longer is cut
between sentences into several pairs, so that every sentence is read once, whole if it fits at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tokenizers import Tokenizer

from index.model import Span

LIMIT = 256  # word pieces of a pair; 98% of numbered paragraphs fit with a question beside them
QUESTION_LIMIT = 64
CONTEXT_LIMIT = 40
CLS, SEP = 101, 102  # of the BERT vocabulary that the tokenizer file holds


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph to be read: `context` is what it stands under, headings and the line that a list item hangs on ("" for
    none), `sentences` spans into `text`, in order."""

    context: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One input of the model. `sentences` holds (position in the passage, first piece, piece after the last)."""

    ids: tuple[int, ...]
    question: int  # pieces before the passage begins, both special ones counted
    sentences: tuple[tuple[int, int, int], ...]

    @property
    def types(self) -> list[int]:
        """Which of the two texts each piece belongs to."""
        return [0] * self.question + [1] * (len(self.ids) - self.question)


class Pairs:
    """Turns questions and passages into pairs. `file` is the model's tokenizer.json."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._file))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def pieces(self, text: str) -> list[int]:
        """The word pieces of a text, without the special ones."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def of(self, question: str, passage: Passage) -> list[Pair]:
        """The pairs in which the model reads the passage: one, or several where it is long; none has no sentence."""
        asked = self.pieces(question)
        if len(asked) > QUESTION_LIMIT:  # what is asked may stand at either end
            asked = [*asked[: QUESTION_LIMIT // 2], *asked[-QUESTION_LIMIT // 2 :]]
        head = [CLS, *asked, SEP]
        context = self.pieces(f"{passage.context}:")[-CONTEXT_LIMIT:] if passage.context else []
        room = LIMIT - len(head) - len(context) - 1
        texts = [self.pieces(passage.text[s.start : s.end])[:room] for s in passage.sentences]
        return [_pair(head, context, texts, window) for window in _windows([len(t) for t in texts], room)]


def _windows(sizes: Sequence[int], room: int) -> list[list[int]]:
    """Positions of sentences, in order, packed into as few windows as their sizes allow."""
    windows: list[list[int]] = []
    used = room + 1
    for position, size in enumerate(sizes):
        if used + size > room:
            windows.append([])
            used = 0
        windows[-1].append(position)
        used += size
    return windows


def _pair(head: list[int], context: list[int], texts: list[list[int]], window: list[int]) -> Pair:
    ids = [*head, *context]
    places = []
    for position in window:
        places.append((position, len(ids), len(ids) + len(texts[position])))
        ids.extend(texts[position])
    return Pair((*ids, SEP), len(head), tuple(places))
