"""Answers to take away: Word and Markdown, with sources and a statement of what was searched, when, with what."""
