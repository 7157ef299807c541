import itertools
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.calibrate import SHARES, Sure, calibrate, check_tuning, isotonic, write
from eval.errors import EvaluationError

sures = st.lists(
    st.builds(Sure, st.sampled_from(["r1", "r2", "r3"]), st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()),
    min_size=2,
    max_size=40,
).filter(lambda found: {q.answerable for q in found} == {True, False})


@pytest.mark.parametrize(
    "name", ["test-b.jsonl", "test-d.jsonl", "Test_x.jsonl", "cross-dev.jsonl", "cross-dev-2.jsonl"]
)
def test_questions_that_report_the_figures_are_refused(name: str) -> None:
    with pytest.raises(EvaluationError, match="kept for reporting"):
        check_tuning([Path("tune-a.jsonl"), Path("somewhere") / name])


def test_tuning_questions_are_taken() -> None:
    check_tuning([Path("test-folder/tune-a.jsonl"), Path("havering-2016-dev.jsonl"), Path("testimony.jsonl")])


@given(sures)
def test_each_point_keeps_its_promise_and_more_refusals_mean_less_coverage(questions: list[Sure]) -> None:
    points = calibrate(questions)
    yes = [q.confidence for q in questions if q.answerable]
    assert [p.false_refusals for p in points] == list(SHARES)
    for point in points:
        assert sum(c < point.threshold for c in yes) <= point.false_refusals * len(yes)
        assert 0 <= point.risk < 1
    for before, after in itertools.pairwise(points):
        assert before.threshold <= after.threshold
        assert before.coverage >= after.coverage
        assert before.refused <= after.refused


@given(sures)
def test_isotonic_probabilities_rise_with_confidence_and_keep_the_mean(questions: list[Sure]) -> None:
    confidence = np.array([q.confidence for q in questions])
    answerable = np.array([float(q.answerable) for q in questions])
    fitted = isotonic(confidence, answerable)
    order = np.argsort(confidence, kind="stable")
    assert all(np.diff(fitted[order]) >= -1e-12)
    assert fitted.mean() == pytest.approx(answerable.mean())


def test_isotonic_agrees_with_a_reference_implementation() -> None:
    from sklearn.isotonic import IsotonicRegression

    draws = np.random.default_rng(5)
    confidence = draws.random(200).round(2)
    answerable = (draws.random(200) < confidence**2).astype(float)
    reference = IsotonicRegression().fit_transform(confidence, answerable)
    assert isotonic(confidence, answerable) == pytest.approx(reference, abs=1e-6)


def test_questions_of_one_sort_only_cannot_be_calibrated_on() -> None:
    with pytest.raises(EvaluationError, match="some that they do not"):
        calibrate([Sure("r", 0.5, True)])


def test_writing_one_reranker_keeps_the_others_and_the_form_that_answering_reads(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_text('{"off": [{"false_refusals": 0.05, "threshold": 0.4}]}')
    points = calibrate([Sure("r1", 0.2, False), Sure("r1", 0.8, True)])
    write(path, "default", points)
    found = json.loads(path.read_text())
    assert found["off"] == [{"false_refusals": 0.05, "threshold": 0.4}]
    assert [(p["false_refusals"], p["threshold"]) for p in found["default"]] == [(s, 0.8) for s in SHARES]
    assert found["default"][0]["held_out_refused"] is None


@given(st.floats(0, 1))
def test_a_threshold_as_written_refuses_no_question_that_it_was_to_let_through(confidence: float) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "calibration.json"
        write(path, "default", calibrate([Sure("r1", 0.0, False), Sure("r1", confidence, True)]))
        written = json.loads(path.read_text())["default"]
    assert all(confidence - 0.00002 < point["threshold"] <= confidence for point in written)


def test_a_file_that_is_no_calibration_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text("my notes")
    with pytest.raises(EvaluationError, match="not a calibration"):
        write(path, "default", [])
    assert path.read_text() == "my notes"
