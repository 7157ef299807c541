"""The inside of a worker process: takes paths on its input, gives reports or reasons on its output.

Imports the reader and nothing heavier. Each message is its length in eight bytes, then its content: a path as the system
has it one way, a pickled Report or a sentence the other.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import BinaryIO

from index.errors import UnreadableReport
from index.model import Report
from index.reading.report import read_report
from index.reading.worker import HEADER


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Reads the files named on `source` and writes what comes of each to `sink`, until `source` ends."""
    while header := source.read(HEADER.size):
        path = Path(os.fsdecode(source.read(HEADER.unpack(header)[0])))
        try:
            answer: Report | str = read_report(path, lambda: _send(sink, b""))
        except UnreadableReport as error:
            answer = str(error)
        except MemoryError:
            answer = f"{path.name} could not be read: it needs too much memory."
        except Exception as error:  # the outermost edge of reading: one file's trouble must not end the batch
            answer = f"{path.name} could not be read ({type(error).__name__}: {error})."
        _send(sink, pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))


def _send(sink: BinaryIO, data: bytes) -> None:
    """Sends a message; an empty one says that work goes on, and the time limit begins anew."""
    sink.write(HEADER.pack(len(data)) + data)
    sink.flush()


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there, too
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
