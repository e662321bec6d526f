# Everything a fresh machine needs: python3 >= 3.11, make and a package index.
.PHONY: demo test check long bench setup clean

# Compiled bytecode halves every start of a run.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
OUT ?= demo
STORM := tests/faults/engine/test_many_kills.py

demo: setup
	$(BIN)/klyngeflow rehearse trivsel --members 24 --wait 2 --out $(OUT)

test: setup
	$(BIN)/python -m tests.machine
	$(BIN)/pytest -n 2 --dist loadgroup -m "not long"

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/klyngeflow check trivsel

# Nothing beside the many kills: they have one hour.
long: setup
	$(BIN)/pytest -s -m long $(STORM)
	$(BIN)/pytest -n 2 --dist loadgroup -m long --ignore $(STORM)

bench: setup
	$(BIN)/python -m bench

setup: .venv/.ready

.venv/.ready: uv.lock pyproject.toml | $(UV)
	UV_PYTHON_DOWNLOADS=never $(UV) sync --quiet --locked --compile-bytecode --python $(PYTHON)
	@touch $@

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet uv

clean:
	rm -rf .venv .tools $(OUT)
