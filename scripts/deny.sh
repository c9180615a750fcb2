#!/usr/bin/env bash
# make deny: cargo-deny over deny.toml. It takes long to build, so make test does without: the walls are tested there too.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

has cargo-deny || die "cargo-deny is not there: cargo install --locked cargo-deny"
cargo deny --offline check bans licenses sources
