"""Who may use the page when it is not only this machine: names with argon2 hashes in a file, a signed cookie after.

Nothing is kept on the server: the cookie carries name and end, and a key made at start signs it, so a restart signs
everybody out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import Argon2Error, InvalidHash

from index.errors import SettingsError
from ui import words
from ui.markup import esc

COOKIE = "rq_session"
HOURS = 12
_HASHER = PasswordHasher()


def hash_line(name: str, password: str) -> str:
    """A line for the file: `name:hash`. Raises SettingsError for a name or password that cannot be used."""
    if not 1 <= len(name) <= 100 or not name.isprintable() or any(c in name for c in ":|"):
        raise SettingsError("A name has 1 to 100 characters, and no colon, upright stroke or line break.")
    if name.startswith("#") or name != name.strip():
        raise SettingsError("A name does not begin with # (a remark does), nor begin or end with a space.")
    if not 8 <= len(password) <= 500:
        raise SettingsError("A password has 8 to 500 characters.")
    return f"{name}:{_HASHER.hash(password)}"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Names and argon2 hashes."""

    hashes: Mapping[str, str] = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> Accounts:
        """Read the file: one `name:hash` a line, # for remarks. Raises SettingsError naming the line that is wrong."""
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"The file of accounts {path} cannot be read: {error}.") from None
        hashes: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.lstrip().startswith("#"):
                name, _, hashed = line.strip().partition(":")
                if name in hashes:
                    raise SettingsError(f"Line {number} of {path} names {name} again. Leave one line for each name.")
                hashes[name] = _checked(hashed, path, number)
        if not hashes:
            raise SettingsError(f"The file of accounts {path} names nobody.")
        return cls(hashes)

    def known(self, name: str, password: str) -> bool:
        """Whether name and password belong together; an unknown name takes as long as a known one."""
        hashed = self.hashes.get(name) or next(iter(self.hashes.values()))
        try:
            return _HASHER.verify(hashed, password) and name in self.hashes
        except Argon2Error:
            return False


def _checked(hashed: str, path: Path, number: int) -> str:
    try:
        extract_parameters(hashed)
    except InvalidHash:
        raise SettingsError(f"Line {number} of {path} is not “name:argon2 hash”.") from None
    return hashed


def ticket(name: str, secret: bytes, now: float | None = None) -> str:
    """The value of the cookie that signs `name` in for HOURS."""
    end = int((time.time() if now is None else now) + HOURS * 3600)
    said = base64.urlsafe_b64encode(f"{end}|{name}".encode()).decode()
    return f"{said}.{_signature(said, secret)}"


def holder(value: str, secret: bytes, now: float | None = None) -> str | None:
    """Whose cookie this is; None when it is not ours or has ended."""
    said, _, signature = value.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(said, secret).encode()):
        return None
    end, _, name = base64.urlsafe_b64decode(said).decode().partition("|")
    return name if int(end) > (time.time() if now is None else now) else None


def _signature(said: str, secret: bytes) -> str:
    return hmac.new(secret, said.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()


def basic(header: str) -> tuple[str, str] | None:
    """Name and password of an HTTP Basic header, for programs; None when it is not one."""
    kind, _, value = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None


def form(next_page: str, trouble: str = "") -> str:
    """The sign-in page's content."""
    alert = f'<p class="trouble" role="alert">{esc(trouble)}</p>' if trouble else ""
    return (
        f'<div class="sheet narrow"><h1>{words.SIGN_IN}</h1>{alert}<form method="post" action="/sign-in" class="stacked">'
        f'<input type="hidden" name="next_page" value="{esc(next_page)}">'
        f'<label for="name">{words.NAME}</label><input id="name" name="name" autocomplete="username" required maxlength="100">'
        f'<label for="password">{words.PASSWORD}</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="500">'
        f'<button class="primary">{words.SIGN_IN}</button></form></div>'
    )


def inside(address: str) -> str:
    """`address` when it is a page of this site, else the start page: a sign-in never leads elsewhere."""
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if plain and address.isprintable() else "/"
