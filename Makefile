# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
#
# Everything starts here; `make help` lists it. ARGS="..." is passed on:
#   make test ARGS="tests/domain -k plan"

PYTHON ?= python3
SETUP = $(PYTHON) packaging/bootstrap.py
ARGS ?=

.PHONY: help run test bench bench-engine lint screenshots translations setup clean

help:
	@echo "make run          set up what is missing and open LongWriter Desktop"
	@echo "make test         set up what is missing and run every test"
	@echo "make bench        measure speed and length control, print the figures"
	@echo "make bench-engine measure the engine alone: speed, editing, takes, faults, growth; ARGS=--large"
	@echo "make lint         check style, formatting and types"
	@echo "make screenshots  draw the window in all its states, into docs/screenshots"
	@echo "make translations collect the texts of the window, compile their translations"
	@echo "make setup        set up what is missing, start nothing"
	@echo "make clean        remove everything that was set up in this folder"

run:
	@$(SETUP) run $(ARGS)

test:
	@$(SETUP) test $(ARGS)

bench:
	@$(SETUP) bench $(ARGS)

bench-engine:
	@$(SETUP) bench engine llama busy editing together cancel tuning faults growth $(ARGS)

lint:
	@$(SETUP) lint $(ARGS)

screenshots:
	@$(SETUP) screenshots $(ARGS)

translations:
	@$(SETUP) translations $(ARGS)

setup:
	@$(SETUP) setup $(ARGS)

clean:
	rm -rf .venv .cache build dist .mypy_cache .ruff_cache .hypothesis sample
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
