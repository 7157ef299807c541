"""What can go wrong in an evaluation, as sentences for the person who runs it."""

from __future__ import annotations

from index.errors import ReportError


class EvaluationError(ReportError):
    """A file or choice that an evaluation cannot use: says which file, which line, and what is wrong."""
