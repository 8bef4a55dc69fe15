.DEFAULT_GOAL := help
.PHONY: help run test proof format package bench clean

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start Sluice on http://127.0.0.1:8080 (PORT=… for another), files under ./data
	@bash scripts/run.sh

test: ## Format check, build, tests, and tests against real MinIO and Redis
	@bash scripts/test.sh

proof: ## The proofs at full size: big objects, slow clients, outages (half an hour, 10 GiB of disk)
	@bash scripts/proof.sh

format: ## Format the sources
	@bash scripts/mvn.sh -q spotless:apply

package: ## Build target/quarkus-app/quarkus-run.jar, and app.aot, by which it starts in half the time
	@bash scripts/mvn.sh -q package -DskipTests
	@bash scripts/aot-cache.sh

bench: ## Measure against MinIO and nginx (ROW=… for one row, QUICK=1 to try it; see docs/PERFORMANCE.md)
	@bash scripts/bench.sh

clean: ## Delete what was built; ./data stays
	@rm -rf target
