# Set-up happens by itself and only where something is missing; `make help` lists the commands.
# Settings come from the environment: PORT (8000), NAERHED_STATE (a folder of this checkout's own).

AREA ?= Aalborg
VENV := .venv
BIN := $(VENV)/bin
PYTHON = $(BIN)/python
VENDOR := web/static/vendor
EXTRACT := .setup/demo/helsinki.osm.pbf
CATALOGS := $(wildcard web/locale/*/LC_MESSAGES/*.po)

# A virtual environment holds absolute paths: a checkout that was moved needs a new one.
MOVED := $(shell [ -x $(PYTHON) ] && [ "$$(cat $(VENV)/.checkout 2>&1)" = "$(CURDIR)" ] || echo moved)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run stop test demo drill bench image lint setup lock moved machine test-machine product tools

help:  ## List the commands
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1\t/p' Makefile | expand -t 16

run: product  ## Start the product; with no data yet, a demo from a packaged extract
	@exec $(BIN)/naerhed serve --demo --worker

stop:  ## Stop the product and its private database
	@if [ -x $(BIN)/naerhed ]; then $(BIN)/naerhed stop; else echo "Nothing is set up here yet."; fi

demo: product  ## Fetch the streets of AREA (Aalborg) and show them beside the demo
	@exec $(BIN)/naerhed demo --area "$(AREA)"

test: test-machine tools lint  ## Everything that must hold: style, types, tests, browser
	$(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadfile --ignore tests/drill

drill: tools  ## Kill PostgreSQL, a renderer and the server in the middle of their work
	$(PYTHON) -m pytest tests/drill

bench: tools  ## Measure, beside comparable programs where there are any
	$(PYTHON) -m bench

image:  ## Build the image for servers, with docker, podman or buildah (see compose.yaml)
	@sh .ci/image

lint: tools  ## Style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

setup: test-machine tools  ## Install what run and test need, and do no more

lock:  ## Choose the newest versions that fit and write them down
	sh .ci/lock

machine:
	@sh .ci/system-packages python postgis

test-machine: tools
	@DATABASE_URL= sh .ci/system-packages postgis browser

product: $(VENDOR)/.complete $(EXTRACT) $(VENV)/.compiled

tools: product $(VENV)/.tools

moved:

$(VENV)/.checkout: $(MOVED) | machine
	@echo "Making a Python environment in $(VENV)"
	@python=$$(sh .ci/python) && "$$python" -m venv --clear $(VENV)
	@printf '%s\n' "$(CURDIR)" > $@

$(VENV)/.product: requirements.lock pyproject.toml $(VENV)/.checkout | machine
	@echo "Installing the Python packages of the product"
	@$(PYTHON) -m pip install --quiet --require-hashes -r requirements.lock
	@$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tools: requirements-dev.lock $(VENV)/.product
	@echo "Installing the Python packages of the tests"
	@$(PYTHON) -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.complete: package.json package-lock.json .npmrc requirements-node.lock $(VENV)/.product
	@echo "Fetching the front-end files"
	@sh .ci/npm ci --loglevel=error --no-progress
	@touch $@

$(VENDOR)/.complete: node_modules/.complete web/assets.py web/typefaces.py $(CATALOGS)
	@$(PYTHON) -m web.assets
	@touch $@

$(VENV)/.compiled: $(wildcard geo/*.py geo/kernels/*.py) $(VENV)/.product
	@echo "Compiling what walks on the network"
	@$(PYTHON) -m geo.warm
	@touch $@

$(EXTRACT): requirements-demo.lock $(VENV)/.product
	@echo "Fetching the extract that the demo is made of"
	@$(PYTHON) .ci/fetch-extract.py $< $@
