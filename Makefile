# `make` needs nothing but Python 3.11 or newer; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
# doccano 1.8 needs Python 3.11 or 3.12
DOCCANO_PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || echo $(PYTHON))
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := build
.PHONY: build report test test-browser test-cluster test-doccano test-long browser cluster lint format train evaluate agreement adjudicate \
        push pull doccano doccano-server doccano-login bench release fuzz audit resolve sbom licences help clean

build: .venv/installed ## annotate what changed in corpus/sources, into annotations/auto (what plain `make` does)
	@$(BIN)/surco build

report: build ## make the site to read and search the corpus in: open report/index.html
	@$(BIN)/surco report

test: .venv/installed-dev ## run the tests
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not browser and not cluster and not doccano and not long"

test-cluster: .venv/installed-dev ## run the tests on clusters of this machine: Dask, OpenSSH, SLURM
	@$(BIN)/python -m pytest -q -m cluster tests/test_cluster.py tests/test_deployers.py

cluster: ## install OpenSSH and SLURM for test-cluster, on Debian and Ubuntu (as root)
	@test -x /usr/sbin/sshd -a -x /usr/sbin/slurmctld || { apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends openssh-server munge slurm-wlm; }

test-long: .venv/installed-dev ## run the tests that take minutes: builds killed, poisoned sources, a full disk (SURCO_KILLS=10)
	@$(BIN)/python -m pytest -q -m long tests/test_trust.py

test-browser: .venv/installed-dev ## run the tests of the report in Chromium
	@$(BIN)/python -m pytest -q -m browser tests/report

browser: ## install Chromium for test-browser, on Debian and Ubuntu (as root)
	@test -x /usr/bin/chromium || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; }

lint: .venv/installed-dev ## check style and types: ruff, mypy --strict
	@$(BIN)/ruff check pipeline tests
	@$(BIN)/mypy

format: .venv/installed-dev ## lay the code out as ruff does
	@$(BIN)/ruff check --fix-only pipeline tests

train: .venv/installed ## train the label model anew, from annotations/training and annotations/gold, with its card
	@$(BIN)/surco train labels

evaluate: .venv/installed ## measure the label model on documents held out: a table with intervals and baselines
	@$(BIN)/surco evaluate labels

agreement: .venv/installed ## measure how far annotators agree, by layer and label, with intervals
	@$(BIN)/surco agreement

adjudicate: .venv/installed ## merge the annotators' versions by majority; what a person decided stays
	@$(BIN)/surco adjudicate

push: .venv/installed ## send passages to doccano, with the machine's spans and labels as suggestions
	@$(BIN)/surco push

pull: .venv/installed ## fetch what people decided in doccano into annotations/gold
	@$(BIN)/surco pull

doccano: .venv-doccano/installed ## install the annotation server into an environment of its own, .venv-doccano

doccano-server: .venv-doccano/installed ## start it on this machine: says address and login, keeps its data in .doccano (PORT=8000)
	@.venv-doccano/bin/python -W ignore -P pipeline/surco/doccano/serve.py .doccano --port $(PORT)

doccano-login: .venv-doccano/installed ## make a login for an annotator: make doccano-login NAME=ana
	@.venv-doccano/bin/python -W ignore -P pipeline/surco/doccano/serve.py .doccano --add $(or $(NAME),$(error name somebody: make doccano-login NAME=ana))

test-doccano: .venv/installed-dev .venv-doccano/installed ## run the tests against a real server
	@$(BIN)/python -m pytest -q -m doccano tests/doccano

bench: build .venv/installed-bench ## measure speed and quality beside other tools: benchmarks/results.md, and tables on the screen (half an hour)
	@for measured in extraction 'pipeline --rounds 1' 'scale --documents 100 1000'; do \
		set -- $$measured && name=$$1 && shift && $(BIN)/python benchmarks/$$name.py "$$@" --output benchmarks/results.md || exit 1; done
	@for table in sentences citations entities exports report 'search --words 1000000' patterns 'suggestion 1'; do \
		set -- $$table && name=$$1 && shift && $(BIN)/python benchmarks/$$name.py "$$@" || exit 1; done

