"""Expected trouble, as sentences for people: what is wrong, with which file or value, what to do.

ReportError                 anything below; the command line prints it as one line and ends with code 1
├── UnreadableReport        this file cannot be read as a report; the rest of a batch goes on
├── LibraryError            the library on disk cannot be opened, written or queried as asked
│   └── NotFound            there is no such report, or not any more
└── SettingsError           a setting is unknown or has a value that cannot be used
"""


class ReportError(Exception):
    """Base of all errors whose message is meant for people."""


class UnreadableReport(ReportError):
    """A file that cannot be read as a report."""


class LibraryError(ReportError):
    """A library that cannot be opened, written or queried as asked."""


class NotFound(LibraryError):
    """A report that is not in the library."""


class SettingsError(ReportError):
    """A setting that is unknown or unusable."""
