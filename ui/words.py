"""Every word the page says, in one place, ready for translation. British English, plain.

Functions where a number or a name goes in. The command line says what was searched and found in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from index.model import Grade, Kind, Paragraph, ReportInfo, Scope
from index.scope import canonical
from qa.inspections import called, known_years
from qa.model import Answer, LeftOut, Outcome, Understanding

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
# Headings that every chapter has: a card names the heading above instead.
PLAIN_HEADINGS = ("inspection findings", "findings", "recommendations", "summary", "executive summary")
READ = "Read in the report"
SEE_PAGE = "See the page"
COPY = "Copy"
LINK = "Link"
COPIED = "Copied: quotation, paragraph, page and report."
NO_SUCH_ANSWER = "This answer is no longer in the conversation, so nothing could be made of it."
LINK_COPIED = "The address of this paragraph was copied."
COPY_FAILED = "The browser did not allow copying. Select the text and copy it."
GLANCE = "At a glance: where they stand"
WHOLE = "Show the whole paragraph"
GAP = "[…]"
NEAREST = "The nearest paragraphs (not an answer)"
NEAREST_TAG = "Not an answer"
REPHRASE = "Ask in other words"
ASK_ALL = "Search all reports instead"

# Reader
READER = "Reader"
READER_EMPTY = "Choose “Read in the report” or “See the page” beside a paragraph and it opens here."

TOO_MANY = "There were too many requests in a short time. Please wait {seconds} seconds and try again."
TROUBLE = "Something went wrong on this machine and this was not done. The details are in the log."

GRADES = {
    Grade.OUTSTANDING: "Outstanding",
    Grade.GOOD: "Good",
    Grade.ADEQUATE: "Adequate",
    Grade.REQUIRES_IMPROVEMENT: "Requires improvement",
    Grade.INADEQUATE: "Inadequate",
}
OF_LIBRARY = "About the reports in the library"
GONE = "Found at the time; the reports have since been removed or read anew"
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
    return canonical(info.authority) or info.title or info.slug


def authorities(infos: Iterable[ReportInfo]) -> list[str]:
    """The authorities of reports as people say them, once each: their inspections print the name in different ways."""
    return list(dict.fromkeys(canonical(info.authority) for info in infos if info.authority))


def named(info: ReportInfo) -> str:
    """Name with the years of inspection and report: "Havering 2016", "Havering 2023/2024"."""
    return called(info)


def outdated(infos: Iterable[ReportInfo]) -> str:
    """That an earlier version of the program read some of them; nothing where it read none."""
    number = sum(info.outdated for info in infos)
    return OUTDATED.format(reports=f"{count(number, 'report')} {'was' if number == 1 else 'were'}") if number else ""


def source(info: ReportInfo) -> str:
    """Name and date, and that its text was recognised from a scan, where it was."""
    return ", ".join([name(info), dated(info), *([RECOGNISED] if info.ocr else [])])


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
        years = sorted({known_years(info) for info in found} - {""})
        return f"{len(found)} reports on {places[0]}" + (f" ({', '.join(years)})" if years else "")
    return f"{len(found)} reports on {listed(places) if len(places) <= 3 else count(len(places), 'authority', 'authorities')}"


def headline(answer: Answer) -> str:
    """One line that says what was found."""
    if not answer.answered:
        return REFUSALS[answer.outcome]
    if answer.outcome is Outcome.TOLD:
        return OF_LIBRARY
    found = answer.citations
    if not found:  # an earlier answer, whose reports have been removed or read anew
        return GONE
    recommendations = sum(c.paragraph.kind is Kind.RECOMMENDATION for c in found)
    line = f"{count(len(found), 'paragraph')} in {where(c.report for c in found)}"
    if recommendations and recommendations < len(found):
        return f"{line}; {recommendations} {'is a recommendation' if recommendations == 1 else 'are recommendations'}"
    return line


def searched(understanding: Understanding) -> str:
    """What was searched: "Searched 152 paragraphs of 1 report"."""
    return f"Searched {count(understanding.paragraphs, 'paragraph')} of {count(understanding.reports, 'report')}"


def limits(understanding: Understanding, titles: Mapping[str, str]) -> list[str]:
    """The limits in force, each in a few words; `titles` gives the names of reports by slug."""
    scope = understanding.scope
    reports = [titles.get(slug, slug) for slug in scope.reports]
    places = [
        place for place in scope.authorities if not reports or not all(name.startswith(place) for name in reports)
    ]
    said = [*reports, *places, *scope.kinds]
    if scope.year_from or scope.year_to:
        said.append(years(scope.year_from, scope.year_to))
    if scope.latest_only:
        said.append("latest inspection only")
    left = [titles.get(slug, slug) for slug in scope.without]
    if left:
        said.append(f"without {listed(left) if len(left) <= 3 else count(len(left), 'report')}")
    return said


def limited(understood: Understanding, titles: Mapping[str, str]) -> str:
    """What was searched, as a sentence, with the limits in force, and whether an earlier question named them."""
    said = listed(limits(understood, titles))
    return f"{searched(understood)}{f': {said}' if said else ''}{', as in your earlier question' if understood.held else ''}."


def years(first: int | None, last: int | None) -> str:
    """ "2016", "2016 to 2019", "from 2016", "up to 2019"."""
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"up to {last}"


def expansion_source(source: str) -> str:
    """Where an expansion comes from, for people."""
    return {"report": "as the report explains it", "glossary": "from the glossary"}.get(source, source)


def read_as(answer: Answer) -> list[str]:
    """The question as it was searched, where that is not as typed: a follow-up made whole, a comparison's subject."""
    question = answer.understanding.question
    return [f"Read as: “{question}”."] if question and question != answer.asked else []


