"""Reading of report files: PDF, plain text, HTML and Word files in, paragraphs that can be cited out."""

from index.reading.report import read_report

__all__ = ["read_report"]
