# Everything a fresh machine needs is Python 3.11 or newer with pip, and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
DRAWS ?= 1000

ifdef UV
CREATE = uv venv --quiet --python $(PYTHON) $(VENV)
INSTALL = uv pip install --quiet --python $(BIN)/python
else
CREATE = $(PYTHON) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: run test lint docs bench bench-ensembles bench-events bench-negmas clean

# Install, then judge the reference case: from nothing to the verdict.
run: $(VENV)/.run
	$(BIN)/detente run us-russia --draws $(DRAWS)

# Style, types, then every test.
test: lint
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "open docs/_build/html/index.html"

bench: $(VENV)/.run
	$(BIN)/python benchmarks/run.py

# Neither Dask nor EMA Workbench is needed by detente: they are installed, beside it, for this comparison only.
bench-ensembles:
	$(MAKE) VENV=.venv-bench .venv-bench/.run
	$(subst $(VENV),.venv-bench,$(INSTALL)) -c constraints.txt distributed 'ema_workbench>=2.5,<2.6'
	.venv-bench/bin/python benchmarks/ensembles.py

# Some 19 GB of disk, and some ten minutes.
bench-events: $(VENV)/.test
	$(BIN)/python benchmarks/events.py

# NegMAS is no part of detente: it is installed, beside detente, for this comparison only.
bench-negmas:
	$(MAKE) VENV=.venv-bench .venv-bench/.run
	$(subst $(VENV),.venv-bench,$(INSTALL)) -c constraints.txt negmas
	.venv-bench/bin/python benchmarks/bargain_vs_negmas.py

$(BIN)/python:
	$(CREATE)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) -c constraints.txt -e '.[test]'
	@touch $@

$(VENV)/.docs: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) -c constraints.txt -e '.[docs]'
	@touch $@

clean:
	rm -rf $(VENV) docs/_build .mypy_cache .ruff_cache .pytest_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
