"""An answer as the reader's browser keeps it: which paragraphs and which characters of them, never their words.

The server keeps no conversation. The browser hands records back for showing, exporting and following up, and the
quotations are cut from the library again, so a record cannot put words into a report. A paragraph whose report has gone,
changed or cannot be read is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from index.errors import LibraryError, ReportError
from index.library import Library
from index.model import Report, Span
from qa.model import Answer, Asked, Citation, Outcome, Understanding
from ui import words

MOST_TURNS = 100
MOST_CHARACTERS = 3_000_000

_LONGEST = 20_000  # characters
Text = Annotated[str, Field(max_length=_LONGEST)]
Name = Annotated[str, Field(max_length=300)]


class BadRecord(ReportError):
    """What the browser handed back is not a conversation."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cited paragraph: report by name and edition (`digest`), paragraph by ref, quotations as (start, end)."""

    report: Name
    digest: Name
    ref: Name
    quotes: Annotated[tuple[tuple[int, int], ...], Field(max_length=200)]


Places = Annotated[tuple[Place, ...], Field(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Record:
    """One question and what was found; `when` is ISO 8601 in UTC."""

    asked: Text
    when: Name
    outcome: Outcome
    reason: Text
    understanding: Understanding
    citations: Places
    related: Places
    nearest: Places


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer ready to be shown. `titles` gives the names of reports by slug; `lost` paragraphs could not
    be found again."""

    answer: Answer
    when: datetime
    titles: Mapping[str, str]
    lost: int = 0


_RECORDS: TypeAdapter[tuple[Record, ...]] = TypeAdapter(Annotated[tuple[Record, ...], Field(max_length=MOST_TURNS)])


def keep(answer: Answer, when: datetime) -> Record:
    """The record of `answer`, given at `when`."""
    return Record(
        answer.asked, when.astimezone(UTC).isoformat(timespec="seconds"), answer.outcome, answer.reason,
        answer.understanding, _places(answer.citations), _places(answer.related), _places(answer.nearest),
    )  # fmt: skip


def _places(citations: Iterable[Citation]) -> Places:
    return tuple(
        Place(c.report.slug, c.report.edition, c.paragraph.ref, tuple((q.start, q.end) for q in c.quotes))
        for c in citations
    )


def conversation(records: Sequence[Record]) -> tuple[Asked, ...]:
    """What the next question may lean on, oldest first: the newest question, and before it what it was read with."""
    if not records:
        return ()
    newest = records[-1]
    return (*newest.understanding.earlier, Asked(newest.asked, newest.understanding.without))[-MOST_TURNS:]


def dump(records: Iterable[Record]) -> str:
    """Records as the JSON the browser keeps."""
    return _RECORDS.dump_json(tuple(records)).decode()


def load(text: str) -> tuple[Record, ...]:
    """Records from the browser; "" is none. Raises BadRecord when it is not a conversation of ours."""
    if len(text) > MOST_CHARACTERS:
        raise BadRecord("This conversation is too long to be handled. Please start a new one.")
    try:
        records = _RECORDS.validate_json(text or "[]")
    except ValidationError:
        raise BadRecord("This conversation cannot be read. Please start a new one.") from None
    for earlier in (record.understanding.earlier for record in records):
        if len(earlier) > MOST_TURNS or any(len(turn.question) > _LONGEST for turn in earlier):
            raise BadRecord("This conversation cannot be read. Please start a new one.")
    return records


def turns(records: Iterable[Record], library: Library) -> tuple[Turn, ...]:
    """The records made whole again from the library, of which each report is taken once."""
    records = tuple(records)
    infos = library.infos()
    titles = {info.slug: words.named(info) for info in infos}
    named = {place.report for record in records for place in (*record.citations, *record.related, *record.nearest)}
    held = {info.slug: report for info in infos if info.slug in named and (report := _readable(library, info.slug))}
    return tuple(_turn(record, held, titles) for record in records)


def _readable(library: Library, slug: str) -> Report | None:
    try:
        return library.report(slug)
    except LibraryError:  # damaged, or removed a moment ago
        return None


def _turn(record: Record, held: Mapping[str, Report], titles: Mapping[str, str]) -> Turn:
    groups = [record.citations, record.related, record.nearest]
    cited, related, nearest = [tuple(c for p in places if (c := _citation(p, held.get(p.report)))) for places in groups]
    answer = Answer(
        record.asked, record.outcome, record.understanding, cited, related, nearest, reason=record.reason
    )  # fmt: skip
    lost = sum(map(len, groups)) - len(cited) - len(related) - len(nearest)
    return Turn(answer, _when(record.when), titles, lost)


def _when(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise BadRecord("This conversation cannot be read. Please start a new one.") from None


def _citation(place: Place, report: Report | None) -> Citation | None:
    if report is None or report.info.edition != place.digest:
        return None
    paragraph = next((p for p in report.paragraphs if p.ref == place.ref), None)
    if paragraph is None:
        return None
    return Citation.of(report, paragraph, _quotes(place, len(paragraph.text)), 0.0)


def _quotes(place: Place, longest: int) -> tuple[Span, ...]:
    """The spans that lie within the text, in its order, those that overlap made one."""
    found: list[Span] = []
    for start, end in sorted(place.quotes):
        if not 0 <= start < end <= longest:
            continue
        if found and start < found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return tuple(found)