release: build .venv/installed-release ## pack the annotated corpus for publication into dist/, with metadata for machines
	@$(BIN)/surco release

fuzz: .venv/installed-fuzz ## feed the readers of PDFs, dumps and citations with made-up input for a while (SECONDS=60 each)
	@for reader in pdf dump citations; do $(BIN)/python benchmarks/fuzz.py $$reader -max_total_time=$(or $(SECONDS),60) || exit 1; done

audit: .venv/installed-supply ## look the dependencies up among known weaknesses; fails where one could not be looked up (needs the network)
	@.venv-supply/bin/python benchmarks/audit.py .venv-supply/bin/pip-audit constraints.txt

# textgrid (of the extra gamma) and jsonpath-rw (of release) come as sources only; both are pure Python
resolve: .venv/installed-supply ## show that constraints.txt fits Python 3.11, 3.12 and 3.13 and all comes as wheels (needs the network)
	@for version in 3.11 3.12 3.13; do \
		.venv-supply/bin/uv pip compile pyproject.toml --all-extras --constraint constraints.txt --python-version $$version --quiet --no-header \
			--no-annotate --only-binary :all: --no-binary textgrid --no-binary jsonpath-rw --output-file .venv-supply/resolved-$$version.txt || exit 1; \
		if grep -vxF -f constraints.txt .venv-supply/resolved-$$version.txt; then echo "Python $$version: not in constraints.txt; pin them there" >&2; exit 1; fi; \
		echo "Python $$version: $$(grep -c == .venv-supply/resolved-$$version.txt) packages, as constraints.txt pins them"; done

sbom: .venv/installed-supply ## list what is installed as a CycloneDX bill of materials: dist/sbom.json
	@mkdir -p dist
	@.venv-supply/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --output-reproducible -o dist/sbom.json

licences: .venv/installed-supply ## write the licences of all dependencies: docs/licences.md; fails where one does not go with MIT
	@.venv-supply/bin/uv venv --quiet --clear --python $(BIN)/python .venv-supply/pinned
	@.venv-supply/bin/uv pip sync --quiet --python .venv-supply/pinned/bin/python constraints.txt
	@.venv-supply/pinned/bin/python benchmarks/licences.py docs/licences.md

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## remove what can be made again: .venv, .venv-doccano, annotations/auto, report, caches
	rm -rf .venv .venv-doccano .venv-supply .surco annotations/auto report .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Surco needs Python 3.11 or newer; name one: make PYTHON=python3.11")'
	@echo "Making .venv and installing what Surco needs; this takes a minute or two."
	@$(PYTHON) -m venv .venv
	@PIP_CONSTRAINT=constraints.txt $(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@PIP_CONSTRAINT=constraints.txt $(PIP) --editable '.[dev]'
	@touch $@

.venv/installed-release: .venv/installed
	@PIP_CONSTRAINT=constraints.txt $(PIP) --editable '.[release]'
	@touch $@

# without the bounds its commands fail: marshmallow 4 lacks what environs asks, setuptools 81 has no pkg_resources, and
# pandas 1.5 was built for numpy 1
.venv-doccano/installed:
	@$(DOCCANO_PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13) and "doccano needs Python 3.11 or 3.12; name one: make doccano DOCCANO_PYTHON=python3.11")'
	@echo "Making .venv-doccano and installing the annotation server; this takes some minutes."
	@$(DOCCANO_PYTHON) -m venv .venv-doccano
	@.venv-doccano/bin/python -m pip install -qq --disable-pip-version-check 'doccano==1.8.4' 'marshmallow<4' 'setuptools<81' 'numpy<2'
	@touch $@

.venv/installed-bench: .venv/installed-dev
	@PIP_CONSTRAINT=constraints.txt $(PIP) --editable '.[bench]'
	@touch $@

.venv/installed-fuzz: .venv/installed-dev
	@$(PIP) atheris
	@touch $@

# apart, so that the auditors' own dependencies are no part of what is audited
.venv/installed-supply: .venv/installed
	@$(PYTHON) -m venv .venv-supply
	@.venv-supply/bin/python -m pip install -qq --disable-pip-version-check pip-audit cyclonedx-bom uv
	@touch $@
