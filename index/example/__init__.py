"""The built-in example: one invented inspection report, as text and as PDF, for trying the program without a real one.

The text is the source; `tools/make_example.py` prints the PDF from it. Borough, board, inspectorate and every figure
are made up, and both files say so.
"""

from pathlib import Path

TEXT = Path(__file__).with_name("ottermarsh-2016-11-18.txt")
PDF = TEXT.with_suffix(".pdf")
