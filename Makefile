# `make` needs nothing but Python 3.11 or newer; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := build
.PHONY: build test lint format train evaluate bench help clean

build: .venv/installed ## annotate what changed in corpus/sources, into annotations/auto (what plain `make` does)
	@$(BIN)/surco build

test: .venv/installed-dev ## run the tests
	@$(BIN)/python -m pytest -q

lint: .venv/installed-dev ## check style and types: ruff, mypy --strict
	@$(BIN)/ruff check pipeline tests
	@$(BIN)/mypy

format: .venv/installed-dev ## lay the code out as ruff does
	@$(BIN)/ruff check --fix-only pipeline tests

train: .venv/installed ## train the label model anew, from annotations/training and annotations/gold, with its card
	@$(BIN)/surco train labels

evaluate: .venv/installed ## measure the label model on documents held out: a table with intervals and baselines
	@$(BIN)/surco evaluate labels

bench: .venv/installed-bench ## measure speed and quality beside other tools: benchmarks/results.md, and tables on the screen
	@$(BIN)/python benchmarks/extraction.py --output benchmarks/results.md
	@for table in sentences citations entities; do $(BIN)/python benchmarks/$$table.py; done

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## remove what can be made again: .venv, annotations/auto, caches
	rm -rf .venv .surco annotations/auto .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Surco needs Python 3.11 or newer; name one: make PYTHON=python3.11")'
	@echo "Making .venv and installing what Surco needs; this takes a minute or two."
	@$(PYTHON) -m venv .venv
	@PIP_CONSTRAINT=constraints.txt $(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@PIP_CONSTRAINT=constraints.txt $(PIP) --editable '.[dev]'
	@touch $@

.venv/installed-bench: .venv/installed-dev
	@PIP_CONSTRAINT=constraints.txt $(PIP) --editable '.[bench]'
	@touch $@
