"""The real reports and the questions that training sees, read once for all tests of training."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Report
from qa.training.corpus import Corpus
from qa.training.recipe import Teaching, teaching


@pytest.fixture(scope="session")
def real_corpus(reports: dict[Path, Report]) -> Corpus:
    return Corpus.of(reports.values())


@pytest.fixture(scope="session")
def taught(real_corpus: Corpus, shared: Path) -> Teaching:
    return teaching(shared / "questions", real_corpus)
