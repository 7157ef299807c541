"""From questions to a model that ships: the machinery of training, on a scale that fits a test."""

from pathlib import Path

import numpy as np
import pytest
import torch

from qa.reader import Pair, Pairs, scoring
from qa.training import start
from qa.training.__main__ import main
from qa.training.calibrate import platt, reliability
from qa.training.evaluate import auroc, refused
from qa.training.fitting import Batch, Fitting, Results, Row, batch, filled, loss, read, steps
from qa.training.network import Network
from qa.training.smoke import smoke

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "eval" / "example-questions.jsonl"


@pytest.mark.slow
def test_a_smoke_training_ships_a_model_that_loads_and_scores(tmp_path: Path) -> None:
    readings = smoke(tmp_path, EXAMPLE, lambda line: None, take=4)
    assert len(readings) == 5
    assert all(0 <= r.answers <= 1 and 0 <= r.relevance <= 2 and r.evidence for r in readings)
    assert (tmp_path / "reader" / "reader.json").exists()


def test_starting_weights_that_are_not_the_known_ones_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(b"not a model")
    with pytest.raises(ValueError, match="not the packaged cross-encoder"):
        start.weights(other)


def test_a_missing_folder_is_one_line_not_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = str(tmp_path / "gone")
    code = main(["run", "--reports", gone, "--questions", gone, "--data", gone, "--out", str(tmp_path / "out")])
    assert code == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_calibration_finds_the_scale_and_shift_that_made_the_labels() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 3, 20_000)
    labels = (rng.random(20_000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))).astype(float)
    assert platt(logits, labels) == pytest.approx((0.5, -1.0), abs=0.08)


def test_a_reliability_table_counts_everything_once() -> None:
    table = reliability([0.05, 0.1, 0.95, 1.0], [0, 0, 1, 1])
    assert sum(count for _, _, count in table) == 4
    assert table[-1][1] == 1.0


def test_auroc_and_refusals_of_separated_equal_and_mixed_scores() -> None:
    assert auroc([3, 4], [1, 2]) == 1.0
    assert auroc([1, 1], [1, 1]) == 0.5
    assert refused([float(i) for i in range(100)], [4.0, 4.9, 5.0, 50.0]) == 0.5


def test_a_batch_is_padded_and_masked() -> None:

    ids, types, mask = filled([Pair((101, 5, 102, 7, 102), 3, ((0, 3, 4),)), Pair((101, 102, 102), 2, ())])
    assert ids.shape == (2, 5)
    assert mask.sum(1).tolist() == [5, 3]
    assert types[0].tolist() == [0, 0, 0, 1, 1]


def _row(answers: float, evidence: tuple[int, ...], group: str = "a", blind: bool = False) -> Row:
    pieces = tuple(range(3, 3 + len(evidence)))
    pair = Pair((101, 5, 102, *pieces, 102), 3, tuple((i, 3 + i, 4 + i) for i in range(len(evidence))))
    return Row(pair, round(2 * answers), answers, evidence, group, True, blind)


def _says(given: Batch, right: float) -> Results:
    """What a network says that is as sure as `right` of every label."""
    signs = 2 * given.answers - 1
    marks = 2 * given.evidence - 1
    return Results(right * given.grade, right * signs, right * marks)


def test_the_loss_falls_to_nothing_when_every_label_is_right_and_grows_when_all_are_wrong() -> None:
    given = batch([_row(1.0, (0, 1)), _row(0.0, (0, 0, 0)), _row(0.0, (0,), "b")], 2)
    how = Fitting(blind_weight=0.0)
    assert float(loss(given, _says(given, 30.0), how)) < 1e-3
    assert float(loss(given, _says(given, -3.0), how)) > 3


def test_what_is_not_known_does_not_count() -> None:
    known = batch([_row(1.0, (0, 1)), _row(0.0, (0, 0))], 9)
    more = batch(
        [_row(1.0, (0, 1)), _row(0.0, (0, 0)), Row(_row(0, (0, 0, 0)).pair, -1, -1, (-1, -1, -1), "c", False, False)], 9
    )
    how = Fitting()
    assert float(loss(more, _says(more, 1.0), how)) == pytest.approx(float(loss(known, _says(known, 1.0), how)))


def test_a_sentence_is_read_as_the_mean_of_its_pieces_in_however_many_passes() -> None:
    torch.manual_seed(3)
    network = Network(layers=1).eval()
    pair = Pair((101, 5, 102, 7, 8, 9, 4, 102), 3, ((0, 3, 6), (1, 6, 7)))
    rows = [Row(pair, 2, 1.0, (1, 0), "a", True, False), _row(0.0, (0, 0)), _row(0.0, (0,))]
    with torch.no_grad():
        tokens = network(*filled([pair])).evidence[0]
        one, three = (read(network, batch(rows, size)) for size in (9, 1))
    assert one.evidence[-2:].tolist() == pytest.approx([float(tokens[3:6].mean()), float(tokens[6])], abs=0.02)
    for whole, parts in zip(one, three, strict=True):
        assert torch.allclose(whole, parts, atol=0.02)


def test_with_nothing_to_train_on_it_says_so() -> None:
    pairs = Pairs(scoring.HERE / "tokenizer.json")
    with pytest.raises(ValueError, match="nothing to train on"):
        next(steps(lambda rng: [], pairs, Fitting()))


def test_wording_alone_counts_as_the_spread_over_blindly_drawn_paragraphs() -> None:
    given = batch([_row(0.0, (0,), blind=True), _row(0.0, (0, 0), blind=True), _row(0.0, (0, 0, 0))], 9)
    said = _says(given, 0.0)._replace(answers=torch.tensor([1.0, -1.0, 5.0]))
    none = loss(given, said, Fitting(blind_weight=0.0))
    assert float(loss(given, said, Fitting(blind_weight=1.0)) - none) == pytest.approx(2.0)
