"""A real server in a process of its own: python -m tests.browser.server HOME PORT

As `report-qa serve`, but with limits that a test suite does not run into, and MCP on.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from ui.app import build, warm
from ui.options import Options


def main(home: Path, port: int) -> None:
    """Serve the library in `home` until the process is ended."""
    settings = Settings.load(home)
    library = Library(settings)
    options = Options(home, asks_a_minute=10_000, requests_a_minute=100_000, mcp=True)
    assistant = Assistant(library, settings)
    warm(assistant)
    uvicorn.run(build(library, assistant, options), port=port, log_level="warning")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
