"""Which gold paragraphs a cited unit stands for.

The rule is that of the scorers outside this project, which decide over it, so that their figures and ours are the same:
a printed number matches by number; a unit without one by its text, given in a units file under the gold label; and
where no units file names the label, by an answering span within the unit's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.errors import EvaluationError
from eval.predictions import Unit
from eval.questions import Gold, Question, read_text

FIRST_WORDS = 12
UNITS_BESIDE = ("units.json", "units-*.json", "*-units.json")

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def normalise(text: str) -> str:
    """Letters, figures, % and £ in lower case with single spaces: what is left when print differs but words do not."""
    text = re.sub(r"<[^>]+>", " ", text.translate(_STRAIGHT))
    return re.sub(r"[^a-z0-9%£]+", " ", text.lower()).strip()


def units_beside(questions: Path) -> tuple[Path, ...]:
    """The units files in the folder of a question file: units.json, units-….json, …-units.json."""
    found = {path for pattern in UNITS_BESIDE for path in questions.parent.glob(pattern)}
    return tuple(sorted(found))


def read_units(paths: Iterable[Path]) -> Mapping[str, str]:
    """Gold labels of unnumbered units to their text, from all files. Raises EvaluationError naming a faulty file."""
    units: dict[str, str] = {}
    for path in paths:
        try:
            read = json.loads(read_text(path))
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{path.name}, line {error.lineno}: not valid JSON ({error.msg}).") from None
        if not isinstance(read, dict) or not all(isinstance(text, str) for text in read.values()):
            raise EvaluationError(f"{path.name} must be one object of labels and texts.")
        units.update(read)
    return units


def matched(question: Question, units: Mapping[str, str], shown: Sequence[Unit]) -> tuple[frozenset[int], ...]:
    """For each unit shown, the positions in `question.gold` of the paragraphs that it stands for."""
    return tuple(
        frozenset(i for i, gold in enumerate(question.gold) if stands_for(unit, gold, question, units))
        for unit in shown
    )


def stands_for(unit: Unit, gold: Gold, question: Question, units: Mapping[str, str]) -> bool:
    """Whether a unit shown is the gold paragraph."""
    report = question.report_of(gold)
    if report and unit.report and report != unit.report:
        return False
    if re.fullmatch(r"\d+(\.\d+)*", gold.para):
        return (unit.para or "").rstrip(".") == gold.para
    text = normalise(unit.text)
    expected = units.get(f"{report}#{gold.para}") or units.get(gold.para)
    if expected:
        return bool(text) and _same_words(text, normalise(expected))
    return any(normalise(span) in text for span in question.spans)


def _same_words(text: str, expected: str) -> bool:
    return text in expected or expected in text or _beginning(expected) in text or _beginning(text) in expected


def _beginning(text: str) -> str:
    return " ".join(text.split()[:FIRST_WORDS])
