# A fresh machine needs Python 3.11 or later and make; everything else comes by pip.
#
#   make run     make the environment if need be, then database, web and worker
#   make check   static checks            make test   static checks and all tests
#   make bench   the figures (make bench-province: those of a seeded province)   make domain name=…   a new domain folder
#   make endurance   kill -9 under load, TIMES=50 of each part; writes docs/durability.md; then the API fuzzed with
#                    CASES=40000 and TRIES=200000 to reach what is another's

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
PYTEST_ARGS ?=
# Without kept bytecode every one of the many processes would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=
# Tests run in two processes where there are two processors; PYTEST_ARGS="-n 0" or "-p no:xdist" makes it one.
TWO := $(if $(filter-out 0 1,$(shell getconf _NPROCESSORS_ONLN 2>/dev/null)),-n 2 --dist loadfile)
SHARED := $(if $(findstring no:xdist,$(PYTEST_ARGS)),,$(TWO))

.PHONY: help setup dev run check types rest test test-external bench bench-province endurance docs domain lock browser clean
help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed -n '1,7p'

# --- the environment ------------------------------------------------------------------------------

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; none was found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; $(PYTHON) is older. Use make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "$(PYTHON) cannot make an environment (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@touch $@

$(VENV)/.locked: requirements.lock pyproject.toml | $(VENV)/.made
	@echo "Installing the libraries …"
	@$(PIP) install --quiet --no-deps -r requirements.lock
	@$(PIP) install --quiet --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.locked
	@echo "Installing the libraries for checks and tests …"
	@$(PIP) install --quiet --no-deps -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.locked
	@$(BIN)/python -m zhiben.config.build
	@$(BIN)/python -m zhiben.config.translations compile

dev: setup $(VENV)/.dev

lock: dev
	$(BIN)/python -m uv --version >/dev/null 2>&1 || $(PIP) install --quiet uv
	$(BIN)/python -m uv pip compile -q --upgrade --universal --python-version 3.11 --no-header --no-annotate \
		pyproject.toml -o requirements.lock
	$(BIN)/python -m uv pip compile -q --upgrade --universal --python-version 3.11 --no-header --no-annotate \
		--constraint requirements.lock --extra dev pyproject.toml -o requirements-dev.lock

# --- running --------------------------------------------------------------------------------------

run: setup
	@exec $(BIN)/zhiben up

# --- checks and tests -----------------------------------------------------------------------------

check: types rest

types: dev
	$(BIN)/mypy src/zhiben

rest: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run
	$(BIN)/python -m zhiben.config.translations check
	$(BIN)/python -m zhiben.config.contracts --check
	$(BIN)/python -m django docs --check

check: export DJANGO_SETTINGS_MODULE = zhiben.config.settings
check: export ZHIBEN_DATA_DIR = $(CURDIR)/var/test

test:
	@$(MAKE) --no-print-directory -j2 dev browser
	@$(MAKE) --no-print-directory -j2 check
	$(BIN)/python -m pytest $(SHARED) $(PYTEST_ARGS)

test-external: dev browser
	@test -n "$$DATABASE_URL" || { echo "Set DATABASE_URL to a PostgreSQL 15+ whose role may create databases."; exit 1; }
	$(BIN)/python -m pytest $(SHARED) $(PYTEST_ARGS)

browser: $(VENV)/.locked
	@$(BIN)/python -m zhiben.config.browser

bench: dev
	@$(BIN)/python -m bench

# On a platform that runs on a seeded database: ZHIBEN_DATA_DIR=… zhiben seed --scale province, then zhiben up.
bench-province: dev
	@$(BIN)/python -m bench province

TIMES ?= 50
CASES ?= 40000
TRIES ?= 200000
endurance: dev
	$(BIN)/python -m endurance --times $(TIMES)
	ZHIBEN_FUZZ_CASES=$(CASES) ZHIBEN_REACH_TRIES=$(TRIES) $(BIN)/python -m pytest \
		tests/fuzz tests/architecture/test_cross_reach.py

docs: export DJANGO_SETTINGS_MODULE = zhiben.config.settings
docs: export ZHIBEN_DATA_DIR = $(CURDIR)/var/test
docs: dev
	@$(BIN)/python -m zhiben.config.contracts
	@$(BIN)/python -m django docs

domain: dev
	@$(BIN)/python -m zhiben.config.scaffold "$(name)"

clean:
	rm -rf $(VENV) frontend/node_modules src/zhiben/ui/static/built
