"""What is reported on is not trained on: neither questions, nor reports, nor words of their answers."""

import json
from pathlib import Path

import pytest

from qa.training.corpus import HELD_BACK_FILES, HELD_BACK_REPORTS, KEPT_OUT_REPORTS, held_back_texts, norm, runs
from qa.training.recipe import SETTINGS_FILES, Teaching, named_reports, training_files

SHARED = Path(__file__).resolve().parents[3] / "shared"
QUESTIONS = SHARED / "questions"

pytestmark = pytest.mark.shared


def rows(files: list[Path]) -> list[dict]:  # type: ignore[type-arg]
    return [
        json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def held_back() -> list[Path]:
    return [QUESTIONS / name for name in HELD_BACK_FILES]


def test_the_files_are_there() -> None:
    assert all(file.exists() for file in held_back())
    assert len(training_files(QUESTIONS)) >= 9


def test_no_file_or_report_is_on_both_sides() -> None:
    names = {file.name for file in training_files(QUESTIONS)}
    assert not names & {*HELD_BACK_FILES, *SETTINGS_FILES}
    assert named_reports(held_back()) == HELD_BACK_REPORTS
    assert not named_reports(training_files(QUESTIONS)) & HELD_BACK_REPORTS


def test_no_question_is_on_both_sides() -> None:
    trained = {(row["report"], norm(row["question"])) for row in rows(training_files(QUESTIONS))}
    asked = {(row["report"], norm(row["question"])) for row in rows(held_back())}
    assert not trained & asked


@pytest.mark.slow
def test_no_held_back_question_is_taught_of_another_report_however_short(taught: Teaching) -> None:
    held = {norm(row["question"]) for row in rows(held_back())}
    instead = [turn.question for turns in taught.turns.values() for turn in turns if turn.question]
    assert len(instead) > 9000
    assert not held & {norm(text) for text in (*(q.text for q in (*taught.searched, *taught.lone)), *instead)}


@pytest.mark.slow
def test_no_eight_words_of_a_held_back_question_or_answer_are_trained_on(taught: Teaching) -> None:
    held = {run for text in held_back_texts(QUESTIONS) for run in runs(text)}
    asked = [*taught.searched, *taught.lone]
    assert len(asked) > 2800
    assert {run for q in asked for text in (q.text, *q.spans) for run in runs(text)} & held == set()
    assert {run for text in taught.planted.values() for run in runs(text)} & held == set()
    instead = {turn.question for turns in taught.turns.values() for turn in turns}
    assert {run for text in instead for run in runs(text)} & held == set()


@pytest.mark.slow
def test_turns_belong_to_questions_that_are_taught_in_whichever_voice(taught: Teaching) -> None:
    asked = {q.id for q in (*taught.searched, *taught.lone)}
    assert len(taught.turns.keys() & asked) > 7000
    assert taught.turns.keys() & taught.voices.keys()
    assert all(taught.turns.get(voiced) == taught.turns.get(of) for voiced, of in taught.voices.items())


@pytest.mark.slow
def test_no_question_is_of_a_report_that_is_held_back(taught: Teaching) -> None:
    held = HELD_BACK_REPORTS | KEPT_OUT_REPORTS | named_reports(QUESTIONS / name for name in SETTINGS_FILES)
    assert not {q.report for q in (*taught.searched, *taught.lone)} & held
