"""One name for the area and the grade of a judgement, however a report words them, so that two lists can be compared."""

from __future__ import annotations

import re

_AREAS = (
    ("overall", r"overall|^children.s services in"),
    ("board", r"safeguarding children board|lscb"),
    ("adoption", r"adoption"),
    ("capacity", r"capacity"),
    ("outcomes", r"outcomes"),
    ("quality of provision", r"quality of provision"),
    ("leaders", r"leader"),
    ("help and protection", r"help and protection|need help"),
    ("care and care leavers", r"(?=.*care leavers)(?=.*(?:children in care|looked after|achieving permanence))"),
    ("care leavers", r"care leavers"),
    ("care", r"children in care|looked after|achieving permanence"),
)
_GRADES = (
    ("requires improvement", r"require[sd]? improvement"),
    ("inadequate", r"inadequate"),
    ("outstanding", r"outstanding"),
    ("adequate", r"\badequate"),
    ("good", r"\bgood"),
)


def area_name(area: str) -> str:
    """The name of an area of judgement; an area that is not known names itself."""
    return _named(area, _AREAS)


def grade_name(grade: str) -> str:
    """The name of a grade; a grade that is not known names itself."""
    return _named(grade, _GRADES)


def _named(text: str, names: tuple[tuple[str, str], ...]) -> str:
    plain = " ".join(text.replace("’", "'").lower().split())
    return next((name for name, pattern in names if re.search(pattern, plain)), plain)
