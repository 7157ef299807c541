"""Reports on disk: from a report file to paragraphs, chunks and a searchable library."""
