# make run: the demonstration on http://127.0.0.1:8000    make test: the tests    The rest serves both.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
INSTALL = $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes
LOCK = var/locking/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
    --custom-compile-command "make lock" -q $(UPGRADE)

# Where Python is told to keep no bytecode, each process that a run of the tests starts would compile every source anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run bench bench-urn mutants validity recordings test strain test-deploy test-postgresql test-belenios lint messages map lock update clean

run: .venv/ready
	@COMMISSION_HTTPS=0 $(BIN)/flask upgrade
	@echo "http://127.0.0.1:$(PORT)"
	@COMMISSION_HTTPS=0 $(BIN)/flask demo
	@COMMISSION_HTTPS=0 PORT=$(PORT) $(BIN)/python app.py

test: .venv/tested
	@$(BIN)/ruff check .
	@$(BIN)/pytest

# What is long by nature, whole: hundreds of kills, thousands of forged texts, each page as everybody. Before a release.
strain: .venv/tested
	@STRAIN=1 $(BIN)/pytest -m "strain or hypothesis"
	@STRAIN=1 TEST_DATABASE=postgresql $(BIN)/pytest -m "strain or hypothesis"
	@LATE=0.2 $(BIN)/pytest tests/browser

# The tests that need a database on PostgreSQL (a server of their own), but for those that only walk through pages.
test-postgresql: .venv/tested
	@TEST_DATABASE=postgresql $(BIN)/pytest $(foreach walk,tests/urn tests/browser tests/web/test_folders.py \
	    $(addprefix tests/house/test_,patrol.py queries.py bad_input.py),--ignore $(walk))

# The urn against the independent program (Debian: belenios-tool), which a machine need not have.
test-belenios: .venv/tested
	@$(BIN)/pytest -o addopts="-q --strict-markers -p no:cacheprovider" tests/urn/test_belenios_tool.py

# What a page costs, at three ages of a commission, beside a bare page.
bench: .venv/tested
	@$(BIN)/python bench/site.py

# What a secret ballot costs, to check and to cast, beside belenios-tool where it is installed.
bench-urn: .venv/tested
	@PYTHONPATH=.:tests:tests/support $(BIN)/python bench/urn.py

# Small changes of the rules and guards, one at a time: which does no test see? (ONLY=commission/rules/procedure.py: of one file)
mutants: .venv/tested
	@$(BIN)/python -m mutants $(ONLY)

# What docs/server/ prints, typed on machines of nothing (root; Debian: debootstrap, curl, age). DEBIAN=trixie for another.
test-deploy: .venv/tested
	@$(BIN)/python tests/deploy $(DEBIAN)

# Every page to the Nu HTML checker (npm: vnu-jar; needs Java).
validity: .venv/tested
	@PYTHONPATH=.:tests/support $(BIN)/python tests/support/validity.py $(VNU)

# The page that explains the exit, said again by a computer's voice when its words have changed (Debian: espeak-ng, opus-tools).
recordings: .venv/tested
	@PYTHONPATH=.:tests/support $(BIN)/python tests/support/saying.py

# After moving or adding a file or an address: the map of the house and the table of addresses, drawn anew.
map: .venv/ready
	@PYTHONPATH=.:tests/support $(BIN)/python tests/support/mapping.py

lint: .venv/tested
	@$(BIN)/ruff check .

# After changing a text: bring the catalogs up to date, then translate what is new. The urn's sentences have their own.
messages: .venv/ready
	@mkdir -p var
	@$(BIN)/pybabel -q extract -F pyproject.toml -k _l -k N_ -k NN_:1,2 -k lazy_gettext --no-location --sort-output -o var/messages.pot .
	@$(BIN)/pybabel -q extract --no-default-keywords -k Fault -k about -k translate --no-location --sort-output -o var/faults.pot commission
	@for po in translations/*/LC_MESSAGES/*.po; do $(BIN)/pybabel -q update -i var/$$(basename $$po)t -o $$po -l $$(basename $$(dirname $$(dirname $$po))) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 120; done

clean:
	rm -rf .venv var/locking var/messages.pot var/faults.pot

# After changing what pyproject.toml asks for: the same versions everywhere, each known by its hash. What need not move stays.
lock:
	@$(PYTHON) -m venv var/locking
	@var/locking/bin/pip install -q --disable-pip-version-check 'uv>=0.9'
	@$(LOCK) --extra postgresql -o locks/site.txt
	@$(LOCK) --extra test -c locks/site.txt -o locks/test.txt

# Security releases: every version as new as the ranges allow, then every test.
update:
	@$(MAKE) -s lock UPGRADE=--upgrade
	@$(MAKE) -s test

# Of the Python it was made with: another one (an upgrade of Debian) makes it anew.
.venv/python-$(VERSION):
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: .venv/python-$(VERSION) locks/site.txt
	@$(INSTALL) -r locks/site.txt
	@touch $@

.venv/tested: .venv/ready locks/test.txt
	@$(INSTALL) -r locks/test.txt
	@touch $@
