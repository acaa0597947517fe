# The door to everything. `make demo` and `make test` need nothing but Debian 12, Python 3.11 and make.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test setup-docs setup-bench demo demo-reset test cover check mutate bench docs messages lock clean

PYTHON ?= python3
BIN := .venv/bin
CORES ?= $(shell nproc 2>/dev/null || echo 2)
PYTEST_ARGS ?=
# PLANNER=0 leaves out compiling the planner; the first plan then does it, before its seconds begin.
PLANNER ?= 1
WITHOUT := $(if $(filter 0 no,$(PLANNER)),no-planner)

help: ## Show this list
	@echo "Fotfeste: reablement from referral to documented outcome."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done
	@echo
	@echo "  PORT=8080 make demo      another port"
	@echo "  PLANNER=0 make setup     without compiling the planner, for those who do not plan"

setup: ## Install what the product needs; the command is then .venv/bin/fotfeste
	@$(PYTHON) tools/install.py product $(WITHOUT)

setup-test:
	@$(PYTHON) tools/install.py product tests $(WITHOUT)

setup-docs:
	@$(PYTHON) tools/install.py product docs $(WITHOUT)

setup-bench:
	@$(PYTHON) tools/install.py product bench

# The demo compiles the planner behind its pages: nobody waits for it before the first page.
demo: ## Start a demo municipality on this machine (Ctrl-C stops it, the data stay)
	@$(PYTHON) tools/install.py product no-planner
	@exec $(BIN)/fotfeste demo $(if $(WITHOUT),--no-planner) $(if $(PORT),--port $(PORT))

demo-reset: ## Throw the demo municipality away, make a new one and start it
	@$(PYTHON) tools/install.py product no-planner
	@exec $(BIN)/fotfeste demo --reset $(if $(WITHOUT),--no-planner) $(if $(PORT),--port $(PORT))

test: setup-test check ## Install, check and run all tests on all cores
	@$(BIN)/pytest -n $(CORES) --dist worksteal $(PYTEST_ARGS)

cover: setup-test ## Run all tests once more and tell which branches they go through; fails below the floor
	@mkdir -p .cache/coverage
	@$(BIN)/pytest -n $(CORES) --dist worksteal --cov --cov-report= --cov-fail-under=0 $(PYTEST_ARGS)
	@$(BIN)/python -m tools.covered

check: setup-test ## Style, templates, import directions, types, migrations, translations
	@$(BIN)/python tools/check.py

mutate: setup-test ## Break the rules on purpose and see whether a test notices; MUTANTS=500 SEED=1, goes on where it stopped
	@CORES=$(CORES) $(BIN)/python -m tools.mutate $(MODULES)

bench: setup-bench ## Run the benchmarks; figures end up in docs/reference/performance.md
	@$(BIN)/python -m bench

docs: setup-docs ## Build the documentation into site/
	@$(BIN)/mkdocs build --strict

messages: setup-test ## Gather the marked texts into each room's catalogues
	@$(BIN)/python -m tools.messages extract

lock: ## Work out new versions of everything and write the lock files
	@$(PYTHON) tools/install.py lock

clean: ## Remove what was installed and built (never the data)
	rm -rf .venv .cache build site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
