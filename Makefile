# Everything the project does, by name. `make serve` and `make test` work on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve test tests quick lint types browser train-smoke clean

serve: .venv/installed
	$(BIN)/report-qa serve --open

# One worker a core, each of one thread: threads that wait for each other beside a busy worker take many times as long.
# Which worker has what: tests/conftest.py. Files come in their order: the longest are not last.
SIDE_BY_SIDE := OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --maxprocesses 4 --no-loadscope-reorder

# Types are checked beside the tests, which do not keep every core busy all the time.
test: .venv/tested lint browser
	$(MAKE) --jobs 2 types tests

tests: .venv/tested
	$(SIDE_BY_SIDE)

quick: .venv/tested
	$(SIDE_BY_SIDE) -m "not slow"

lint: .venv/tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: .venv/tested
	$(BIN)/mypy

# The browser tests drive Debian's Chromium, or any Chromium or Chrome on the PATH.
browser:
	@sh tools/need-browser.sh

train-smoke: .venv/tested
	$(BIN)/python -m qa.training smoke

.venv/created:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo "Python 3.11 or newer is needed; name one with PYTHON=..." >&2; exit 1)
	$(PYTHON) -m venv .venv
	touch $@

.venv/installed: .venv/created pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/tested: .venv/created pyproject.toml
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --editable ".[dev]"
	touch .venv/installed $@

clean:
	rm -rf .venv build *.egg-info
