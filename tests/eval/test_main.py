"""The commands as they are typed, on the built-in example and, beside a checkout that has them, on real reports."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval.__main__ import EXAMPLE, main
from eval.ablate import ablate, variant
from index.errors import ReportError
from index.library import Library
from index.settings import Settings
from tests.eval.answers import question


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Some of the example's questions, of several kinds, with the units file that lies beside them."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    wanted = {"single": 2, "multi": 1, "figure": 1, "lookup": 1, "followup": 1, "unanswerable": 3}
    kept = [line for line in lines if wanted.get(json.loads(line)["kind"], 0) > 0 and _take(wanted, line)]
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(kept), encoding="utf-8")
    units = (EXAMPLE.parent / "example-units.json").read_text(encoding="utf-8")
    (tmp_path / "example-units.json").write_text(units, encoding="utf-8")
    return path


def _take(wanted: dict[str, int], line: str) -> bool:
    wanted[json.loads(line)["kind"]] -= 1
    return True


@pytest.fixture
def options(few: Path, example_library: Library, example_settings: Settings) -> list[str]:
    return ["--questions", str(few), "--home", str(example_settings.home), "--set", "reranker=off"]


@pytest.mark.slow
def test_run_prints_a_table_and_leaves_figures_page_and_predictions(
    options: list[str], few: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", *options, "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr()
    assert "Recall@5" in printed.out
    assert "asked 9 of 9" in printed.err
    card = json.loads((tmp_path / "out" / "scorecard.json").read_text(encoding="utf-8"))
    assert len(card["rows"]) == 9
    assert set(card["by_kind"]) == {"single", "multi", "figure", "lookup", "followup", "unanswerable"}
    assert card["settings"]["settings"]["reranker"] == "off"
    assert (tmp_path / "out" / "scorecard.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert card["overall"]["in_scope"]["value"] == 1

    again = ["run", *options, "--out", str(tmp_path / "again"), "--baseline", str(tmp_path / "out" / "scorecard.json")]
    assert main(again) == 0
    assert "0 questions went otherwise" in capsys.readouterr().out

    scored = ["--predictions", str(tmp_path / "out" / "predictions-few.jsonl"), "--out", str(tmp_path / "scored")]
    assert main(["run", "--questions", str(few), *scored]) == 0
    rescored = json.loads((tmp_path / "scored" / "scorecard.json").read_text(encoding="utf-8"))
    assert rescored["overall"]["cite_f1"] == card["overall"]["cite_f1"]


@pytest.mark.slow
def test_predict_writes_what_the_assistant_says_in_the_scope_of_the_report(
    options: list[str], few: Path, tmp_path: Path
) -> None:
    assert main(["predict", *options, "--out", str(tmp_path / "p.jsonl")]) == 0
    records = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = [json.loads(line) for line in few.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == [question["id"] for question in asked]
    for record in records:
        assert 1 <= len(record["ranked"]) <= 20
        assert record["latency_ms"] > 0
        for unit in (*record["citations"], *record["ranked"]):
            assert unit["report"] == asked[0]["report"]
            assert all(quote in unit["text"] for quote in unit["quotes"])


@pytest.mark.slow
def test_calibrate_writes_a_threshold_for_every_share(options: list[str], tmp_path: Path) -> None:
    out = tmp_path / "calibration.json"
    assert main(["calibrate", *options, "--out", str(out)]) == 0
    points = json.loads(out.read_text(encoding="utf-8"))["off"]
    assert 0.05 in [point["false_refusals"] for point in points]


@pytest.mark.slow
def test_ablate_measures_each_part_and_each_variant(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ablation.json"
    assert main(["ablate", *options, "--variant", "candidates=4", "--out", str(out)]) == 0
    assert "words alone" in capsys.readouterr().out
    results = {result["name"]: result["totals"] for result in json.loads(out.read_text(encoding="utf-8"))}
    assert "cite_f1" in results["candidates=4"]
    assert "auroc_alone" not in results["candidates=4"]  # with --set reranker=off no model reads
    assert "cite_f1" not in results["words alone (BM25)"]
    assert {"as it ships, without expansions", "windows + best sentence + words, as it ships"} <= set(results)
    assert all(totals["recall_5"]["low"] <= totals["recall_5"]["value"] for totals in results.values())


@pytest.mark.parametrize(("tried", "says"), [("model=other", "--set model="), ("colour=blue", "colour")])
def test_a_variant_that_cannot_be_tried_is_refused_before_anything_is_asked(
    tmp_path: Path, tried: str, says: str
) -> None:
    empty = Library(Settings.load(tmp_path))
    with pytest.raises(ReportError, match=says):
        ablate(empty, [question()], {}, [variant(tried)])


@pytest.mark.slow
def test_a_question_about_a_report_that_is_not_given_is_one_line(
    options: list[str], few: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"id": "x", "question": "Who?", "kind": "single", "report": "elsewhere-2019"}
    few.write_text(json.dumps(line), encoding="utf-8")
    assert main(["run", *options]) == 1
    assert _last_line(capsys) == (
        "eval: few, question x: the report “elsewhere-2019” is not among those given. Name its file or folder with --reports."
    )


@pytest.mark.slow
def test_reports_that_cannot_be_read_are_one_line(
    few: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["predict", "--questions", str(few), "--reports", str(tmp_path / "none.pdf"), "--out", "p.jsonl"]) == 1
    assert "None of the reports could be read" in _last_line(capsys)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "--questions", "none.jsonl"], "none.jsonl cannot be read: No such file"),
        (["run", "--questions", "bad.jsonl"], "bad.jsonl, line 1: not valid JSON"),
        (["run", "--questions", "a/same.jsonl", "b/same.jsonl"], "same name"),
        (["run", "--questions", "good.jsonl", "--predictions", "x", "y"], "as many files"),
        (["run", "--questions", "good.jsonl", "--predictions", "bad.jsonl"], "bad.jsonl, line 1"),
        (
            ["run", "--questions", "good.jsonl", "--predictions", "good.jsonl", "--units", "bad.jsonl"],
            "bad.jsonl, line 1",
        ),
        (
            ["run", "--questions", "good.jsonl", "--predictions", "good.jsonl", "--baseline", "bad.jsonl"],
            "earlier “run”",
        ),
        (["run", "--questions", "good.jsonl", "--set", "reranker"], "no list of settings"),
        (["run", "--questions", "good.jsonl", "--set", "colour=blue"], "colour"),
        (["run", "--questions", "good.jsonl", "--set", "home=here"], "with --home"),
        (
            ["run", "--questions", "good.jsonl", "--predictions", "other.jsonl"],
            "answers “b”, which good.jsonl does not ask",
        ),
        (["reading", "--truth", "bad", "--reports", "reports"], "read.txt.json is not a truth file"),
        (["reading", "--truth", "none", "--reports", "reports"], "read.txt.json is not a truth file"),
        (["calibrate", "--questions", "test-b.jsonl"], "test-b.jsonl is kept for reporting"),
        (["calibrate", "--questions", "good.jsonl", "cross-dev.jsonl"], "cross-dev.jsonl is kept for reporting"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.jsonl").write_text("{oh dear")
    (tmp_path / "good.jsonl").write_text('{"id": "a", "question": "Who?", "kind": "single"}')
    (tmp_path / "other.jsonl").write_text('{"id": "b", "answered": false}')
    for name, text in (
        ("bad/read.txt.json", "{oh dear"),
        ("none/read.txt.json", "[]"),
        ("reports/read.txt", "1. It is.\n"),
    ):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_questions_without_a_prediction_are_counted_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, said = tmp_path / "asked.jsonl", tmp_path / "said.jsonl"
    asked.write_text("".join(f'{{"id": "{name}", "question": "Who?", "kind": "single"}}\n' for name in "abc"))
    said.write_text('{"id": "b", "answered": false}')
    assert main(["run", "--questions", str(asked), "--predictions", str(said), "--out", str(tmp_path)]) == 0
    assert "2 of 3 questions have no prediction and count as refused.\n" in capsys.readouterr().err


def _last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip().splitlines()[-1].rpartition("\r")[2]


@pytest.mark.slow
@pytest.mark.shared
def test_the_outside_scorer_finds_the_same_in_what_the_real_path_predicts(tmp_path: Path, shared: Path) -> None:
    name = "camden-2022-06-21"  # the shortest of them
    lines = (shared / "questions" / "tune-a.jsonl").read_text(encoding="utf-8").splitlines()
    asked, out = tmp_path / "asked.jsonl", tmp_path / "p.jsonl"
    asked.write_text("\n".join(line for line in lines if json.loads(line)["report"] == name), encoding="utf-8")
    report, units = shared / "reports" / f"{name}.pdf", ["--units", str(shared / "questions" / "units.json")]
    questions = ["--questions", str(asked)]
    assert main(["predict", *questions, "--reports", str(report), "--set", "reranker=off", "--out", str(out)]) == 0
    assert main(["run", *questions, "--predictions", str(out), *units, "--out", str(tmp_path)]) == 0
    card = json.loads((tmp_path / "scorecard.json").read_text(encoding="utf-8"))
    scorer = [sys.executable, str(shared / "scorers" / "score_answers.py"), str(asked), str(out), *units, "--json"]
    theirs = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    for our, their in {
        "recall_5": "recall_k",
        "mrr": "mrr",
        "cite_f1": "cite_f1",
        "span": "span",
        "auroc": "auroc",
    }.items():
        assert card["overall"][our]["value"] == pytest.approx(theirs[their], abs=0.00051), our
    assert card["overall"]["recall_5"]["value"] > 0.5
