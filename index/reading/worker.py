"""Reads files in processes of their own, with limits, so that no file can harm the program or stop the others.

One short-lived process a file: it holds only the reader, starts in a fifth of a second, and what it allocated is gone when
it ends, so memory does not grow over a batch. A file that takes too long or too much memory ends its own process only.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.errors import UnreadableReport
from index.model import Report

SECONDS = 120  # the largest real report takes a fifth of a second
MEMORY = 2_000_000_000  # bytes of address space; a real report takes a tenth of that
_ROOT = Path(__file__).resolve().parents[2]


def read_many(paths: Sequence[Path], jobs: int) -> Iterator[tuple[Path, Report | UnreadableReport]]:
    """Each file with its report, or with the reason why it cannot be read, in the order given; `jobs` files at once."""
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        yield from zip(paths, pool.map(read_apart, paths), strict=True)


def read_apart(path: Path, seconds: float = SECONDS, memory: int = MEMORY) -> Report | UnreadableReport:
    """Read one file in a process of its own, at most so many seconds and bytes of memory."""
    command = [sys.executable, "-m", "index.reading.worker", str(path.absolute()), str(memory)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, cwd=_ROOT)
    except subprocess.TimeoutExpired:
        return UnreadableReport(f"{path.name}: reading it took more than {seconds:.0f} seconds and was stopped.")
    if done.returncode != 0:
        return UnreadableReport(f"{path.name}: the file is damaged, or far too large to be a report, and was not read.")
    result: Report | UnreadableReport = pickle.loads(done.stdout)
    return result


def _main(path: Path, memory: int) -> None:
    _limit(memory)
    from index.reading import read_report

    try:
        result: Report | UnreadableReport = read_report(path)
    except UnreadableReport as error:
        result = error
    sys.stdout.buffer.write(pickle.dumps(result))


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
