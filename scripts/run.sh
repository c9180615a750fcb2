#!/usr/bin/env bash
# make run: from a fresh Debian machine to the demo in a browser. The dev profile: half the build time of release.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_toolchain
need_fonts
install_needed
check_node 18
build_settings
build_frontend
say "Building gongkai (the first time compiles everything: about five minutes on two cores)"
cargo build --workspace --locked
exec "$TARGET/debug/gongkai" demo "$@"
