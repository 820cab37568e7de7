# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUTF8 := 1
.DEFAULT_GOAL := help
.PHONY: help setup run test test-long lint lock messages bench clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## Make .venv with all that running and testing need

$(VENV)/.ready: requirements.txt pyproject.toml .ci/install-system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Værdig kræver Python 3.11 eller nyere. Fundet: $$($(PYTHON) --version 2>&1 || true)." >&2; \
	  echo "Har du en nyere et andet sted, så skriv fx: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12" >&2; exit 1; }
	@PYTHON=$(PYTHON) .ci/install-system run
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## Run the app with realistic example data on 127.0.0.1:5000
	@$(BIN)/vaerdig demo $(ARGS)

test: setup lint ## Run the whole suite, browser and PostgreSQL included
	@.ci/install-system test
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not long" $(ARGS)

test-long: setup ## Run the long campaigns too
	@.ci/install-system test
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: setup ## Check style, types and import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lock: ## Write requirements.txt anew, with hashes and without addresses
	@test -x $(BIN)/uv || { $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet uv; }
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade -o requirements.txt

messages: setup ## Write anew what translators are given
	@$(BIN)/pybabel --quiet extract --mapping-file translations/babel.cfg --keywords _l --keywords ngettext:1,2 --add-location file --sort-by-file --no-wrap --project vaerdig --output-file translations/messages.pot værdig plugins

bench: setup ## Measure speed as ratios within one run
	@$(BIN)/python -m benchmarks

clean: ## Remove what the commands have made, the instance folder excepted
	@rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
