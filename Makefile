# make run serves the app; make test runs every test. Each sets up what it needs and is safe to run again.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
DJLINT := $(VENV)/bin/djlint templates

# A stamp is written when its step is complete: what was interrupted half way is done again.
# A virtual environment whose Python is gone (moved folder, upgraded system) is made anew.
ifneq ($(shell $(PY) -c 'print("starts")' 2>/dev/null),starts)
$(shell rm -f $(VENV)/.made $(VENV)/.runs $(VENV)/.tests)
endif

.PHONY: help run vectors test lint format bench clean
.DELETE_ON_ERROR:

help:
	@echo "make run              set up and serve on 127.0.0.1:8000 (PORT=8123 for another port)"
	@echo "make test             run all tests: SQLite, PostgreSQL, browser (ARGS=\"-k draft\" for some)"
	@echo "make lint             check style, types, templates, migrations and deployment settings"
	@echo "make format           put Python and templates in their standard form"
	@echo "make bench            measure the marker and the pages"
	@echo "make clean            remove the virtual environment and caches; data in var/ stays"

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "kwexam needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | head -n 1)."; \
	  echo "Name another one like this: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
	  echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install -y python3-venv"; exit 1; }
	@touch $@

$(VENV)/.runs: $(VENV)/.made requirements.txt
	@echo "Installing requirements ..."
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.tests: $(VENV)/.runs requirements-dev.txt
	@echo "Installing test tools ..."
	@$(PIP) install -r requirements-dev.txt
	@touch $@

run: $(VENV)/.runs
	@PORT='$(PORT)' $(PY) -m scripts.serve

test: $(VENV)/.tests vectors
	@$(PY) -m scripts.tests $(ARGS)

vectors: $(VENV)/.runs
	@$(PY) manage.py install_vectors

lint: $(VENV)/.tests vectors
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(DJLINT) --lint
	$(DJLINT) --check
	$(PY) manage.py makemigrations --check --dry-run
	DEBUG=off HTTPS=on ALLOWED_HOSTS=kwexam.example SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  $(PY) manage.py check --deploy --fail-level WARNING

format: $(VENV)/.tests
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(DJLINT) --reformat

bench: $(VENV)/.tests vectors
	$(PY) -m pytest tests/benchmarks --benchmark-enable --benchmark-only $(ARGS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
