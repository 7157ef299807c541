"""Measures: how well reports are read, questions answered and refusals made."""
