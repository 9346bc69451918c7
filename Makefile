# Everything is installed into .venv of this checkout. On Windows see README.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve check test fuzz lint bench bench-growth clean

site: .venv/site
	$(BIN)/mkdocs build --strict

serve: .venv/site
	$(BIN)/mkdocs serve

check: .venv/site
	$(BIN)/scorebook check

test: .venv/dev lint
	$(BIN)/pytest

# The long run of tests/fuzz; its figures are recorded in docs/guide/security.md.
fuzz: .venv/dev
	FUZZ_FILES=10000 $(BIN)/pytest -s tests/fuzz

# Against Hugo, Zensical and plain MkDocs; WRITE names the page that gets the tables.
N ?= 10000
RUNS ?= 3
WRITE ?=
BENCH := $(BIN)/python tests/benchmarks/bench.py

bench: .venv/bench
	$(BENCH) --cards $(N) --runs $(RUNS) $(if $(WRITE),--write $(WRITE))

bench-growth: .venv/bench
	$(BENCH) --growth --runs $(RUNS) $(if $(WRITE),--write $(WRITE))

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/site: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: .venv/site requirements-dev.lock
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

.venv/bench: .venv/site requirements-bench.lock
	$(BIN)/pip install --quiet --require-hashes -r requirements-bench.lock
	touch $@

clean:
	rm -rf .venv site
