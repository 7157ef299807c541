"""Every word the page says, in one place, ready for translation. British English, plain.

Functions where a number or a name goes in. The command line's words are its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index.model import Grade, Kind, ReportInfo
from qa.model import Answer, Outcome, Understanding

PRODUCT = "Report QA"
TAGLINE = "Finds and quotes the paragraphs of inspection reports that answer your question"
NAVIGATION = "Main"
SKIP = "Skip to the main content"
TABS = {
    "/": "Ask",
    "/report": "Report",
    "/judgements": "Judgements",
    "/themes": "Themes",
    "/library": "Library",
    "/about": "About",
}

# Ask
QUESTION = "Your question"
QUESTION_HINT = "In your own words, or a place such as paragraph 66"
ASK = "Ask"
STOP = "Stop"
SEARCHING = "Searching the reports…"
STOPPED = "Stopped."
CONVERSATION = "Questions and answers"
EARLIER = "Earlier in this conversation"
WELCOME = "Ask a question in your own words"
WELCOME_TEXT = (
    "You get the numbered paragraphs that answer it, quoted word for word with paragraph and page. "
    "If the reports do not say, the answer is that they do not say."
)
TRY = "Try one of these"
EXAMPLES = (
    "What did inspectors say about return home interviews?",
    "What should the local authority do to improve?",
    "How well are care leavers supported?",
    "paragraph 12",
)
EMPTY = "There are no reports in the library yet"
EMPTY_TEXT = "Add your own reports, or start with the built-in example: an inspection report on a fictional borough."
OPEN_EXAMPLE = "Open the example report"
ADD_REPORTS = "Add reports"
EXAMPLE_READY = "The example report is ready. Try a question."

# Scope
SCOPE = "Search in"
AUTHORITIES = "Authorities"
REPORTS = "Reports"
YEAR_FROM = "From year"
YEAR_TO = "To year"
LATEST = "Only the latest inspection of each authority"
ALL = "All"
CHOOSE_NONE = "All, unless you choose"
CHANGE_SCOPE = "Change what is searched"

# Cards
READ = "Read in the report"
SEE_PAGE = "See the page"
COPY = "Copy"
LINK = "Link"
COPIED = "Copied: quotation, paragraph, page and report."
LINK_COPIED = "The address of this paragraph was copied."
COPY_FAILED = "The browser did not allow copying. Select the text and copy it."
WHOLE = "Show the whole paragraph"
GAP = "[…]"
NEAREST = "The nearest paragraphs (not an answer)"
NEAREST_TAG = "Not an answer"
REPHRASE = "Ask in other words"
ASK_ALL = "Search all reports instead"
PUBLISHER = "Ofsted"

# Reader
READER = "Reader"
READER_EMPTY = "Choose “Read in the report” or “See the page” beside a paragraph and it opens here."

TOO_LONG_TO_ASK = "The question is longer than {limit:,} characters. Please shorten it."
TOO_MANY = "There were too many requests in a short time. Please wait {seconds} seconds and try again."
TROUBLE = "Something went wrong on this machine and the question was not answered. The details are in the log."

KINDS = {
    Kind.FINDING: "Finding",
    Kind.RECOMMENDATION: "Recommendation",
    Kind.SUMMARY: "Summary",
    Kind.INFORMATION: "Information about the area",
    Kind.CHILDREN: "Summary for children and young people",
    Kind.JUDGEMENT: "Judgement",
    Kind.BOILERPLATE: "Printed in every report",
}
GRADES = {
    Grade.OUTSTANDING: "Outstanding",
    Grade.GOOD: "Good",
    Grade.ADEQUATE: "Adequate",
    Grade.REQUIRES_IMPROVEMENT: "Requires improvement",
    Grade.INADEQUATE: "Inadequate",
}
REFUSALS = {
    Outcome.NOT_ANSWERED: "Not answered in these reports",
    Outcome.NOT_UNDERSTOOD: "The question could not be searched",
}


def count(number: int, one: str, many: str = "") -> str:
    """ "1 report", "3 reports"; `many` where adding an s is wrong."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str], joiner: str = "and") -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joiner} {items[-1]}" if items else ""


