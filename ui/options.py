"""What an operator decides about the web page. One value, handed down."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ui.signin import Accounts

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and access. `accounts` None: nobody signs in, so only this machine may be listened on.

    `hosts` are the host names by which the page may be called; empty, or behind a sign-in, any. `home` is where feedback
    is kept. `keep_questions` is off unless the operator turns it on: then each question of the page Ask and what was found
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

    def served_at(self, host: str) -> Options:
        """These options for a page that listens on `host`: by which names it may be called then."""
        return replace(self, hosts=(*self.hosts, in_address(host)) if own(host) else ())


def own(host: str) -> bool:
    """Whether only this machine can reach what listens on `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def in_address(host: str) -> str:
    """`host` as it stands in an address: "[::1]", "127.0.0.1"."""
    return f"[{host}]" if ":" in host else host
