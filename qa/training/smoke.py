"""A training small enough for every test run: the machinery from questions to a shipped model that scores.

It starts from a little network of random weights, so it needs no packaged model and says nothing about quality.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import torch

from index.reading import read_report
from qa.reader import Pairs, Reader, Reading, scoring
from qa.training import export
from qa.training.corpus import Corpus, Question, load_questions
from qa.training.examples import Maker, Recipe
from qa.training.fitting import Fitting, fit, steps
from qa.training.network import Network

EXAMPLE = "ottermarsh-2016-11-18"


def smoke(out: Path, questions: Path, say: Callable[[str], None], take: int = 12) -> list[Reading]:
    """Trains on the built-in example report, ships the result into `out`, loads it and scores a question with it.

    `questions` is a file of questions about the example report.
    """
    corpus = Corpus.of([read_report(_example())])
    asked = load_questions([questions], corpus, _units(questions))[:take]
    candidates = {q.id: list(range(min(8, len(corpus.paragraphs[q.report])))) for q in asked}
    maker = Maker(corpus, candidates, {}, {}, Recipe(hard=2, random=1))
    torch.manual_seed(1)
    network = Network(layers=2)
    pairs = Pairs(scoring.HERE / "tokenizer.json")
    how = Fitting(pairs=100, examples_a_step=20, minutes=1.0)
    fit(network, steps(lambda rng: [maker.group([q], rng) for q in asked], pairs, how), how, say)
    return _scored(network, out, corpus, asked[0])


def _scored(network: Network, out: Path, corpus: Corpus, question: Question) -> list[Reading]:
    out.mkdir(parents=True, exist_ok=True)
    export.to_float_onnx(network, out / "float.onnx")
    export.to_int8(out / "float.onnx", out / "int8.onnx")
    export.ship(
        out / "reader", out / "int8.onnx", scoring.HERE / "tokenizer.json", export.UNCALIBRATED, {"name": "smoke"}
    )
    places = random.Random(1).sample(range(len(corpus.paragraphs[question.report])), 5)
    return Reader(out / "reader").score(question.text, [corpus.passage(question.report, i) for i in places])


def _example() -> Path:
    with as_file(files("index.example") / f"{EXAMPLE}.pdf") as file:
        return Path(file)


def _units(questions: Path) -> dict[str, str]:
    beside = questions.parent / "example-units.json"
    return dict(json.loads(beside.read_text(encoding="utf-8"))) if beside.exists() else {}
