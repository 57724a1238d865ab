# Newsdelta. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --system-certs --require-hashes --python $(BIN)/python
EDITABLE := $(UV) pip install --quiet --system-certs --no-deps --no-build-isolation --python $(BIN)/python --editable .
UP := $(if $(ONCE),--once) $(if $(PORT),--port $(PORT)) $(if $(NEWSSTAND_PORT),--newsstand-port $(NEWSSTAND_PORT)) $(if $(DAYS),--days $(DAYS))
# Tests that start a whole Airflow: first, and without others beside them.
ALONE := tests/stack tests/plugins/test_login.py

.PHONY: help run test lint format bench lock clean
.DEFAULT_GOAL := help

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: $(VENV)/run.stamp ## Set up and start everything; ONCE=1 ends after the coverage, PORT=, NEWSSTAND_PORT=, DAYS=
	@exec $(BIN)/newsdelta up $(UP)

test: $(VENV)/dev.stamp ## Run the whole suite; TESTS=tests/clean for a part
ifdef TESTS
	@exec $(BIN)/python -m pytest $(TESTS)
else
	@$(BIN)/python -m pytest $(ALONE); alone=$$?; \
	$(BIN)/python -m pytest --numprocesses 4 --dist loadfile $(addprefix --ignore=,$(ALONE)); \
	exit $$((alone | $$?))
endif

lint: $(VENV)/dev.stamp ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp ## Mend what the formatter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/bench.stamp ## Read the open pages beside other readers; DIR= for others. More in bench/README.md
	@$(BIN)/python -m bench.extraction $(DIR)

lock: $(VENV)/dev.stamp ## Pin the dependencies anew, with hashes
	./requirements/lock

clean: ## Remove the virtual environment; the data in var/ stays
	rm -rf $(VENV)

$(VENV)/uv.stamp: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Newsdelta needs Python 3.11 or newer; name one: make PYTHON=python3.12 …" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/run.stamp: $(VENV)/uv.stamp requirements/run.txt pyproject.toml
	@echo "install …"; began=$$(date +%s); $(INSTALL) -r requirements/run.txt && $(EDITABLE) && echo "install: $$(($$(date +%s) - began)) s"
	@touch $@

$(VENV)/dev.stamp: $(VENV)/uv.stamp requirements/dev.txt pyproject.toml
	@echo "install …"; $(INSTALL) -r requirements/dev.txt && $(EDITABLE)
	@touch $@ $(VENV)/run.stamp

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements/bench.txt
	@echo "install …"; $(INSTALL) -r requirements/bench.txt
	@touch $@
