# The developer's menu: `make` lists it. Commands that users know too are ./carillon's.
.DEFAULT_GOAL := help
PYTHON := .carillon/venv/bin/python
LOCK := --quiet --generate-hashes --allow-unsafe --strip-extras \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help up down status logs reset test check bench bench-generations image assets format lock config-check event-docs access-docs openapi client

help: ## List these targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

up: ## Start everything and leave it running
	@./carillon up --detach

down: ## Stop everything that `up` started
	@./carillon down

status: ## Tell what runs
	@./carillon status

logs: ## Follow what the processes say
	@./carillon logs

reset: ## Remove all data, after asking
	@./carillon reset

test: ## Run all layers of tests; one layer: ./carillon test unit
	@./carillon test

check: ## Style, types, directions of imports, vocabulary, unit tests: under a minute
	@./carillon check

bench: ## Measure what docs/performance.md records
	@./carillon bench

bench-generations: ## Measure three generations of dialplan side by side on one Asterisk
	@./carillon bench generations

image: ## Build the telephony image if its recipe has changed
	@./carillon image build

assets: ## Build what the portal serves
	@./carillon build

config-check: ## Say what is wrong with the settings
	@./carillon config check

event-docs: ## Make the list of topics in docs/events*.md anew
	@$(PYTHON) -m control_plane event-docs docs/events.md docs/events.ru.md

access-docs: ## Make the tables of roles and permissions in docs/access*.md anew
	@$(PYTHON) -m control_plane access-docs docs/access.md docs/access.ru.md
client: ## Make the generated part of carillon_client anew, after a change of the API
	@$(PYTHON) -m deploy.client

openapi: ## Write docs/openapi.json anew after the API was changed
	@$(PYTHON) -m control_plane openapi docs/openapi.json

format: ## Sort imports and format all Python
	@$(PYTHON) -m ruff check --select I --fix --quiet . ; $(PYTHON) -m ruff format .

lock: ## Resolve pyproject.toml anew into requirements/*.txt
	@$(PYTHON) -m piptools compile $(LOCK) --all-extras -o requirements/dev.txt pyproject.toml
	@$(PYTHON) -m piptools compile $(LOCK) --extra control-plane --extra node --extra stack \
		-c requirements/dev.txt -o requirements/stack.txt pyproject.toml
	@$(PYTHON) -m piptools compile $(LOCK) --extra control-plane -c requirements/dev.txt \
		-o requirements/control-plane.txt pyproject.toml
	@$(PYTHON) -m piptools compile $(LOCK) --extra node -c requirements/dev.txt -o requirements/node.txt pyproject.toml
