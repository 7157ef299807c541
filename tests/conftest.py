"""Fixtures that many tests share, and the rule for tests over the real reports.

The real reports and questions lie beside a checkout, not in it. A clone that stands alone leaves those tests out; in CI
they always run, so that a missing folder fails.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from index import quiet  # noqa: F401
from index.library import Library
from index.model import Report
from index.reading import read_many
from index.settings import Settings
from qa.assistant import Assistant

settings.register_profile("side by side", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("side by side")  # how long an example takes on a busy machine says nothing
TOGETHER = (
    ("tests/browser/",),
    ("tests/training/", "tests/reading/test_real_reports.py", "tests/qa/test_verbatim.py"),
)
SHARED = Path(__file__).resolve().parents[2] / "shared"


class Scheduling(LoadFileScheduling):
    """A file stays with one worker; so do all that share a browser and its servers, or all the real reports as they are read."""

    def _split_scope(self, nodeid: str) -> str:
        together = next((paths for paths in TOGETHER if nodeid.startswith(paths)), None)
        return together[0] if together else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if SHARED.is_dir() or os.environ.get("CI"):
        return
    left_out = [item for item in items if item.get_closest_marker("shared")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def shared() -> Path:
    assert SHARED.is_dir(), f"{SHARED} is missing: the real reports are tested too"
    return SHARED


@pytest.fixture(scope="session")
def real_reports(shared: Path) -> Sequence[Path]:
    reports = sorted((shared / "reports").glob("*.pdf"))
    assert len(reports) >= 57
    return reports


@pytest.fixture(scope="session")
def reports(real_reports: Sequence[Path]) -> dict[Path, Report]:
    """Each real report as it is read, but the web page in disguise (test_real_reports.py)."""
    read = dict(read_many(real_reports))
    assert list(read) == list(real_reports)
    return {path: result for path, result in read.items() if isinstance(result, Report)}


@pytest.fixture(scope="session")
def example_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings.load(tmp_path_factory.mktemp("example-home"))


@pytest.fixture(scope="session")
def example_library(example_settings: Settings) -> Library:
    """A library that holds the built-in example; tests read it and do not change it."""
    library = Library(example_settings)
    (result,) = library.add_example()
    assert result.status == "added", result.message
    return library


@pytest.fixture(scope="session")
def assistant(example_library: Library, example_settings: Settings) -> Assistant:
    return Assistant(example_library, example_settings)
