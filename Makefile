# The two commands that matter: `make serve` and `make test`. Everything else is in scripts/.

.DEFAULT_GOAL := help
.PHONY: help serve test build dev bench setup FORCE

# What the release build is made of. Folders count too, so that a deleted file is noticed.
INPUTS := $(shell find Cargo.toml Cargo.lock .cargo src public style scripts/build scripts/versions.sh 2>/dev/null)
OUTPUTS := target/release/aiscouncil target/release/hash.txt target/site/pkg

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  Tools are kept in $${AIS_TOOLS:-$${XDG_CACHE_HOME:-~/.cache}/aiscouncil} (AIS_TOOLS names another folder)."
	@echo "  AIS_WASM_TARGET=rustup|rust-src|debian forces one way to the browser's standard library."
	@echo "  AIS_CHROMIUM=/path names the browser of the tests. LEPTOS_SITE_ADDR=host:port is where the server listens."

serve: build ## Install what is missing, build, and serve http://127.0.0.1:3000
	@scripts/serve

test: ## Run everything that is checked; the last line is "N passed, N failed"
	@scripts/test

build: setup ## Make the release build alone: target/release/aiscouncil
	@$(MAKE) --no-print-directory --silent target/built

dev: setup ## Build without optimisation, serve, and reload at every change
	@scripts/dev

bench: ## Print the figures
	@scripts/bench

setup: ## Install the tools that are missing, and nothing else
	@scripts/setup

target/built: $(INPUTS) $(if $(word 3,$(wildcard $(OUTPUTS))),,FORCE)
	@scripts/build

FORCE:
