# Two commands set everything up on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test coverage formats scans hostile planted lint docs reports template models images mutants bench bench-memory bench-readers clean

demo: $(READY)
	$(BIN)/kpi-nlp demo

test: lint
	$(BIN)/pytest -n auto

# Which lines the tests run; a third slower than without counting.
coverage: $(READY)
	$(BIN)/pytest -n auto --cov --cov-report=term

# What `make test` does with a few reports, with many: the figures of every format, and thousands of damaged files.
formats: $(READY)
	$(BIN)/pytest -s --reports 500 tests/readers/test_formats.py tests/readers/test_equal_findings.py

scans: $(READY)
	$(BIN)/pytest -s --reports 600 --first 1000 tests/readers/test_scans.py

hostile: $(READY)
	$(BIN)/pytest -s --mutants 2400 tests/readers/test_hostile.py

# Faults of every kind of the catalogue, planted into clean reports: how many are found, and what else is said.
planted: $(READY)
	PYTHONPATH=tests:tests/readers:tools $(BIN)/python -m planting.run

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: $(READY)
	$(BIN)/python tools/write_docs.py

reports: $(READY)
	$(BIN)/python tools/write_reports.py

# Small changes of the code of the checks, one by one: how many do their examples and cases notice?
mutants: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[mutants]'
	$(BIN)/python tools/mutate_checks.py

template: $(READY)
	$(BIN)/python tools/write_opinion_template.py

# The default embedder and the matchers, from lexicons/ and corpora/pairs/train: what ships, to the byte on the same platform.
models: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python tools/train_static.py models/static
	OMP_NUM_THREADS=1 $(BIN)/python tools/train_matcher.py

images: $(READY)
	$(BIN)/python tools/write_images.py

bench: $(READY)
	$(BIN)/python benchmarks/pipeline.py

bench-memory: $(READY)
	$(BIN)/python benchmarks/memory.py

bench-readers: $(READY)
	$(BIN)/python benchmarks/readers.py

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,ocr,onnx,postgresql]'
	touch $(READY)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage kpi-nlp-demo
