"""What an operator decides about the web page. One value, handed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ui.signin import Accounts

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and access. `accounts` None: nobody signs in, so only this machine may be listened on.

    `hosts` are the host names by which the page may be called; empty, or behind a sign-in, any. `home` is where feedback
    is kept. `keep_questions` is off unless the operator turns it on: then each question and what was found
    is written to the feedback file too.
    """

    home: Path
    accounts: Accounts | None = None
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    asks_a_minute: int = 60
    requests_a_minute: int = 1200
    sign_ins_a_minute: int = 10
    largest_upload: int = 100 * MEGABYTE
    largest_request: int = 5 * MEGABYTE
    keep_questions: bool = False
    mcp: bool = False
    secret: bytes = field(default=b"", repr=False)
