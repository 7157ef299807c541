"""The library that questions are put to: what is in it, and that its reports can be told apart."""

from pathlib import Path

import pytest

from eval.asking import library_of, slugs
from eval.errors import EvaluationError


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Two reports in files of one name."""
    files = []
    for place in ("Derby", "Kent"):
        file = tmp_path / place / "report.txt"
        file.parent.mkdir()
        file.write_text(
            f"{place} City Council\n\n1. Social workers in {place} see children quickly.\n2. Leaders listen.\n"
        )
        files.append(file)
    return files


@pytest.mark.slow
def test_a_library_of_ones_own_is_asked_as_it_is(tmp_path: Path, reports: list[Path]) -> None:
    for given in (reports[:1], []):
        with library_of(given, tmp_path / "home") as library:
            assert list(slugs(library)) == ["report"]


@pytest.mark.slow
def test_reports_from_files_of_one_name_are_not_mixed_up(reports: list[Path]) -> None:
    with library_of(reports, None) as library, pytest.raises(EvaluationError, match=r"Two reports .* “report”"):
        slugs(library)
