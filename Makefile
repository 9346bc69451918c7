# Everything is installed into .venv of this checkout. On Windows see README.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve check test fuzz lint clean

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

clean:
	rm -rf .venv site
