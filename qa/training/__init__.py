"""How the reader model in `qa/reader` was made; nothing here is used when questions are answered. See README.md."""