def corrected(understanding: Understanding) -> list[str]:
    """A sentence for each word that was taken for another."""
    return [f"“{typed}” read as “{meant}”." for typed, meant in understanding.corrections]


def expanded(understanding: Understanding) -> list[str]:
    """A sentence for each word beside which others were searched, with those and where they come from."""
    meanings: dict[tuple[str, str], list[str]] = {}
    for e in understanding.expansions:
        meanings.setdefault((e.term, e.source), []).append(f"“{e.meaning}”")
    return [
        f"Also searched for {term}: {listed(found)} ({expansion_source(source)})."
        for (term, source), found in meanings.items()
    ]


def read(answer: Answer, titles: Mapping[str, str]) -> list[str]:
    """What was searched and how the question was read, a sentence each; `titles` gives the names of reports by slug."""
    understood = answer.understanding
    return [limited(understood, titles), *read_as(answer), *corrected(understood), *expanded(understood)]


# What was left out of the reading of a question at its asker's wish.
LEFT_OUT = {
    LeftOut.EARLIER: "Asked without the earlier question.",
    LeftOut.SPELLING: "Spelling left as typed.",
    LeftOut.SCOPE: "No place or time in the question limits what is searched.",
}
NO_SUCH_TURN = "This question is no longer in the conversation. Please type it again."


def left_out(understanding: Understanding) -> list[str]:
    """A sentence for each thing that was left out."""
    return [said for what, said in LEFT_OUT.items() if what in understanding.without]


def undo_earlier(number: int) -> str:
    """Button that asks a follow-up by itself."""
    return f"Ask without the earlier {'question' if number == 1 else 'questions'}"


def undo_spelling(typed: Sequence[str]) -> str:
    """Button that searches for words as they were typed."""
    return f"Search for {listed([f'“{word}”' for word in typed])} as typed"


def undo_scope(understanding: Understanding) -> str:
    """Button that searches the reports that the words of the question left out; "" where they left out none."""
    number = understanding.given_reports
    reports = count(number, "report" if understanding.given == Scope() else "chosen report")
    if understanding.missing:
        return f"Search for “{understanding.missing}” in {'all ' if number > 1 else ''}{reports}"
    return f"Search all {reports} instead" if number > understanding.reports else ""


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


