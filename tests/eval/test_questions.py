import json
from pathlib import Path

import pytest

from eval.errors import EvaluationError
from eval.match import units_beside
from eval.questions import Gold, Question, read_questions

GOOD = {"id": "a", "question": "Who?", "kind": "single", "report": "r", "gold": [{"para": "4"}]}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "asked.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_question_keeps_everything_the_file_says(tmp_path: Path) -> None:
    full = {
        **GOOD,
        "history": ["Before?"],
        "spans": ["it was"],
        "figures": ["7"],
        "gold": [{"para": "exec:3", "grade": 1, "report": "other"}],
        "note": "ignored",
    }
    (asked,) = read_questions(write(tmp_path, full))
    assert asked == Question(
        "asked", "a", "Who?", "single", "r", ("Before?",), (Gold("exec:3", 1, "other"),), ("it was",), ("7",)
    )
    assert asked.reports == ("r", "other")


def test_gold_without_a_grade_answers(tmp_path: Path) -> None:
    (asked,) = read_questions(write(tmp_path, GOOD))
    assert asked.gold == (Gold("4", 2, None),)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{not json", "not valid JSON"),
        ([1], "one object a line"),
        ({**GOOD, "id": None}, "“id” is missing"),
        ({**GOOD, "id": "first"}, "used by an earlier line"),
        ({**GOOD, "question": "  "}, "“question” is missing"),
        ({**GOOD, "gold": "4"}, "“gold” must be a list"),
        ({**GOOD, "gold": ["4"]}, "each entry of “gold”"),
        ({**GOOD, "gold": [{"para": 4}]}, "“para” is missing or is not a text"),
        ({**GOOD, "gold": [{"para": "4", "grade": 3}]}, "2 (answers) or 1 (supports), not 3"),
        ({**GOOD, "spans": [1]}, "“spans” must be a list of texts"),
    ],
)
def test_a_faulty_line_is_named_with_its_file(tmp_path: Path, line: object, says: str) -> None:
    path = write(tmp_path, {**GOOD, "id": "first"}, "", line)
    with pytest.raises(EvaluationError, match=r"asked\.jsonl, line 3") as caught:
        read_questions(path)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_an_empty_and_a_binary_file_are_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    empty = write(tmp_path, "")
    for path, says in ((tmp_path / "none.jsonl", "No such file"), (empty, "no questions"), (binary, "UTF-8")):
        with pytest.raises(EvaluationError, match=path.name) as caught:
            read_questions(path)
        assert says in str(caught.value)


def test_units_files_beside_the_questions_are_found(tmp_path: Path) -> None:
    for name in ("units.json", "units-otterford.json", "example-units.json", "other.json"):
        (tmp_path / name).write_text("{}")
    assert [path.name for path in units_beside(tmp_path / "asked.jsonl")] == [
        "example-units.json",
        "units-otterford.json",
        "units.json",
    ]


@pytest.mark.shared
def test_every_shared_question_file_is_read(shared: Path) -> None:
    files = sorted((shared / "questions").glob("*.jsonl"))
    assert sum(len(read_questions(path)) for path in files) >= 1500
