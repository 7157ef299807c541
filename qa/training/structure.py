"""Examples that nobody wrote, from how reports are built: a section's heading beside the findings under it, a sentence of a
summary beside the finding most like it in wording, a recommendation beside the findings behind it, and the beginning of a
finding beside the one most like it in another report on the same authority.

What belongs together so is on one subject; whether it answers is not known, and it is labelled as half an answer.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from index.links import Likeness, behind
from index.model import Kind, Paragraph
from qa.training.corpus import Corpus, as_passage
from qa.training.examples import UNKNOWN, Example

NEAR = 0.25  # likeness from which on a finding counts as what a sentence sums up, or as on the same theme

Findings = list[Paragraph]
Together = tuple[str, Paragraph]  # what stands for a question, and the paragraph that belongs to it


def all_examples(corpus: Corpus, reports: Iterable[str], rng: random.Random) -> list[list[Example]]:
    """Groups of two examples, what belongs together and a finding of another section of the same report."""
    findings = {slug: [p for p in corpus.paragraphs[slug] if p.kind is Kind.FINDING] for slug in sorted(reports)}
    made = []
    for slug, here in findings.items():
        paragraphs = corpus.paragraphs[slug]
        earlier = [
            p
            for other, some in findings.items()
            if _authority(other) == _authority(slug) and other < slug
            for p in some
        ]
        together = [
            *_headings(here, rng),
            *_summaries(paragraphs, here),
            *_recommendations(paragraphs),
            *_themes(earlier, here),
        ]
        made += [group for asked, found in together if (group := _group(slug, asked, found, here, rng))]
    return made


def _group(slug: str, asked: str, found: Paragraph, findings: Findings, rng: random.Random) -> list[Example]:
    others = [p for p in findings if p.section != found.section]
    name = f"structure {slug} {asked}"
    return [_example(asked, found, 1, name), _example(asked, rng.choice(others), 0, name)] if others else []


def _example(asked: str, paragraph: Paragraph, grade: int, group: str) -> Example:
    passage = as_passage(paragraph.text, paragraph.section[:-1])  # its own heading would give it away
    marks = (UNKNOWN if grade else 0,) * len(passage.sentences)
    return Example(asked, passage, grade, 0.5 if grade else 0.0, marks, "hard", group)


def _authority(slug: str) -> str:
    return slug.rsplit("-", 3)[0]


def _headings(findings: Findings, rng: random.Random) -> list[Together]:
    """Each heading with one finding under it; one over a third of a report or more says nothing ("Inspection findings")."""
    under: dict[str, Findings] = {}
    for paragraph in findings:
        under.setdefault(paragraph.section[-1] if paragraph.section else "", []).append(paragraph)
    return [(heading, rng.choice(some)) for heading, some in under.items() if heading and 3 * len(some) < len(findings)]


def _summaries(paragraphs: tuple[Paragraph, ...], findings: Findings) -> Iterator[Together]:
    asked = [text for p in paragraphs if p.kind is Kind.SUMMARY for text in _sentences(p)]
    return _nearest(asked, Likeness(paragraphs, findings))


def _recommendations(paragraphs: tuple[Paragraph, ...]) -> list[Together]:
    known = {p.ref: p for p in paragraphs}
    return [(known[ref].text, found) for ref, linked in behind(paragraphs).items() for found in linked.findings]


def _themes(earlier: Findings, findings: Findings) -> Iterator[Together]:
    return _nearest([_sentences(p)[0] for p in earlier], Likeness(findings, findings))


def _nearest(asked: Iterable[str], likeness: Likeness) -> Iterator[Together]:
    for text in asked:
        likest, found = max(likeness.of(text), key=lambda scored: scored[0], default=(0.0, None))
        if found and likest >= NEAR:
            yield text, found


def _sentences(paragraph: Paragraph) -> list[str]:
    passage = as_passage(paragraph.text, ())
    return [passage.text[s.start : s.end] for s in passage.sentences]
