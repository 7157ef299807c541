import json
from dataclasses import asdict
from pathlib import Path

import pytest

from eval.compare import compare, read_baseline
from eval.errors import EvaluationError
from eval.rows import Row, score
from eval.scorecard import scorecard
from eval.terminal import changed
from tests.eval.answers import prediction, question, unit

ASKED = [question("better", {"1": 2}), question("worse", {"2": 2}), question("same", {"3": 2}), question("refused")]


def ask(cited: dict[str, str]) -> tuple[Row, ...]:
    said = {q.key: prediction(q.id, [unit(cited[q.id])] if q.id in cited else []) for q in ASKED}
    return score(ASKED, said, {})


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    path = tmp_path / "old.json"
    card = scorecard(ask({"better": "9", "worse": "2", "same": "3"}), {})
    path.write_text(json.dumps(asdict(card)), encoding="utf-8")
    return path


def test_what_changed_is_told_question_by_question_worst_first(baseline: Path) -> None:
    found = compare(read_baseline(baseline), ask({"better": "1", "worse": "9", "same": "3", "refused": "9"}))
    assert [change.row.key for change in found.changes] == ["made/worse", "made/refused", "made/better"]
    assert found.changes[0].scores["cite_f1"] == (1.0, 0.0)
    assert found.differences["cite_f1"].then == found.differences["cite_f1"].now == pytest.approx(2 / 3)
    assert found.differences["right_refusal"].now - found.differences["right_refusal"].then == -1
    assert "made/worse" in changed(found)


def test_the_same_answers_are_no_change(baseline: Path) -> None:
    found = compare(read_baseline(baseline), ask({"better": "9", "worse": "2", "same": "3"}))
    assert found.changes == ()
    assert all(d.then == d.now and d.low <= 0 <= d.high for d in found.differences.values())


def test_questions_of_one_run_only_are_counted_and_not_compared(baseline: Path) -> None:
    new = question("new", {"1": 2})
    rows = (*ask({})[:2], *score([new], {}, {}))
    found = compare(read_baseline(baseline), rows)
    assert (found.only_then, found.only_now) == (2, 1)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": [{"key": "a"}]}', "not json"])
def test_a_file_that_is_no_earlier_run_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(EvaluationError, match=r"old\.json is not the JSON file of an earlier"):
        read_baseline(path)
