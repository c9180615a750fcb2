#!/usr/bin/env bash
# make env: the compiler flags of the scripts, so that a plain `cargo check` shares their artefacts.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build_settings
[[ -z ${RUSTFLAGS:-} ]] || printf 'export RUSTFLAGS=%q\n' "$RUSTFLAGS"
