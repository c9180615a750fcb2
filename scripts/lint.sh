#!/usr/bin/env bash
# make lint: what make test checks before it runs anything.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_toolchain
install_needed
check_node 18
build_settings
build_frontend
cargo fmt --all --check
cargo clippy --workspace --all-targets --locked -- -D warnings
(cd frontend && npm run --silent lint)
if has shellcheck; then shellcheck -x scripts/*.sh .ci/run; fi
