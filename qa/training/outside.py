"""Examples from outside this field, so that the general case is kept: SQuAD 2.0 (half of its dev set) and CLAP NQ."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.model import Span
from index.sentences import sentences
from qa.reader import Passage
from qa.training.corpus import locate
from qa.training.examples import UNKNOWN, Example, of_sentences, without_evidence

SQUAD = "squad2-dev-half.json"  # CC BY-SA 4.0
CLAP_YES, CLAP_NO = "clapnq-dev-answerable.jsonl", "clapnq-dev-unanswerable.jsonl"  # Apache-2.0


def all_examples(folder: Path, rng: random.Random) -> list[list[Example]]:
    """Groups of examples, one a question; each question with a passage that does not answer it."""
    return [*_squad(folder / SQUAD, rng), *_clap(folder, rng)]


def _squad(file: Path, rng: random.Random) -> Iterator[list[Example]]:
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        passages = [
            Passage(article["title"].replace("_", " "), p["context"], sentences(p["context"]))
            for p in article["paragraphs"]
        ]
        for passage, paragraph in zip(passages, article["paragraphs"], strict=True):
            for asked in paragraph["qas"]:
                yield _squad_question(asked, passage, rng.choice(passages), rng)


def _squad_question(asked: dict[str, Any], passage: Passage, other: Passage, rng: random.Random) -> list[Example]:
    text, group = asked["question"], f"squad {asked['id']}"
    nothing = (0,) * len(passage.sentences)
    if asked["is_impossible"]:
        return [Example(text, passage, 1, 0.0, nothing, "squad", group), _unrelated(text, other, group, passage)]
    start = asked["answers"][0]["answer_start"]
    marks = tuple(int(s.start <= start < s.end) for s in passage.sentences)
    gold = Example(text, passage, 2, 1.0, marks, "squad", group)
    against = without_evidence(gold) if rng.random() < 0.5 else None
    return [gold, against or _unrelated(text, other, group, passage)]


def _unrelated(text: str, other: Passage, group: str, passage: Passage) -> Example:
    if other == passage:
        other = of_sentences(passage.context, [other.text[s.start : s.end] for s in other.sentences[:1]])
        return Example(text, other, UNKNOWN, UNKNOWN, (UNKNOWN,) * len(other.sentences), "squad", group)
    return Example(text, other, 0, 0.0, (0,) * len(other.sentences), "squad", group)


def _clap(folder: Path, rng: random.Random) -> Iterator[list[Example]]:
    texts = [(folder / name).read_text(encoding="utf-8") for name in (CLAP_YES, CLAP_NO)]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    for row in rows:
        passage = of_sentences(row["passages"][0]["title"], row["passages"][0]["sentences"])
        other = rng.choice(rows)["passages"][0]
        group = f"clap {row['id']}"
        made = [_clap_example(row, passage, group)]
        if made[0].answers == 0.0 and any(output["answer"] for output in row["output"]):
            continue  # answered, nobody knows where
        if other["text"] != row["passages"][0]["text"]:
            made.append(_unrelated(row["input"], of_sentences(other["title"], other["sentences"]), group, passage))
        yield made


def _clap_example(row: dict[str, Any], passage: Passage, group: str) -> Example:
    chosen = [s for output in row.get("output", []) for s in output.get("selected_sentences") or []]
    places = [place for place in (locate(passage.text, s) for s in chosen) if place]
    marks = tuple(int(_meets(s, places)) for s in passage.sentences)
    if not any(marks):
        return Example(row["input"], passage, 1, 0.0, (0,) * len(marks), "clap", group)
    return Example(row["input"], passage, 2, 1.0, marks, "clap", group)


def _meets(sentence: Span, places: list[Span]) -> bool:
    return any(p.start < sentence.end - 1 and sentence.start + 1 < p.end for p in places)
