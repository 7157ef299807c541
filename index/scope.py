"""Which reports a scope takes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.model import ReportInfo, Scope


def in_scope(infos: Sequence[ReportInfo], scope: Scope) -> tuple[str, ...]:
    """The slugs of the reports that all limits of `scope` allow; "latest only" is applied last, per authority.

    A report without a date is left out where the scope limits years.
    """
    allowed = [info for info in infos if _allows(scope, info)]
    if scope.latest_only:
        latest: dict[str, ReportInfo] = {}
        for info in allowed:
            kept = latest.get(info.authority)
            if kept is None or (info.date or date.min) > (kept.date or date.min):
                latest[info.authority] = info
        allowed = list(latest.values())
    return tuple(info.slug for info in allowed)


def _allows(scope: Scope, info: ReportInfo) -> bool:
    return (
        (not scope.reports or info.slug in scope.reports)
        and (not scope.authorities or info.authority in scope.authorities)
        and (not scope.kinds or info.kind in scope.kinds)
        and (scope.year_from is None or (info.year is not None and info.year >= scope.year_from))
        and (scope.year_to is None or (info.year is not None and info.year <= scope.year_to))
    )
