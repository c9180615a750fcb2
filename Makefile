# The commands of the project. Each installs what it misses on a Debian machine, says so, and may be run again at any time.
SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help run test bench fmt lint quick frontend deny env clean

help: ## this list
	@printf 'Gongkai 公开\n\n'
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: ## install what is missing, build, load the demo and serve it on 127.0.0.1:8080
	@scripts/run.sh

test: ## everything: format, lints, unit and property tests, both databases, front end, browser
	@scripts/test.sh

bench: ## release build against nginx, then a million cases; fails below 0.6 of nginx or when the board grows
	@scripts/bench.sh

fmt: ## write every file in the house format
	@cargo fmt --all

lint: ## clippy and the front end's lints, warnings are failures
	@scripts/lint.sh

quick: ## the quick loop: unit and integration tests on SQLite only
	@scripts/quick.sh

frontend: ## build the style sheets and scripts that the program carries inside itself
	@scripts/frontend.sh

deny: ## licences, bans and sources of every dependency (by cargo-deny, where it is there)
	@scripts/deny.sh

env: ## print the settings the scripts build with, for a shell of your own
	@scripts/env.sh

clean: ## remove everything that was built; the demo's data in .gongkai/ stays
	@cargo clean
	@rm -rf frontend/dist frontend/node_modules tests/browser/node_modules