def listed_under(place: str) -> str:
    """ "Listed under", "Listed under words on page 10"; `place` as from `lead_place`."""
    return f"Listed under {place}".strip()


def lead_place(lead: Paragraph, elsewhere: Sequence[int]) -> str:
    """ "Paragraph 12", "words on page 10", "Paragraph 12 on page 10"; "" where there is neither number nor other page."""
    named = lead.label if lead.number else "words" if elsewhere else ""
    return f"{named} on {pages(elsewhere)}" if elsewhere else named


BACK = "Back to the answer"
OPEN_REPORT = "Open the whole report"
NOT_FOUND = "There is no such page"
NOT_FOUND_TEXT = "Nothing stands under this address. The report may have been removed from the library."


def no_page(info: ReportInfo, number: int) -> str:
    """That a report has no page of this number, and which it has."""
    has = f"pages 1 to {info.pages}" if info.pages else "no pages"
    return f"{named(info)} has {has}; there is no page {number}."


# Report
BEHIND_PRINTED = "Findings behind it, as the report names them:"
BEHIND_MATCHED = "Findings behind it, matched by wording:"
LED_TO_PRINTED = "Recommendations that name it:"
LED_TO_MATCHED = "Recommendations that it may have led to, matched by wording:"
CONTENTS = "Contents"
FACTS = "About this report"
FIND = "Find in this report"
FIND_NEXT = "Next"
FIND_PREVIOUS = "Previous"
GO_TO = "Go to paragraph"
GO = "Go"
ORIGINAL = "Download the original file"
CHOOSE_REPORT = "Choose a report"
NO_REPORTS = "There are no reports in the library yet."
DOUBTS = "What the reader of the file was not sure of"
TEXT_OF_PAGE = "The text of this page"
CONTINUES = "The paragraph continues on page {page}."
PAGE_BEFORE = "Page before"
PAGE_AFTER = "Page after"
LARGER = "Larger"
SMALLER = "Smaller"
AS_TEXT = "Read as text"
FACT_NAMES = {
    "authority": "Authority",
    "kind": "Kind of inspection",
    "inspection": "Inspection dates",
    "published": "Published",
    "publisher": "Publisher",
    "judgements": "Judgements",
    "pages": "Pages",
    "source": "File",
}
PUBLISHED_FROM = {"printed": "", "file name": " (from the file name)", "PDF metadata": " (from the PDF’s own data)"}
LICENCE = "Ofsted reports: Open Government Licence v3.0. Other reports: see the report itself."
OCR = "This report is a scan: its words were recognised by a program and may hold mistakes."
RECOGNISED = "text recognised from a scan"


def picture_of(info: ReportInfo, number: int, marked: str) -> str:
    """Text alternative of a page's picture; `marked` is how that is called which is marked on it."""
    mark = f", {marked} marked" if marked else ""
    return f"Page {number} of {named(info)} as printed{mark}. Its text follows below the picture."


# Exports
EXPORT_TITLE = "Answers from inspection reports"
EXPORT_STATEMENT = "About this document"
EXPORTED = "Made on {day} at {time} with Report QA."
EXPORT_VERSION = "Version {version}, library {library} with {reports}."
EXPORT_VERBATIM = (
    "Quotations are taken word for word from the reports; the sentences that answer are in bold, and none where a "
    "paragraph is said to be not an answer. "
    "A program chose the paragraphs: check that none is missing before you rely on it."
)
EXPORT_WORD = "Word"
EXPORT_MARKDOWN = "Markdown"
EXPORT_ANSWER = "Export this answer"
EXPORT_ALL = "Export the conversation"
# Access and limits
SIGN_IN = "Sign in"
SIGN_OUT = "Sign out"
NAME = "Name"
PASSWORD = "Password"
WRONG_PASSWORD = "Name and password do not belong together."
SIGN_IN_FIRST = "Please sign in first."
NOT_NOW = "This was not done"
WRONG_HOST = "This page is called under a name it does not have. Use http://127.0.0.1 and the port it was started with."
MISFIT = "This cannot be used: {name}: {problem}."
WRONG_ORIGIN = "This request came from another website and was not carried out."
TOO_LARGE = "This is larger than {megabytes} megabytes, the most that is taken."
# Judgements
JUDGEMENTS = "Judgements"
JUDGEMENTS_HINT = "Grades as the reports print them. Each grade opens the page it stands on. Choose a heading to sort."
AUTHORITY = "Authority"
INSPECTED = "Inspected"
GRADE = "Grade"
SHOW = "Show"
FILTER = "Filter"
DOWNLOAD_CSV = "Download as CSV"
NO_GRADE = "–"
AREAS = {
    "overall": "Overall",
    "help": "Help and protection",
    "care": "Children in care",
    "leaving": "Care leavers",
    "leaders": "Leadership",
    "board": "Safeguarding board",
    "other": "Other areas",
}
OVER_TIME = "{name} over time"
CHART_ALT = "Chart of the grades of {name} over its inspections. The same in words stands below."
CSV_COLUMNS = ("authority", "title", "report", "inspected", "published", "area", "grade as printed", "grade", "page")

