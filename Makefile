# Two commands are enough: `make run` shows Rayon, `make test` checks it.
SHELL := /bin/bash -euo pipefail
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip install --quiet

INSTALLED := .venv/installed
MODULES := pwa/node_modules/.package-lock.json
APP := server/rayon/app/index.html
PO := $(wildcard server/rayon/locales/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)
# src/locales/ is made from the catalogue by each build.
APP_SOURCES := manifest.json $(wildcard pwa/*.json pwa/*.mjs pwa/*.ts pwa/*.html pwa/scripts/*.mjs) $(PO) \
  $(shell find pwa/src pwa/public -type f -not -path '*/locales/*' -not -name '*.test.ts*')

.PHONY: help run test test-full faults soak journey lighthouse bench-front bench-import bench-locate bench-call-numbers bench-sync bench-storm pictures lint system lock texts roles wheel clean

help: ## this list
	@grep --extended-regexp '^[a-z-]+:.*##' Makefile | \
	  awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: $(INSTALLED) $(APP) $(MO) ## the demo library on this machine; Ctrl-C stops it
	@tools/run

test: $(INSTALLED) $(MODULES) $(APP) $(MO) ## quick checks, on SQLite
	$(BIN)/pytest --numprocesses $(WORKERS) -m "not full and not soak"
	npm --prefix pwa run --silent test

# Much of it waits for disks, mail and browsers: a third one keeps two cores at work meanwhile.
test-full: WORKERS = 3
test-full: $(INSTALLED) $(MODULES) $(APP) $(MO) ## everything, on SQLite and PostgreSQL
	RAYON_TEST_DATABASES=sqlite,postgresql $(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal -m "not soak"
	npm --prefix pwa run --silent test

faults: $(INSTALLED) $(MODULES) ## mornings in which much goes wrong: simulated, real processes, a real Chromium
	$(BIN)/pytest --numprocesses $(WORKERS) tests/faults

journey: $(INSTALLED) $(MODULES) $(APP) $(MO) ## whole mornings in a real browser, offline and killed
	$(BIN)/pytest -m journey

lighthouse: $(INSTALLED) $(MODULES) $(APP) $(MO) ## scores of sign-in and of a pick, in five runs
	RAYON_LIGHTHOUSE_RUNS=5 $(BIN)/pytest --capture=no tests/journeys/test_lighthouse.py

bench-import: $(INSTALLED) $(APP) $(MO) ## 500,000 copies come in while a phone syncs; hostile files
	$(BIN)/python -m tests.bench.imports
	$(BIN)/python -m tests.bench.hostile

bench-front: $(INSTALLED) $(APP) $(MO) ## how fast a pick is drawn, beside a bare page
	$(BIN)/python -m tests.bench.front

bench-sync: $(INSTALLED) ## actions a second through the door, beside Kinto and PocketBase
	$(BIN)/python -m tests.bench.sync

bench-storm: $(INSTALLED) ## thirty phones come back after a day offline
	$(BIN)/python -m tests.bench.storm

bench-call-numbers: $(INSTALLED) ## sort keys a second, beside pycallnumber
	$(PIP) --no-deps --upgrade --target var/bench pycallnumber==0.2.0 || echo "pycallnumber could not be installed"
	$(BIN)/python -m tests.bench.call_numbers

.PHONY: bench-board
bench-board: $(INSTALLED) $(MO) ## what 200 open boards cost, and whom they make wait
	$(BIN)/python -m tests.bench.board

.PHONY: bench-day
bench-day: $(INSTALLED) $(APP) $(MO) ## whether the board keeps up with a day of 400 holds
	$(BIN)/python -m tests.bench.day

.PHONY: bench-desk
bench-desk: $(INSTALLED) $(MODULES) ## who stands at the desk, among 20,000 open holds
	$(BIN)/python -m tests.bench.desk

bench-locate: $(INSTALLED) ## how well we say where a document stands, in simulated rooms
	$(BIN)/python -m tests.bench.locate

pictures: $(INSTALLED) $(APP) $(MO) ## docs/pictures, from the app as it is
	$(BIN)/python -m tests.journeys.pictures

.PHONY: bench-route
bench-route: $(INSTALLED) $(MODULES) ## how long walks are, beside printed lists and the shortest
	$(BIN)/python -m tests.bench.route

.PHONY: bench-notices
bench-notices: $(INSTALLED) $(MO) ## 10,000 announcements by mail, beside a connection for each
	$(BIN)/python -m tests.bench.notices

soak: $(INSTALLED) $(MODULES) ## 10,000 mornings in which much goes wrong, in parts; goes on after Ctrl-C
	$(BIN)/python -m tests.faults soak
	$(BIN)/python -m tests.faults bugs
	$(BIN)/pytest -m soak

lint: $(INSTALLED) $(MODULES) ## format, types, imports, roles, texts in both languages
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases tools/*.py tests/*.py
	$(BIN)/lint-imports
	$(BIN)/python tools/roles.py check
	$(BIN)/python tools/texts.py check
	npm --prefix pwa run --silent lint

system: ## lists what the tests use besides Python and Node; as root, installs it
	@tools/system

texts: $(INSTALLED) ## brings the French catalogue up to date with the code
	$(BIN)/python tools/texts.py update

roles: $(INSTALLED) ## writes docs/roles.md: who may do what
	$(BIN)/python tools/roles.py write

lock: ## pins the Python packages again, after pyproject.toml changed
	$(PYTHON) tools/lock.py

wheel: $(INSTALLED) $(APP) $(MO) ## dist/rayon-*.whl, with the app and its texts inside
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean: ## forgets everything that was built, and the demo's data
	rm -rf .venv pwa/node_modules server/rayon/app dist var $(MO)

$(INSTALLED): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(MODULES): pwa/package.json pwa/package-lock.json
	npm --prefix pwa ci --silent
	touch $@

$(APP): $(MODULES) $(APP_SOURCES)
	npm --prefix pwa run --silent build
	touch $@

%.mo: %.po | $(INSTALLED)
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
