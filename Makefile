# `make demo` and `make test` do all the set-up themselves; see README.md.
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
INSTALLED := $(VENV)/.installed
FRONT := src/careo/web/site/static/careo/built
PYTEST := $(BIN)/pytest -q -n 2 --dist loadfile

.PHONY: help env front demo test test-all lint format eval bench docs lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

env: $(INSTALLED) ## the virtual environment, from the lock

$(INSTALLED): requirements/lock.txt pyproject.toml scripts/python.sh
	python=$$(scripts/python.sh) && test -n "$$python" && "$$python" -m venv --clear $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
		--only-binary :all: --requirement requirements/lock.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	touch $@

front: ## the scripts and fonts of the site (skipped, with a word, without Node)
	@scripts/front.sh

demo: env front ## the demo archive on 127.0.0.1:8000
	$(BIN)/careo demo --port $(PORT)

test: env front ## everything CI checks
	@scripts/debian.sh
	$(MAKE) --no-print-directory lint
	$(PYTEST) -m "not slow"

test-all: env front ## the longer sets too
	@scripts/debian.sh
	$(MAKE) --no-print-directory lint
	$(PYTEST)

lint: env ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: env ## ruff, writing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: env ## benchmarks, as ratios against a peer in the same run
	$(BIN)/careo bench

lock: ## renew requirements/lock.txt (needs uv)
	scripts/lock.sh --upgrade

clean: ## what was built
	rm -rf $(VENV) $(FRONT) assets/node_modules demo-archive