# Themes
THEMES = "A theme over time"
THEMES_HINT = "What each of an authority’s inspections said on one theme, side by side, in the reports’ own words."
THEME = "Theme"
THEME_EXAMPLES = (
    "return home interviews", "care leavers’ accommodation", "social workers’ caseloads", "child sexual exploitation",
    "initial health assessments", "management oversight", "early help",
)  # fmt: skip
COMPARE = "Compare"
NO_SUCH_AUTHORITY = "No report in the library is of “{name}”. Choose an authority."
NO_AUTHORITY = "Choose the authority whose inspections are to be compared."


def earlier_left_out(infos: Sequence[ReportInfo], most: int) -> str:
    """That only the newest inspections are compared, and which are left out; "" where all are."""
    named = listed([f"{name(info)}, {dated(info)}" for info in infos])
    return f"Only the newest {most} inspections are compared. Left out: {named}." if infos else ""


# Library
LIBRARY = "Library"
LIBRARY_HINT = "Reports stay on this machine. Everybody who uses this page sees the same library."
OUTDATED = "{reports} read by an earlier version of this program, which may have missed paragraphs or facts."
OUTDATED_REMEDY = (
    "Add the file again, or ask whoever runs the program to have all of them read again (report-qa reindex)."
)
OUTDATED_ONE = "read by an earlier version of this program"
FILES = "Report files"
ADD = "Add"
PROGRESS = "Adding reports"
UPLOAD_HINT = "Files ending in {endings}, up to {megabytes} megabytes. Several at once are fine."
WRONG_ENDING = "not added, only files ending in {endings} are."
REMOVE = "Remove"
REMOVE_SURE = "Remove {name} from the library? Nobody can ask about it any more until its file is added again."
REMOVE_YES = "Yes, remove it"
# About
ABOUT = "About Report QA"
ABOUT_DOES = "What it does"
ABOUT_DOES_TEXT = (
    "It finds the paragraphs of the reports in the library that answer a question, and quotes them word for word with "
    "their printed number and page.",
    "Every quotation is cut from the stored report. Nothing is reworded, summarised or made up.",
    "Where the reports do not answer, it says so and shows the nearest paragraphs, labelled as no answer.",
)
ABOUT_DOES_NOT = "What it does not do"
ABOUT_DOES_NOT_TEXT = (
    "It does not judge, advise or sum up. Read a paragraph in its report before you rely on it.",
    "It can miss a paragraph, or show one that does not answer. Say so under the answer: whoever runs this page can check it then.",
    "It knows only the reports in the library, not what has happened since.",
)
ABOUT_ACCURACY = "How accurate it is"
ABOUT_UNMEASURED = "No figures ship with this version. An operator measures them with: python -m eval run"
ACCURACY_COLUMNS = ("Measure", "Question set", "Value", "95% interval")
ABOUT_ACCESS = "Accessibility statement"
ABOUT_ACCESS_TEXT = (
    "The page is made to meet WCAG 2.2 at level AA. It is tested automatically (axe, keyboard, 320 pixels, 400% zoom, light "
    "and dark) with every change; it has not been audited by people who use assistive technology every day.",
    "Everything can be done with the keyboard. Answers are announced once. Movement is left out where your system asks for that.",
    "Known gaps: pictures of pages are pictures, their text stands below them; the lists under “Search in” are the web "
    "framework’s own; original PDF files may not be accessible themselves.",
)
ABOUT_DATA = "Data and retention"
ABOUT_DATA_TEXT = (
    "Nothing is sent to anybody else: questions and reports stay between your browser and the machine that runs this page.",
    "Reports you add are kept until they are removed. Conversations are kept in your own browser only, until you delete them.",
    "Feedback is kept on this machine with the question and what was shown, without your name.",
)
ABOUT_KEPT_OFF = "Questions are not kept on the server."
ABOUT_KEPT_ON = (
    "The operator has turned on the keeping of questions: each question asked on the page Ask and what was found is kept on "
    "this machine. Themes and questions from other programs are not kept."
)
ABOUT_PROGRAMS = "For other programs"
ABOUT_PROGRAMS_TEXT = "The same functions are there as an interface for programs; its description:"
ABOUT_LICENCE = "Licence of the reports"
ABOUT_VERSIONS = "Versions"
ABOUT_LIBRARY = "Library"
ABOUT_MODEL = "Embedding model"
SERVING = "The page is at {address} – stop it with Ctrl+C."
NOT_FREE = "Nothing can listen on {host}, port {port}: {problem}. Choose another port with --port."
NEEDS_SIGN_IN = (
    "Listening on {host} lets everybody on the network ask and change the library. Name the people who may with "
    "--auth-file FILE, or say that you want it open with --without-sign-in."
)

