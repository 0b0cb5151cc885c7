# `make run` starts everything on a laptop; `make test` proves it. Both need python3 (3.11+) and make only.
PYTHON ?= python3
BIN := .venv/bin/python
# a stamp names the lock that it stands for, so a changed lock installs again
stamp = .venv/installed-$(1)-$(shell cksum < requirements-$(1).lock | tr -d ' ')
DEV := $(call stamp,dev)
# the developers' packages contain the laptop's
LOCAL := $(or $(wildcard $(DEV)),$(call stamp,local))
export PORT WORKERS
export PYTHONTZPATH :=

.PHONY: run test nightly lint bench memory clean

run: $(LOCAL)
	@exec $(BIN) -m careerhub.embedded

test: $(DEV)
	@exec $(BIN) -m tests.all

# every zone and every change of clocks, 20,000 random mentors a property: most of an hour
nightly: $(DEV)
	@exec $(BIN) -m pytest -q --hypothesis-profile=thorough --hypothesis-show-statistics tests/interviews/slots

lint: $(DEV)
	@exec $(BIN) -m tests.lint

bench: $(DEV)
	@exec $(BIN) -m tests.bench

memory: $(LOCAL)
	@exec $(BIN) manage.py memory

$(call stamp,local):
	@sh .ci/install "$(PYTHON)" local "$@"

$(DEV):
	@sh .ci/install "$(PYTHON)" dev "$@"

clean:
	@rm -rf .venv var staticfiles
