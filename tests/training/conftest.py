"""The real reports and the questions that training sees, read once for all tests of training."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.training.corpus import Corpus
from qa.training.recipe import Teaching, read_reports, teaching


@pytest.fixture(scope="session")
def real_corpus(shared: Path) -> Corpus:
    return Corpus.of(read_reports(shared / "reports", print))


@pytest.fixture(scope="session")
def taught(real_corpus: Corpus, shared: Path) -> Teaching:
    return teaching(shared / "questions", real_corpus)
