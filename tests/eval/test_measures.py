"""The measures against slow, obvious second implementations, against hand-made cases, and as rules for all inputs."""

import itertools
import math

import ir_measures
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval import measures
from eval.curves import calibration_error, reliability, risk_coverage
from eval.measures import Judged
from eval.predictions import Prediction
from eval.questions import Question
from eval.rows import Row, score
from eval.scorecard import totals
from tests.eval.answers import perfect, prediction, question, questions_and_predictions, unit

SHARES = ("recall_5", "recall_10", "mrr", "ndcg_10", "cite_p", "cite_r", "cite_f1")
confidences = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9]), st.booleans()), min_size=1, max_size=30)


def rows(pairs: list[tuple[Question, Prediction]]) -> tuple[Row, ...]:
    asked = [q for q, _ in pairs]
    return score(asked, {q.key: p for q, p in pairs}, {})


def arrays(pairs: list[tuple[float, bool]]) -> tuple[measures.Values, measures.Values]:
    return np.array([c for c, _ in pairs]), np.array([float(y) for _, y in pairs])


@settings(deadline=None)
@given(questions_and_predictions())
def test_perfect_predictions_score_one(pairs: list[tuple[Question, Prediction]]) -> None:
    for row in rows([(asked, perfect(asked)) for asked, _ in pairs]):
        assert all(row.scores[name] == pytest.approx(1) for name in SHARES if name in row.scores)
        assert row.scores.get("right_refusal", 1) == 1
        assert row.scores.get("false_refusal", 0) == 0


@settings(deadline=None)
@given(questions_and_predictions())
def test_every_share_lies_between_zero_and_one(pairs: list[tuple[Question, Prediction]]) -> None:
    for row in rows(pairs):
        assert set(SHARES) <= set(row.scores) or not row.answerable
        assert all(0 <= row.scores[name] <= 1 for name in SHARES if name in row.scores)


@settings(deadline=None)
@given(questions_and_predictions())
def test_citation_figures_do_not_depend_on_the_order_of_citations_or_questions(
    pairs: list[tuple[Question, Prediction]],
) -> None:
    turned = [
        (q, prediction(q.id, p.citations[::-1], p.ranked, p.confidence or 0, p.answered)) for q, p in reversed(pairs)
    ]
    before, after = {r.key: r.scores for r in rows(pairs)}, {r.key: r.scores for r in rows(turned)}
    assert before == after


@settings(deadline=None)
@given(questions_and_predictions())
def test_reciprocal_rank_and_gain_are_those_of_ir_measures(pairs: list[tuple[Question, Prediction]]) -> None:
    """With a number for each unit, and each number once, the library can be asked directly."""
    qrels = [ir_measures.Qrel(q.key, g.para, g.grade) for q, _ in pairs for g in q.gold]
    best = {q.key: max((g.grade for g in q.gold), default=0) for q, _ in pairs}
    run = [
        ir_measures.ScoredDoc(q.key, str(u.para), 100.0 - i)
        for q, p in pairs
        for i, u in enumerate(p.ranked or p.citations)
    ]
    expected = {(m.query_id, str(m.measure)): m.value for m in ir_measures.iter_calc(
        [ir_measures.nDCG @ 10, ir_measures.RR, ir_measures.RR(rel=2), ir_measures.R @ 5, ir_measures.R(rel=2) @ 5], qrels, run
    )}  # fmt: skip
    for row in rows(pairs):
        if not row.answerable:
            continue
        graded = "(rel=2)" if best[row.key] == 2 else ""
        needed = sum(g.endswith("(2)") for g in row.gold) or len(row.gold)
        assert row.scores["ndcg_10"] == pytest.approx(expected.get((row.key, "nDCG@10"), 0))
        assert row.scores["mrr"] == pytest.approx(expected.get((row.key, f"RR{graded}"), 0))
        recall = expected.get((row.key, f"R{graded}@5"), 0)
        assert row.scores["recall_5"] == pytest.approx(recall * needed / min(needed, 5))


