"""Which reports a scope takes in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.model import ReportInfo, Scope

# "City of London" keeps its title: without it, it is the name of thirty-three places.
_TITLES = re.compile(
    r"^(?:the )?(?:london borough|royal borough|borough|city|metropolitan borough|county|council) of (?!london\b)(?:the )?\s*|"
    r"^the (?=city of london\b)|\s+(?:local authority|unitary authority|metropolitan (?:borough|district) council|district council|"
    r"city council|county council|borough council|council|corporation|county|city)$",
    re.I,
)


def short_name(authority: str) -> str:
    """An authority as people say it: "Havering" for "London Borough of Havering".

    Successive reports print the name of one authority differently, so this is what makes them one.
    """
    previous = ""
    while previous != authority:
        previous, authority = authority, _TITLES.sub("", authority).strip()
    return authority


def authority_key(name: str) -> str:
    """A name as it is compared: "&" is "and", and neither capitals nor hyphens, full stops or apostrophes count."""
    return " ".join(re.findall(r"\w+", re.sub(r"[&+]", " and ", name.casefold())))


def of_authorities(info: ReportInfo, authorities: Sequence[str]) -> bool:
    """Whether a report is of one of these authorities, long or short names alike; none means any."""
    name = authority_key(short_name(info.authority))
    return not authorities or any(name == authority_key(short_name(other)) for other in authorities)


def in_scope(infos: Sequence[ReportInfo], scope: Scope) -> tuple[str, ...]:
    """The slugs of the reports that all limits of `scope` allow; "latest only" is applied last, per authority.

    A report without a date is left out where the scope limits years.
    """
    allowed = [info for info in infos if _allows(scope, info)]
    if scope.latest_only:
        latest: dict[str, ReportInfo] = {}
        for info in allowed:
            name = authority_key(short_name(info.authority))
            kept = latest.get(name)
            if kept is None or (info.date or date.min) > (kept.date or date.min):
                latest[name] = info
        allowed = list(latest.values())
    return tuple(info.slug for info in allowed)


def _allows(scope: Scope, info: ReportInfo) -> bool:
    return (
        (not scope.reports or info.slug in scope.reports)
        and of_authorities(info, scope.authorities)
        and (not scope.kinds or info.kind in scope.kinds)
        and (scope.year_from is None or (info.year is not None and info.year >= scope.year_from))
        and (scope.year_to is None or (info.year is not None and info.year <= scope.year_to))
    )
