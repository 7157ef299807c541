"""Fetches a report from a link that someone named. Nothing else in the program opens a connection to another machine."""

from __future__ import annotations

from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from index.errors import UnreadableReport

_LARGEST = 200_000_000  # bytes; real reports have less than a million
_SECONDS = 30
_BY_TYPE = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/html": ".html",
}
ENDINGS = (*_BY_TYPE.values(), ".htm")  # of the files that are read as reports
_BLOCK = 1 << 16
_KEPT = "%/:=&?~+!$,;'@()*[]"  # what has a meaning in an address


def is_link(source: str | Path) -> bool:
    """Whether a source is a link rather than a file or folder."""
    return str(source).lower().startswith(("http://", "https://"))


def fetch(link: str, folder: Path) -> Path:
    """The file behind `link`, saved in `folder` under its own name. Raises UnreadableReport with what went wrong."""
    try:
        with urlopen(Request(_quoted(link), headers={"User-Agent": "report-qa"}), timeout=_SECONDS) as reply:
            file = folder / _name(link, reply.headers.get_content_type())
            with file.open("wb") as out:
                while block := reply.read(_BLOCK):
                    out.write(block)
                    if out.tell() > _LARGEST:
                        raise UnreadableReport(f"{link}: larger than {_LARGEST // 1_000_000} MB; not a report.")
            if getattr(reply, "length", None):  # of the length that was stated, what never came
                raise UnreadableReport(f"{link}: the connection ended before the whole file had come. Try again.")
    except (URLError, HTTPException, OSError, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()  # it holds the open connection
        reason = getattr(error, "reason", None) or error
        raise UnreadableReport(
            f"{link}: cannot be fetched ({reason}). Check the link, or save the file and add that."
        ) from None
    return file


def _quoted(link: str) -> str:
    """The link with spaces and letters such as "Ü" in the form that a request may hold; what is quoted already stays."""
    parts = urlsplit(link)
    return urlunsplit(parts._replace(path=quote(parts.path, _KEPT), query=quote(parts.query, _KEPT)))


def _name(link: str, content_type: str) -> str:
    name = Path(unquote(urlsplit(link).path)).name or "report"
    ending = Path(name).suffix.lower()
    return name if ending in ENDINGS else name + _BY_TYPE.get(content_type, ".pdf")