def day(value: date | None) -> str:
    """ "9 December 2016"; "no date" when there is none."""
    return f"{value.day} {value:%B %Y}" if value else "no date"


def name(info: ReportInfo) -> str:
    """How a report is called in short: authority, else title, else file name."""
    return info.authority or info.title or info.slug


def named(info: ReportInfo) -> str:
    """Name with year: "Havering 2016"."""
    return f"{name(info)} {info.year}" if info.year else name(info)


def dated(info: ReportInfo) -> str:
    """ "inspected 3 October 2016", "published 9 December 2016" or "no date"."""
    if info.inspected:
        return f"inspected {day(info.inspected)}"
    return f"published {day(info.published)}" if info.published else "no date"


def where(infos: Iterable[ReportInfo]) -> str:
    """The reports an answer comes from, as few words as say it."""
    found = list(dict.fromkeys(infos))
    places = list(dict.fromkeys(name(info) for info in found))
    if len(found) == 1:
        return f"{places[0]}, inspected {found[0].year}" if found[0].inspected else named(found[0])
    if len(places) == 1:
        years = sorted({info.year for info in found if info.year})
        return f"{len(found)} reports on {places[0]}" + (f" ({', '.join(map(str, years))})" if years else "")
    return f"{len(found)} reports on {listed(places) if len(places) <= 3 else count(len(places), 'authority', 'authorities')}"


def headline(answer: Answer) -> str:
    """One line that says what was found."""
    if not answer.answered:
        return REFUSALS[answer.outcome]
    found = answer.citations
    recommendations = sum(c.paragraph.kind is Kind.RECOMMENDATION for c in found)
    line = f"{count(len(found), 'paragraph')} in {where(c.report for c in found)}"
    if recommendations and recommendations < len(found):
        return f"{line}; {recommendations} {'is a recommendation' if recommendations == 1 else 'are recommendations'}"
    return line


def searched(understanding: Understanding) -> str:
    """What was searched: "Searched 152 paragraphs of 1 report"."""
    return f"Searched {count(understanding.paragraphs, 'paragraph')} of {count(understanding.reports, 'report')}"


def limits(understanding: Understanding, titles: dict[str, str]) -> list[str]:
    """The limits in force, each in a few words; `titles` gives the names of reports by slug."""
    scope = understanding.scope
    said = [titles.get(slug, slug) for slug in scope.reports] + list(scope.authorities) + list(scope.kinds)
    if scope.year_from or scope.year_to:
        said.append(years(scope.year_from, scope.year_to))
    return [*said, "latest inspection only"] if scope.latest_only else said


def years(first: int | None, last: int | None) -> str:
    """ "2016", "2016 to 2019", "from 2016", "up to 2019"."""
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"up to {last}"


def expansion_source(source: str) -> str:
    """Where an expansion comes from, for people."""
    return {"report": "as the report explains it", "glossary": "from the glossary"}.get(source, source)


def related(number: int) -> str:
    """Heading of the folded related paragraphs."""
    return count(number, "more related paragraph")


def lost(number: int) -> str:
    """Note under an answer of which some paragraphs have gone."""
    verb = "is" if number == 1 else "are"
    return f"{count(number, 'paragraph')} of this answer {verb} in a report that has since been removed or replaced. Ask again."


def page(number: int | None) -> str:
    """ "page 21", "" without pages."""
    return f"page {number}" if number is not None else ""


def pages(numbers: Sequence[int]) -> str:
    """ "page 21", "pages 21 and 22", "" without pages."""
    return page(numbers[0]) if len(numbers) == 1 else f"pages {listed([str(n) for n in numbers])}" if numbers else ""


BACK = "Back to the answer"
OPEN_REPORT = "Open the whole report"
NOT_FOUND = "There is no such page"
NOT_FOUND_TEXT = "Nothing stands under this address. The report may have been removed from the library."

# What the page's script says, handed to it as data.
SCRIPT = {
    "searching": SEARCHING,
    "stopped": STOPPED,
    "copied": COPIED,
    "link_copied": LINK_COPIED,
    "copy_failed": COPY_FAILED,
    "storage_full": "This browser has no room left to keep this conversation. Delete an older one.",
}
