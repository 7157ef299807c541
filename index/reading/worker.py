"""Reads files in processes of their own, with limits, so that a hostile or broken file can hurt nothing but its worker.

A worker runs index/reading/serve.py. One that runs out of time or memory is killed and replaced; the batch goes on.
"""

from __future__ import annotations

import io
import os
import pickle
import selectors
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from index.errors import UnreadableReport
from index.model import Grade, Judgement, Kind, LineBox, Paragraph, Report, ReportInfo, Span

HEADER = struct.Struct(">Q")  # a message is its length, then its content
MOST_SENT = 256 * 2**20  # bytes: far more than the longest report takes


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds of wall-clock time (of a scan: for each page), and bytes of address space
    (where the system can limit it)."""

    seconds: float = 60.0
    memory: int = 2 * 2**30


def read_many(
    paths: Iterable[Path], jobs: int | None = None, limits: Limits | None = None
) -> Iterator[tuple[Path, Report | UnreadableReport]]:
    """Reads files in parallel; gives each path with its report, or with the reason why there is none, in input order.

    Only a few results wait to be taken at any time, so that memory does not grow with the batch.
    """
    jobs = jobs or max(1, os.cpu_count() or 1)
    idle: SimpleQueue[Worker] = SimpleQueue()
    workers = [Worker(limits or Limits()) for _ in range(jobs)]
    for worker in workers:
        idle.put(worker)
    pool = ThreadPoolExecutor(jobs)
    waiting: deque[tuple[Path, Future[Report | UnreadableReport]]] = deque()
    try:
        for path in paths:
            waiting.append((path, pool.submit(_read_with_idle, idle, path)))
            if len(waiting) > 2 * jobs:
                first, result = waiting.popleft()
                yield first, result.result()
        while waiting:
            first, result = waiting.popleft()
            yield first, result.result()
    finally:
        for worker in workers:
            worker.stop()
        pool.shutdown(wait=True, cancel_futures=True)


def _read_with_idle(idle: SimpleQueue[Worker], path: Path) -> Report | UnreadableReport:
    worker = idle.get()
    try:
        return worker.read(path)
    finally:
        idle.put(worker)


class Worker:
    """One process that reads; started when first needed, replaced after a failure."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def read(self, path: Path) -> Report | UnreadableReport:
        """The report, or why it cannot be read: the reader's own reason, or that a limit was passed."""
        if self._stopped:
            return UnreadableReport(f"{path.name} was not read: reading was stopped.")
        process = self._process or self._start()
        name = os.fsencode(path.absolute())
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(HEADER.pack(len(name)) + name)
            process.stdin.flush()
            answer = _received(process.stdout, self._limits.seconds)
        except TimeoutError:
            self._kill()
            return UnreadableReport(
                f"{path.name} was not read within {self._limits.seconds:g} seconds and was given up."
            )
        except (OSError, EOFError):
            self._kill()
            return UnreadableReport(f"{path.name} could not be read: it needs too much memory, or crashes the reader.")
        return answer if isinstance(answer, Report) else UnreadableReport(str(answer))

    def stop(self) -> None:
        """Ends the process, at once."""
        self._stopped = True
        self._kill()

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(__file__).resolve().parents[2])
        paths = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.reading.serve", str(self._limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


_SENT = (Report, ReportInfo, Paragraph, Judgement, LineBox, Span, Kind, Grade, date)
_OURS = {(kind.__module__, kind.__name__) for kind in _SENT}


class _OnlyOurs(pickle.Unpickler):
    """Takes nothing from a worker but reports and words: what a hostile file makes of it cannot reach further."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OURS:  # by name: a dotted one would reach anything
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _received(pipe: Any, seconds: float) -> Report | str:
    """The worker's answer. An empty message before it says that work goes on: the time begins anew."""
    size = 0
    while not size:
        deadline = time.monotonic() + seconds
        size = HEADER.unpack(_bytes(pipe, HEADER.size, deadline))[0]
    if size > MOST_SENT:
        raise EOFError
    try:
        answer: Report | str = _OnlyOurs(io.BytesIO(_bytes(pipe, size, deadline))).load()
    except pickle.UnpicklingError:
        raise EOFError from None
    return answer


def _bytes(pipe: Any, count: int, deadline: float) -> bytes:
    """Exactly so many bytes from the pipe, before the deadline (a time of time.monotonic)."""
    out = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(out) < count:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            some = os.read(pipe.fileno(), min(count - len(out), 2**20))
            if not some:
                raise EOFError
            out += some
    return bytes(out)
