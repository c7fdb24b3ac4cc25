# `make demo` and `make test` need only make and a Python of 3.11 or later with pip or venv.
# The environment in .venv is made on first use, exactly as uv.lock says.

PYTHON  ?= python3
PY      := .venv/bin/python
MINUTES ?= 30
PREFIX  ?=

# Compiled modules are kept, whatever the environment says, but not beside their text: hundreds of processes start in a
# run of the tests, and each would compile everything it imports anew.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/.bytecode

.DEFAULT_GOAL := help
.PHONY: help demo install test check lint audit bench fuzz docs clean dev-env bench-env

help: ## list the targets
	@echo "make demo is the place to begin. The targets:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' Makefile

demo: dev-env ## check and build the shipped casebook and show what it holds
	@$(PY) tools/demo.py

install: dev-env ## put armillary on the path: into ~/.local/bin, or PREFIX/bin
	@$(PYTHON) tools/install.py $(PREFIX)

test: dev-env ## run the whole suite
	@$(PY) -m pytest -n 2 --dist loadfile

check: lint ## lint, then the tests that are not slow: under a minute
	@$(PY) -m pytest -n 2 --dist loadfile -q -m 'not slow'

lint: dev-env ## ruff and mypy
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

audit: dev-env ## ask for known holes in the dependencies, where that data can be reached
	@$(PY) tools/audit.py

bench: bench-env ## run the benchmarks
	@$(PY) benchmarks/run.py

fuzz: dev-env ## feed the program broken casebooks, documents, imports, books and odd releases (MINUTES=30)
	@$(PY) tests/fuzz/run.py --minutes $(MINUTES)

docs: dev-env ## write the generated pages of docs/
	@$(PY) tools/generate_docs.py

clean: ## remove what the programs made, but not the environment (.venv, .uv)
	@rm -rf book demo-book build dist .bytecode .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . \( -name .venv -o -name .uv -o -name .git \) -prune -o -name __pycache__ -type d -exec rm -rf {} +

dev-env:
	@$(PYTHON) tools/bootstrap.py dev

bench-env:
	@$(PYTHON) tools/bootstrap.py bench
