"""What a report says about itself on its first page: title, authority, sort of inspection, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = ("january february march april may june july august september october november december").split()
DATE = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
IN_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
INSPECTED = re.compile(r"(?:dates? of inspection|inspection dates?)\s*:?\s*(.+)", re.IGNORECASE)
PUBLISHED = re.compile(
    r"(?:report )?(?:published|publication date|date of publication)(?: on)?\s*:?\s*(.+)", re.IGNORECASE
)
WITHIN = re.compile(r"inspection of (?!local authority)(.+?) local authority children.s services", re.IGNORECASE)
NAMING = re.compile(
    r"(?:(?:re-?)?inspection of|review of|report of|joint targeted|focused visit|monitoring visit)\b", re.IGNORECASE
)
OTHER = re.compile(r"lead inspector|reporting inspector|age group|(?:her|his) majesty|inspectors?:|\d+$", re.IGNORECASE)
SORTS = (
    ("focused visit", re.compile(r"focused visit", re.IGNORECASE)),
    ("monitoring visit", re.compile(r"monitoring visit", re.IGNORECASE)),
    ("re-inspection", re.compile(r"re-?inspection of", re.IGNORECASE)),
    ("single inspection", re.compile(r"inspection of services for children in need of help", re.IGNORECASE)),
    ("looked after children inspection", re.compile(r"inspection of .*looked after children", re.IGNORECASE)),
    (
        "ILACS inspection",
        re.compile(r"inspection of (.*local authority children|children.s social care)", re.IGNORECASE),
    ),
    ("inspection", re.compile(r"inspection", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the title page says, as printed; "" and None where it says nothing."""

    title: str
    authority: str
    kind: str
    inspection_dates: str
    inspected: date | None
    published: date | None


def last_date(text: str) -> date | None:
    """The last full date in the text: "2 to 6 December 2024" gives 6 December 2024; "10/08/2015" counts the day first."""
    found = [
        (m.start(), m.group(3), str(MONTHS.index(m.group(2).casefold()) + 1), m.group(1)) for m in DATE.finditer(text)
    ]
    found += [(m.start(), m.group(3), m.group(2), m.group(1)) for m in SLASHED.finditer(text)]
    for _, year, month, day in sorted(found, reverse=True):
        made = make_date(year, month, day)
        if made:
            return made
    return None


def date_in_name(name: str) -> date | None:
    """The date in a file name such as "havering-2016-12-09"."""
    match = IN_NAME.search(name)
    return make_date(*match.groups()) if match else None


def make_date(year: str, month: str, day: str) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_facts(lines: Sequence[tuple[str, float]]) -> Facts:
    """The facts in the title page's pieces, each with its size of type (0 where the file tells none)."""
    naming: list[str] = []
    rest: list[tuple[float, str]] = []
    dates = published = ""
    for text, size in lines:
        if match := INSPECTED.match(text):
            dates = dates or match.group(1)
        elif match := PUBLISHED.match(text):
            published = published or match.group(1)
        elif NAMING.match(text) or (naming and text.casefold() in ("and", "&")):
            naming.append(text)
        elif not OTHER.match(text):
            rest.append((size, text))
    title = " ".join(naming)
    authority = _authority(title, [text for _, text in rest])
    if not title and rest:
        title, authority = max(rest, key=lambda item: item[0])[1], ""
    kind = next((name for name, pattern in SORTS if pattern.search(title)), "report")
    return Facts(title, authority, kind, dates, last_date(dates), last_date(published))


def _authority(title: str, rest: list[str]) -> str:
    within = WITHIN.search(title)
    if within:
        return within.group(1)
    return rest[0] if rest else ""