# Under an answer
FOLLOW_UP = "Ask a follow-up question"
USEFUL_QUESTION = "Was this useful?"
USEFUL = "Useful"
NOT_USEFUL = "Not useful"
WHAT_WAS_WRONG = "What was wrong?"
REASONS = {
    "missed a paragraph": "It missed a paragraph",
    "wrong paragraph": "It showed a wrong paragraph",
    "should have said it does not know": "It should have said that it does not know",
    "other": "Something else",
}
COMMENT = "In your words, if you like"
SEND = "Send"
THANKS = "Thank you. It was written down on this machine."

# What the page's script says, handed to it as data.
SCRIPT = {
    "searching": SEARCHING,
    "stopped": STOPPED,
    "copied": COPIED,
    "link_copied": LINK_COPIED,
    "copy_failed": COPY_FAILED,
    "conversations": "Conversations",
    "new_conversation": "New conversation",
    "no_conversations": "Your conversations are kept in this browser only.",
    "rename": "Rename",
    "delete": "Delete",
    "delete_sure": "Delete this conversation? It cannot be brought back.",
    "yes_delete": "Yes, delete",
    "keep_it": "Keep it",
    "new_name": "New name",
    "save": "Save",
    "deleted": "The conversation was deleted.",
    "thanks": THANKS,
    "not_sent": "This could not be sent. Please try again.",
    "went_wrong": "This was not done: something went wrong on the way. Please try again.",
    "unreachable": "The program that answers cannot be reached. This page opens anew as soon as it can be.",
    "sign_in": SIGN_IN,
    "found_none": "Not found",
    "found_at": "{n} of {all}",
    "no_paragraph": "There is no paragraph {number} here.",
    "rows": "{n} of {all} reports shown",
    "sorted": "Sorted by {title}",
    "uploading": "{name}: sending…",
    "reading": "{name}: reading and indexing…",
    "too_large": "{name}: larger than {megabytes} megabytes, not sent.",
    "still_searching": "An answer is on its way. Wait for it, or press Stop first.",
    "storage_full": "This browser has no room left to keep this conversation. Delete an older one.",
}
TOO_MANY_FILES = "Of so many files only the first {most} were taken. Add the other {left} once more."
