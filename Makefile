# The one door: `make help` lists what there is. Every target makes .venv first where it is
# missing, so nothing needs to be installed by hand but Python 3.11 or later.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CATALOGUE := vsm_cli/locale/zh/LC_MESSAGES/vsm
DEMO := demo

.DEFAULT_GOAL := help
.PHONY: help install format check release-check test test-engines update-expected docs translations bench demo vscode clean

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

install: $(READY)  ## Make .venv with vsm and everything that development needs

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "vsm needs Python 3.11 or later; say PYTHON=… which one to use")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(READY)

# Installing compiles the catalogue, too; this is for changes of it.
$(CATALOGUE).mo: $(CATALOGUE).po $(READY)
	$(BIN)/python docs/build_catalogue.py

format: $(READY)  ## Put all code into one layout
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .

check: $(READY) $(CATALOGUE).mo  ## Everything that needs no test run: lint, types, layers, docs, samples
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/python docs/catalogue.py --check
	$(BIN)/vsm check samples

release-check: check  ## What a release needs besides: every text has its Chinese
	$(BIN)/python docs/catalogue.py --release

test: $(READY) $(CATALOGUE).mo  ## Run the tests; what was skipped is listed with what it needs
	$(BIN)/python -m pytest -rs -n auto --dist worksteal

# Spark and what it needs are 900 MB, and Java has to be there.
test-engines:  ## Measure the same logs with DuckDB and with a Spark of this machine (needs Java)
	$(PYTHON) -m venv .venv-engines
	.venv-engines/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	.venv-engines/bin/python -m pip install --quiet --editable '.[logs]' --group dev 'pyspark[connect]>=4.0'
	.venv-engines/bin/python -m pytest tests/engines

update-expected: $(READY) $(CATALOGUE).mo  ## Rewrite the expected outputs of the tests (TESTS=tests/rules: of some), for review
	UPDATE_EXPECTED=1 $(BIN)/python -m pytest -q -n auto $(TESTS) || true
	git diff --stat -- tests

docs: $(READY) $(CATALOGUE).mo  ## Write the generated pages
	$(BIN)/python docs/generate.py

translations: $(READY)  ## Bring the Chinese catalogue up to date
	$(BIN)/python docs/catalogue.py

bench: $(READY)  ## Measure speed and size, as ratios in one run
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m tests.bench

demo: $(READY)  ## Check, draw and report the healthdata.be sample
	$(BIN)/vsm check samples/healthdata
	$(BIN)/vsm render samples/healthdata -o $(DEMO)
	$(BIN)/vsm report samples/healthdata --no-pager
	$(BIN)/vsm report samples/healthdata -o $(DEMO)/report.html
	@echo
	@echo 'Open these in a browser:'
	@echo '  $(DEMO)/report.html  the whole picture on one page'
	@echo '  $(DEMO)/landscape.svg  how the streams hang together'
	@find $(DEMO) -path '*s/*.svg' | sort | sed 's/^/  /'

vscode:  ## Package the extension for Visual Studio Code (needs npm): editors/vscode/*.vsix
	npm ci --silent --no-audit --no-fund --prefix editors/vscode
	cd editors/vscode && npm run --silent package

clean:  ## Remove what the other targets made
	rm -rf .venv $(DEMO) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		editors/vscode/node_modules editors/vscode/*.vsix