def test_one_unit_may_stand_for_two_gold_paragraphs_and_two_for_one() -> None:
    both = Judged((2, 2), (frozenset({0, 1}),), (frozenset({0, 1}), frozenset({1}), frozenset()))
    scores = measures.ranking_scores({"q": both})["q"]
    assert scores["recall_5"] == scores["cite_r"] == 1
    assert scores["cite_p"] == pytest.approx(2 / 3)


def test_supporting_paragraphs_count_as_cited_rightly_and_are_not_needed() -> None:
    (row,) = rows([(question(gold={"1": 2, "2": 1}), prediction(cited=[unit("1"), unit("2"), unit("3")]))])
    assert row.scores["cite_r"] == row.scores["recall_5"] == 1
    assert row.scores["cite_p"] == pytest.approx(2 / 3)


@given(confidences)
def test_auroc_is_the_share_of_pairs_in_the_right_order(pairs: list[tuple[float, bool]]) -> None:
    yes, no = [c for c, y in pairs if y], [c for c, y in pairs if not y]
    found = measures.auroc(*arrays(pairs))
    if not yes or not no:
        assert math.isnan(found)
        return
    wins = sum((a > b) + 0.5 * (a == b) for a, b in itertools.product(yes, no))
    assert found == pytest.approx(wins / (len(yes) * len(no)))


@given(confidences, st.floats(0, 0.5))
def test_the_threshold_refuses_no_more_of_the_answerable_than_allowed(
    pairs: list[tuple[float, bool]], share: float
) -> None:
    yes = [c for c, y in pairs if y]
    cut = measures.threshold_at(*arrays(pairs), share)
    assert math.isnan(cut) if not yes else sum(c < cut for c in yes) <= share * len(yes)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_interval_contains_the_mean_and_is_the_same_each_time(values: list[float]) -> None:
    column = np.array(values)
    low, high = measures.interval(measures.mean, column)
    assert low - 1e-9 <= measures.mean(column) <= high + 1e-9
    assert (low, high) == measures.interval(measures.mean, column)


def test_the_interval_covers_the_truth_about_nineteen_times_in_twenty() -> None:
    draws = np.random.default_rng(1)
    hits = 0
    for _ in range(100):
        low, high = measures.interval(measures.mean, draws.binomial(1, 0.7, size=100).astype(float))
        hits += low <= 0.7 <= high
    assert 88 <= hits <= 100


@given(confidences)
def test_all_questions_are_covered_at_the_least_confidence(pairs: list[tuple[float, bool]]) -> None:
    curve = risk_coverage(*arrays(pairs))
    assert curve[-1].coverage == 1
    assert curve[-1].risk == pytest.approx(sum(not y for _, y in pairs) / len(pairs))
    assert [p.coverage for p in curve] == sorted({p.coverage for p in curve})
    for point in curve:
        answered = [y for c, y in pairs if c >= point.threshold]
        assert point.coverage == pytest.approx(len(answered) / len(pairs))
        assert point.risk == pytest.approx(sum(not y for y in answered) / len(answered))


@given(confidences)
def test_reliability_bins_hold_every_question_once(pairs: list[tuple[float, bool]]) -> None:
    bins = reliability(*arrays(pairs))
    assert sum(b.count for b in bins) == len(pairs)
    assert sum(b.count * b.observed for b in bins) == pytest.approx(sum(y for _, y in pairs))
    assert 0 <= calibration_error(bins) <= 1


def test_refusals_are_counted_both_ways() -> None:
    pairs = [
        (question("a", {"1": 2}), prediction("a", [unit("1")], confidence=0.9)),
        (question("b", {"1": 2}), prediction("b", confidence=0.1)),
        (question("c"), prediction("c", confidence=0.2)),
        (question("d"), prediction("d", [unit("1")], confidence=0.8)),
    ]
    found = {key: total.value for key, total in totals(rows(pairs)).items()}
    assert (found["false_refusal"], found["right_refusal"], found["refusal_precision"]) == (0.5, 0.5, 0.5)
    assert found["auroc"] == 0.5


def test_a_question_that_was_not_asked_counts_as_refused() -> None:
    (row,) = score([question(gold={"1": 2})], {}, {})
    assert (row.scores["recall_5"], row.scores["false_refusal"]) == (0, 1)
    assert "sureness" not in row.scores
