"""Chunks: sentence windows within one paragraph, and its single sentences, none longer than the model reads.

Both grains are embedded because they find different things: the window what a paragraph is about, the sentence the one
fact in it. `python -m eval ablate` shows what each adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.embed import Embedder
from index.model import Chunk, Kind, Paragraph, Span, lead_of
from index.sentences import sentences
from index.tokens import count_tokens

# cl100k_base tokens a chunk, with what it stands under: below the 256 word pieces of the default model for nearly all text;
# `fitted` makes sure of it with the model's own tokenizer.
WINDOW_TOKENS = 200
_CONTEXT_TOKENS = 40


def chunks(paragraphs: Sequence[Paragraph], embedder: Embedder) -> list[Chunk]:
    """The chunks of a report, in order; boilerplate has none. Every chunk is within what `embedder` reads."""
    found = [
        chunk
        for position, paragraph in enumerate(paragraphs)
        if paragraph.kind is not Kind.BOILERPLATE and paragraph.text.strip()
        for chunk in _of(position, paragraphs)
    ]
    return fitted(found, paragraphs, embedder)


def _of(position: int, paragraphs: Sequence[Paragraph]) -> Iterator[Chunk]:
    paragraph = paragraphs[position]
    context = heading(paragraphs, position)
    spans = sentences(paragraph.text)
    budget = WINDOW_TOKENS - count_tokens(context)
    for window in windows(paragraph.text, spans, budget):
        yield Chunk(position, window, context)
    if len(spans) > 1:
        for span in spans:
            yield Chunk(position, span, "", sentence=True)


def above(paragraphs: Sequence[Paragraph], position: int) -> tuple[str, ...]:
    """What a paragraph of a report stands under: its headings and, of a list item, the first and last sentence of the unit
    that it hangs on, without which "in secondary schools is 9%" says nothing."""
    paragraph = paragraphs[position]
    before = (
        paragraphs[at] for at in range(position - 1, -1, -1)
    )  # it stands shortly before: a report may have thousands
    lead = found.text if (found := lead_of(before, paragraph)) else ""
    spans = sentences(lead)
    said = " ".join(lead[span.start : span.end] for span in dict.fromkeys([*spans[:1], *spans[-1:]])).rstrip(":")
    return (*paragraph.section, said) if said else paragraph.section


def heading(paragraphs: Sequence[Paragraph], position: int) -> str:
    """What a paragraph stands under: the line that a list item hangs on, and of the headings as many from the innermost
    outwards as fit beside its words."""
    headings = paragraphs[position].section
    lead = above(paragraphs, position)[len(headings) :]
    kept: list[str] = []
    for part in reversed(headings):
        if count_tokens(" > ".join([part, *kept])) > _CONTEXT_TOKENS:
            break
        kept.insert(0, part)
    return " > ".join([*kept, *lead])


def windows(text: str, spans: Sequence[Span], budget: int) -> list[Span]:
    """Whole sentences packed in order into windows of at most `budget` tokens; a longer sentence is a window alone."""
    packed: list[Span] = []
    for span in spans:
        if packed and count_tokens(text[packed[-1].start : span.end]) <= budget:
            packed[-1] = Span(packed[-1].start, span.end)
        else:
            packed.append(span)
    return packed


def fitted(found: Sequence[Chunk], paragraphs: Sequence[Paragraph], embedder: Embedder) -> list[Chunk]:
    """The same chunks, each that the model would cut off halved at a space until it fits."""
    fit: list[Chunk] = []
    waiting = list(found)
    while waiting:
        sizes = embedder.pieces([embedded_text(chunk, paragraphs) for chunk in waiting])
        again: list[Chunk] = []
        for chunk, size in zip(waiting, sizes, strict=True):
            if size <= embedder.max_pieces:
                fit.append(chunk)
            else:
                again.extend(_halves(chunk, paragraphs[chunk.paragraph].text))
        waiting = again
    return sorted(fit, key=lambda c: (c.paragraph, c.sentence, c.span.start))


def embedded_text(chunk: Chunk, paragraphs: Sequence[Paragraph]) -> str:
    """The text that is embedded for a chunk: what it stands under, then its words."""
    words = paragraphs[chunk.paragraph].text[chunk.span.start : chunk.span.end]
    return f"{chunk.context}: {words}" if chunk.context else words


def _halves(chunk: Chunk, text: str) -> list[Chunk]:
    if chunk.context:
        return [Chunk(chunk.paragraph, chunk.span, "", chunk.sentence)]
    start, end = chunk.span.start, chunk.span.end
    middle = text.find(" ", (start + end) // 2, end)
    middle = middle if middle > 0 else (start + end) // 2
    return [
        Chunk(chunk.paragraph, Span(start, middle), "", chunk.sentence),
        Chunk(chunk.paragraph, Span(middle, end), "", chunk.sentence),
    ]
