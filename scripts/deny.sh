#!/usr/bin/env bash
# make deny: cargo-deny over deny.toml. It takes long to build: where it is not there the tests alone hold the tree against
# deny.toml (crates/server/tests/it/licences.rs).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if ! has cargo-deny; then
  say "cargo-deny is not there and is skipped: the tests hold licences, bans and sources against deny.toml. To have it: cargo install --locked cargo-deny"
  exit 0
fi
cargo deny --offline check bans licenses sources
