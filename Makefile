# The newcomer's day: `make run` and `make test` do all the set-up by themselves.
# VENV=<folder> puts the virtual environment elsewhere; ARGS="…" goes to pytest or to the benchmark.

VENV ?= .venv
BENCH_VENV ?= .venv-bench
PORT ?= 8000
SCALE ?= 1
ARGS ?=

# A program of the environment, quoted so that a folder may have spaces in its name.
python = "$(VENV)/bin/python"
setup = @sh tools/setup.sh "$(VENV)" requirements.lock
# One version of each package for every Python from 3.11 on; no address of any index in the file.
compile = @UV_CUSTOM_COMPILE_COMMAND="make lock" "$(VENV)/bin/uv" pip compile --quiet $(if $(UPGRADE),--upgrade) \
  --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help release-artefacts setup run demo test journey pictures simulate faults soak test-postgresql lint types docs pages drill smoke bench bench-engine bench-uncertainty bench-planning bench-foresight bench-portal bench-api bench-collection bench-reports bench-freezing bench-election-day lock sbom fuzz clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s%s\n", $$1, $$2 }' Makefile

setup: ## make the virtual environment and install everything (the other targets do it themselves)
	$(setup)

run: demo ## set up, show IKP 2024 on published figures, then serve the platform on this machine
	@echo "→ ikp-web serve: the same figures as pages, on this machine alone (PORT=$(PORT) changes the port)"
	@"$(VENV)/bin/ikp-web" serve --port $(PORT)

demo: ## set up, then show IKP 2024 on published figures in the terminal
	$(setup)
	@echo "→ ikp demo"
	@"$(VENV)/bin/ikp" demo

test: ## set up, then run all tests and our own checks
	$(setup)
	@echo "→ tests"
	@OPENBLAS_NUM_THREADS=1 $(python) -m pytest -n auto -p tools.skips $(ARGS)
	@echo "→ tests of the platform"
	@OPENBLAS_NUM_THREADS=1 $(python) -m pytest -c web/pyproject.toml --rootdir . web/tests -n auto -p tools.skips $(ARGS)
	@echo "→ our own checks"
	@$(python) -m tools.check

journey: ## walks through the pages in a browser, on SQLite and PostgreSQL (needs chromium)
	$(setup)
	@$(python) -m pytest -c web/pyproject.toml --rootdir . tests/journeys -n 3 --dist loadgroup -p tools.skips $(ARGS)

pictures: ## make the pictures of the documentation anew, by the walks that show them (needs chromium)
	$(setup)
	@IKP_PICTURES=1 $(python) -m pytest -c web/pyproject.toml --rootdir . $$(grep -l "picture(" tests/journeys/test_*.py) -k sqlite -p tools.skips $(ARGS)

simulate: ## act out a whole made-up cycle through HTTP (SCALE=0.02: Jambi on SQLite; ARGS="--home FOLDER")
	$(setup)
	@$(python) -m simulation --scale $(SCALE) $(ARGS)

faults: ## kill server, workers and database while offices work, and look for what was lost (ARGS="--times 5 --to faults.json")
	$(setup)
	@$(python) -m simulation.faults $(ARGS)

soak: ## everything at once for forty minutes while things go wrong (ARGS="--minutes 5 --to soak.json")
	$(setup)
	@$(python) -m simulation.soak $(ARGS)

test-postgresql: ## the tests of the platform on a real PostgreSQL
	$(setup)
	@OPENBLAS_NUM_THREADS=1 IKP_TEST_POSTGRESQL=1 $(python) -m pytest -c web/pyproject.toml --rootdir . web/tests -n auto -p tools.skips $(ARGS)

drill: ## back up, destroy, restore and verify a platform on PostgreSQL, timed (ARGS="--report FILE")
	$(setup)
	@$(python) -m tools.drill $(ARGS)

smoke: ## install into a fresh Debian 13 and open the first page through nginx (needs root and debootstrap)
	$(setup)
	@VENV="$(VENV)" deploy/smoke $(ARGS)

lint: ## style, who may import whom, our own checks
	$(setup)
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	"$(VENV)/bin/lint-imports"
	$(python) -m tools.check

types: ## mypy --strict, engine and platform at the same time
	$(setup)
	@$(python) -m mypy & engine=$$!; $(python) -m mypy --config-file web/mypy.ini; platform=$$?; wait $$engine && exit $$platform

docs: ## build the documentation into site/ and check that it needs no network
	$(setup)
	NO_MKDOCS_2_WARNING=1 $(python) -m mkdocs build --strict
	$(python) -m tools.offline site

pages: ## write the reference pages that are made from the code
	$(setup)
	$(python) -m tools.pages

bench: bench-engine bench-uncertainty bench-planning bench-foresight bench-portal bench-api bench-collection bench-reports bench-freezing bench-election-day ## run all benchmarks

bench-engine: ## the engine against NumPy and its peers, in an environment of its own
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.engine $(ARGS)

bench-uncertainty: ## replicates against NumPy, and the scale of villages and polling stations
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.uncertainty $(ARGS)
	@"$(BENCH_VENV)/bin/python" -m benchmarks.sensitivity

bench-planning: ## a plan for 514 units and 120 actions at five budgets
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.planning

bench-foresight: ## alarms, nowcast and scans at full size beside R (ARGS="ears-31k": one task)
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.foresight $(ARGS)

bench-portal: ## the portal under readers, in the same environment (needs chromium)
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.portal $(ARGS)

bench-api: ## the open API at 100 requests a second, beside a bare application with the same bytes
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.api $(ARGS)

bench-collection: ## the collection under offices, on PostgreSQL and SQLite
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.collection $(ARGS)

bench-reports: ## a report of a unit, and those of 548 units on all cores
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.reports

bench-election-day: ## reports of polling stations a second and a core on PostgreSQL (ARGS=--small: a try)
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.election_day $(ARGS)

bench-freezing: ## a whole edition frozen and replayed: 552 offices, 300,000 events
	@sh tools/setup.sh "$(BENCH_VENV)" benchmarks/requirements.lock
	@"$(BENCH_VENV)/bin/python" -m benchmarks.freezing

release-artefacts: ## wheels of both packages, the same wherever they are built, with digests (KEY=file signs them)
	$(setup)
	@$(python) -m tools.artefacts dist $(if $(KEY),--key "$(KEY)")

lock: ## renew requirements.lock and that of the benchmarks (UPGRADE=1 takes the newest versions)
	$(setup)
	$(compile) engine/pyproject.toml web/pyproject.toml --extra cli --extra cluster --extra release --extra sdmx --extra spatial --extra forecast --extra s3 --no-emit-package ikp requirements.in --output-file requirements.lock
	$(compile) engine/pyproject.toml web/pyproject.toml --extra cli --extra cluster --extra release --extra sdmx --extra spatial --extra forecast --extra s3 --no-emit-package ikp benchmarks/requirements.in --constraints requirements.lock \
	  --output-file benchmarks/requirements.lock

sbom: ## write the bill of materials (CycloneDX) of what is locked into build/sbom.cdx.json
	$(setup)
	@mkdir -p build && $(python) -m tools.sbom > build/sbom.cdx.json && echo "→ build/sbom.cdx.json"

fuzz: ## feed broken files to every reader for twenty minutes in all (ARGS="--minutes 2"); findings go into the corpus
	$(setup)
	@$(python) -m tools.fuzzing $(ARGS)

clean: ## remove what was built, and the environments .venv and .venv-bench
	rm -rf site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .venv .venv-bench
