"""The contract with scorers outside this project: they read our predictions and find what we find."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.match import read_units
from eval.predictions import read_predictions, write_predictions
from eval.questions import read_questions
from tests.eval.answers import random_prediction, unit

OURS_AND_THEIRS = {
    "recall_5": "recall_k", "mrr": "mrr", "cite_p": "cite_p", "cite_r": "cite_r", "cite_f1": "cite_f1", "span": "span",
    "span_any": "span_any", "figures": "figures", "right_refusal": "right_refusal", "false_refusal": "false_refusal",
    "auroc": "auroc", "refuse_at_5": "refuse_at_5",
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "units"),
    [("tune-a", "units.json"), ("tune-e", "units.json"), ("havering-2016-dev", "units-havering-2016.json")],
)
def test_all_figures_agree_with_the_outside_scorer(tmp_path: Path, shared: Path, name: str, units: str) -> None:
    """Predictions drawn at random around the gold, so that every branch of the matching and of the measures is met."""
    asked = shared / "questions" / f"{name}.jsonl"
    texts = shared / "questions" / units
    questions, labels = read_questions(asked), read_units([texts])
    others = [unit(str(number), f"Paragraph {number}", questions[0].report or "") for number in range(1, 60)]
    others += [
        unit(None, text, key.partition("#")[0]) for key, text in random.Random(1).sample(sorted(labels.items()), 25)
    ]
    predictions = [random_prediction(q, labels, others, seed=3) for q in questions]
    file = tmp_path / "predictions.jsonl"
    write_predictions(file, predictions[3:])  # the first three are left out: they count as refused

    arguments = [str(asked), str(file), "--units", str(texts), "--json"]
    scorer = [sys.executable, str(shared / "scorers" / "score_answers.py"), *arguments]
    theirs = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    options = ["--questions", str(asked), "--predictions", str(file), "--units", str(texts), "--out", str(tmp_path)]
    assert main(["run", *options]) == 0
    card = json.loads((tmp_path / "scorecard.json").read_text(encoding="utf-8"))

    overall = {key: total["value"] for key, total in card["overall"].items()}
    for our, their in OURS_AND_THEIRS.items():
        assert overall.get(our) == pytest.approx(theirs[their], abs=0.00051), our
    assert overall["p50_ms"] == pytest.approx(theirs["p50_ms"], abs=0.06)
    assert overall["p95_ms"] == pytest.approx(theirs["p95_ms"], abs=0.06)
    for kind, found in theirs["by_kind"].items():
        ours = card["by_kind"][kind]
        assert ours.get("cite_f1", {}).get("value") == pytest.approx(found["cite_f1"], abs=0.00051), kind
        assert ours.get("recall_5", {}).get("value") == pytest.approx(found["recall_k"], abs=0.00051), kind


@pytest.mark.shared
def test_predictions_are_read_as_they_were_written(tmp_path: Path, shared: Path) -> None:
    questions = read_questions(shared / "questions" / "tune-c.jsonl")
    predictions = {q.id: random_prediction(q, {}, [unit("1", "One.")], seed=1) for q in questions}
    write_predictions(tmp_path / "p.jsonl", predictions.values())
    assert read_predictions(tmp_path / "p.jsonl") == predictions


def test_a_line_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    from tests.eval.answers import prediction

    write_predictions(tmp_path / "p.jsonl", [prediction("q", [unit("66", "It is. So.", quotes=["So."])])])
    record = json.loads((tmp_path / "p.jsonl").read_text(encoding="utf-8"))
    assert list(record) == ["id", "answered", "citations", "ranked", "confidence", "latency_ms"]
    assert list(record["citations"][0]) == ["report", "para", "label", "page", "text", "quotes"]
    assert list(record["ranked"][0]) == list(record["citations"][0])
    assert record["citations"][0]["para"] == "66"
