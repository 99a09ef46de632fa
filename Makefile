# make run: the demonstration on http://127.0.0.1:8000    make test: every test    The rest serves both.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin


.PHONY: run bench bench-urn mutants validity test strain test-postgresql test-belenios lint messages map clean

run: .venv/ready
	@COMMISSION_HTTPS=0 $(BIN)/flask upgrade
	@echo "http://127.0.0.1:$(PORT)"
	@COMMISSION_HTTPS=0 $(BIN)/flask demo
	@COMMISSION_HTTPS=0 PORT=$(PORT) $(BIN)/python app.py

test: .venv/tested
	@$(BIN)/ruff check .
	@$(BIN)/pytest

# What is long by nature, whole: hundreds of kills, thousands of forged texts. Before a release.
strain: .venv/tested
	@STRAIN=1 $(BIN)/pytest -m strain
	@STRAIN=1 TEST_DATABASE=postgresql $(BIN)/pytest -m strain

# The same tests of the site with every page on PostgreSQL (a server of the tests' own).
test-postgresql: .venv/tested
	@TEST_DATABASE=postgresql $(BIN)/pytest --ignore tests/urn --ignore tests/browser

# The urn against the independent program (Debian: belenios-tool), which a machine need not have.
test-belenios: .venv/tested
	@$(BIN)/pytest -o addopts="-q --strict-markers -p no:cacheprovider" tests/urn/test_belenios_tool.py

# What a page costs, at 20 and at 2,000 avis, beside a bare page.
bench: .venv/tested
	@$(BIN)/python bench/site.py

# What a secret ballot costs, to check and to cast, beside belenios-tool where it is installed.
bench-urn: .venv/tested
	@PYTHONPATH=tests:tests/support $(BIN)/python bench/urn.py

# Small changes of the rules and guards, one at a time: which does no test see? (ONLY=commission/rules/procedure.py: of one file)
mutants: .venv/tested
	@$(BIN)/python -m mutants $(ONLY)

# Every page to the Nu HTML checker (npm: vnu-jar; needs Java).
validity: .venv/tested
	@PYTHONPATH=.:tests/support $(BIN)/python tests/support/validity.py $(VNU)

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
	rm -rf .venv var/messages.pot var/faults.pot

.venv/ready: pyproject.toml
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check -e .
	@touch $@

.venv/tested: .venv/ready
	@$(BIN)/pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@
