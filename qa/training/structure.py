"""Examples that nobody wrote, from how reports are built: a section's heading beside the findings under it, a sentence of a
summary beside the finding nearest to it in words, a recommendation beside the findings behind it.

What belongs together so is on one subject; whether it answers is not known, so these teach the grade and the order alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from sklearn.feature_extraction.text import TfidfVectorizer

from index.model import Kind, Paragraph
from qa.reader import Passage
from qa.training.corpus import Corpus, as_passage
from qa.training.examples import UNKNOWN, Example
from ui.links import behind

NEAR = 0.25  # cosine of weighted words from which on a finding counts as what a sentence of a summary sums up


def all_examples(corpus: Corpus, reports: Iterable[str], rng: random.Random) -> list[list[Example]]:
    """Groups of two examples, what belongs together and a finding of another section of the same report."""
    return [group for slug in sorted(reports) for group in _of(slug, corpus.paragraphs[slug], rng)]


def _of(slug: str, paragraphs: tuple[Paragraph, ...], rng: random.Random) -> Iterator[list[Example]]:
    findings = [p for p in paragraphs if p.kind is Kind.FINDING]
    for asked, found in [*_headings(findings), *_summaries(paragraphs, findings), *_recommendations(paragraphs)]:
        others = [p for p in findings if p.section != found.section]
        if others:
            group = f"structure {slug} {asked}"
            yield [_example(asked, found, 1, group), _example(asked, rng.choice(others), 0, group)]


def _example(asked: str, paragraph: Paragraph, grade: int, group: str) -> Example:
    passage = as_passage(paragraph.text, paragraph.section[:-1])
    marks = (UNKNOWN if grade else 0,) * len(passage.sentences)
    return Example(asked, passage, grade, 0.5 if grade else 0.0, marks, "hard", group)


def _headings(findings: list[Paragraph]) -> list[tuple[str, Paragraph]]:
    return [(p.section[-1], p) for p in findings if len(p.section) > 1]


def _summaries(paragraphs: tuple[Paragraph, ...], findings: list[Paragraph]) -> list[tuple[str, Paragraph]]:
    asked = [text for p in paragraphs if p.kind is Kind.SUMMARY for text in _sentences(as_passage(p.text, ()))]
    if not asked or not findings:
        return []
    weights = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit([p.text for p in paragraphs])
    close = (weights.transform(asked) @ weights.transform([p.text for p in findings]).T).toarray()
    return [(text, findings[row.argmax()]) for text, row in zip(asked, close, strict=True) if row.max() >= NEAR]


def _recommendations(paragraphs: tuple[Paragraph, ...]) -> list[tuple[str, Paragraph]]:
    known = {p.ref: p for p in paragraphs}
    return [(known[ref].text, found) for ref, linked in behind(paragraphs).items() for found in linked.findings]


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[s.start : s.end] for s in passage.sentences]
