"""Reading of report files: PDF, plain text, HTML and Word files in, paragraphs that can be cited out."""

from index.reading.report import read_report
from index.reading.worker import Limits, read_many

__all__ = ["Limits", "read_many", "read_report"]
