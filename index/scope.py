"""Which reports a scope takes in, and which of them are of one authority, however they print its name.

The names are data (`data/authorities.json`): every children's services authority of England that there is or was, with
what it is also called.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from index.model import ReportInfo, Scope

_DATA = Path(__file__).parent / "data" / "authorities.json"
# "City of London" keeps its title: without it, it is the name of thirty-three places.
_TITLES = re.compile(
    r"^(?:the )?(?:london borough|royal borough|borough|city|metropolitan borough|county|council) of (?!london\b)(?:the )?\s*|"
    r"^the (?=city of london\b)|\s+(?:local authority|unitary authority|metropolitan (?:borough|district) council|district council|"
    r"city council|county council|borough council|council|corporation|county|city)$",
    re.I,
)


def short_name(authority: str) -> str:
    """An authority as people say it: "Havering" for "London Borough of Havering"."""
    previous = ""
    while previous != authority:
        previous, authority = authority, _TITLES.sub("", authority).strip()
    return authority


@lru_cache(maxsize=10_000)
def authority_key(name: str) -> str:
    """A name as it is compared: "&" is "and", and neither capitals nor hyphens, full stops or apostrophes count."""
    return " ".join(re.findall(r"\w+", re.sub(r"[&+]", " and ", name.casefold())))


@cache
def authority_table() -> dict[str, dict[str, list[str]]]:
    """The names as data: "names" holds each authority with its other names, "several" what may be any of several."""
    data: dict[str, dict[str, list[str]]] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data


@cache
def known_names() -> Mapping[str, tuple[str, ...]]:
    """Every name by its key, with the authorities it may mean; none for a place that only sounds like one."""
    data = authority_table()
    meant: dict[str, tuple[str, ...]] = {authority_key(place): () for place in data["not authorities"]}
    for name, others in data["names"].items():
        meant |= {authority_key(other): (name,) for other in (name, *others)}
    return meant | {authority_key(name): tuple(group) for name, group in data["several"].items()}


@lru_cache(maxsize=1000)
def canonical(authority: str) -> str:
    """The one name of an authority however its report prints it: "Kingston upon Hull" for "Hull City Council"."""
    short = short_name(authority)
    meant = [name for name in known_names().get(authority_key(short), ()) if name in authority_table()["names"]]
    exact = [name for name in meant if authority_key(name) == authority_key(short)]
    return (exact or (meant if len(meant) == 1 else []) or [short])[0]


def identity(authority: str) -> str:
    """What two printed names share just where they are of one authority: successive reports print them differently."""
    return authority_key(canonical(authority))


def of_authorities(info: ReportInfo, authorities: Sequence[str]) -> bool:
    """Whether a report is of one of these authorities, by whichever of its names; none means any."""
    return not authorities or identity(info.authority) in {identity(other) for other in authorities}


def in_scope(infos: Sequence[ReportInfo], scope: Scope) -> tuple[str, ...]:
    """The slugs of the reports that all limits of `scope` allow; "latest only" is applied last, per authority.

    A report without a date is left out where the scope limits years.
    """
    allowed = [info for info in infos if _allows(scope, info)]
    if scope.latest_only:
        latest: dict[str, ReportInfo] = {}
        for info in allowed:
            name = identity(info.authority)
            kept = latest.get(name)
            if kept is None or (info.date or date.min) > (kept.date or date.min):
                latest[name] = info
        allowed = list(latest.values())
    return tuple(info.slug for info in allowed)


def _allows(scope: Scope, info: ReportInfo) -> bool:
    return (
        (not scope.reports or info.slug in scope.reports)
        and info.slug not in scope.without
        and of_authorities(info, scope.authorities)
        and (not scope.kinds or info.kind in scope.kinds)
        and (scope.year_from is None or (info.year is not None and info.year >= scope.year_from))
        and (scope.year_to is None or (info.year is not None and info.year <= scope.year_to))
    )
