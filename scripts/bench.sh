#!/usr/bin/env bash
# make bench: gongkai against nginx on this machine, then a million cases on both databases; loopback only and bounded in
# time. Needs the release build.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/postgres.sh"
trap postgres_stop EXIT

NGINX_IS_NEW=0

need_toolchain
need_fonts
if [[ ! -x /usr/sbin/nginx ]]; then
  NEEDED+=(nginx-light)
  NGINX_IS_NEW=1
fi
need 'has wrk' wrk
need 'has curl' curl
need 'has sqlite3' sqlite3
need '[[ -x /usr/bin/time ]]' time
need '[[ -n $(pg_bin) ]]' postgresql
need 'has runuser' util-linux
need '/usr/bin/python3 -c "import openpyxl"' python3-openpyxl
install_needed
# Debian starts what it installs: the bench brings its own configuration, so that one goes down again.
if [[ $NGINX_IS_NEW == 1 ]]; then
  if has systemctl && systemctl is-active --quiet nginx; then as_root systemctl disable --now nginx; else as_root service nginx stop || true; fi
fi
check_node 18
build_settings
build_frontend
say "Building the release (the first time: about eleven minutes on two cores)"
cargo build --release --workspace --locked
cargo build --release --workspace --example many_cases --example writing --locked
GONGKAI_BINARY=$TARGET/release/gongkai node benches/bench.mjs "$@"
# Saving a long document with proofreading, proofreading as such, and the diff of two editions.
"$TARGET/release/examples/writing"
# The search, where there is a folder of statutes to search in.
if [[ -n ${GONGKAI_CORPUS:-} ]]; then
  cargo build --release -p gongkai-search --example statutes --locked
  "$TARGET/release/examples/statutes" "$GONGKAI_CORPUS" benches/search-queries.tsv
  python3 benches/search_fts5.py "$GONGKAI_CORPUS" benches/search-queries.tsv
fi
postgres_start
export GONGKAI_BENCH_POSTGRES=$GONGKAI_TEST_POSTGRES
GONGKAI_BINARY=$TARGET/release/gongkai GONGKAI_FILLER=$TARGET/release/examples/many_cases node benches/cases.mjs
