#!/usr/bin/env bash
# make quick: Rust's tests alone, on SQLite. Arguments go to the runner.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_toolchain
need_fonts
install_needed
check_node 18
build_settings
build_frontend
if has cargo-nextest; then
  exec cargo nextest run --workspace --locked "$@"
fi
exec cargo test --workspace --locked "$@"
