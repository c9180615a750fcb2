#!/usr/bin/env bash
# make test: everything, on both databases and in a browser. Installs what is missing, asks nothing, stops at the first failure.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/postgres.sh"
trap postgres_stop EXIT

LOGS=
# stage NAME COMMAND...: runs it, keeps what it says in a log, and tells how long it took.
stage() {
  local name=$1 started=$SECONDS
  shift
  say "$name"
  "$@" 2>&1 | tee "$LOGS/${name// /-}.log" || die "failed: $name"
  say "$name: done in $((SECONDS - started)) s"
}

install_tools() {
  need_toolchain
  need_fonts
  need '[[ -n $(pg_bin) ]]' postgresql
  need 'has runuser' util-linux
  need 'has chromium' chromium
  need 'has pdftotext' poppler-utils
  need 'has qpdf' qpdf
  need 'has faketime' faketime
  install_needed
  check_node 20
  build_settings
  LOGS=$TARGET/test-logs
  mkdir -p "$LOGS"
}

lint_rust() { cargo clippy --workspace --all-targets --locked -- -D warnings; }
lint_frontend() { (cd frontend && npm run --silent lint); }
test_rust() {
  if has cargo-nextest; then
    cargo nextest run --workspace --locked --no-fail-fast
  else
    cargo test --workspace --locked --no-fail-fast
  fi
}
test_browser() {
  rm -rf "$TARGET/screenshots"
  npm_ci tests/browser &&
    (cd tests/browser && GONGKAI_BINARY="$TARGET/debug/gongkai" GONGKAI_SCREENSHOTS="$TARGET/screenshots" npm --silent test)
}

# The runners' own closing lines once more, so that the end of the output tells the whole story.
summary() {
  say "Everything passed in $((SECONDS / 60)) min $((SECONDS % 60)) s"
  grep -hE '^ *Summary \[|^test result:' "$LOGS/Rust-tests.log" || true
  if [[ -f $LOGS/Browser-tests.log ]]; then grep -hE '^(#|ℹ) (tests|pass|fail|skipped) ' "$LOGS/Browser-tests.log"; fi
}

main() {
  install_tools
  rm -f "$LOGS"/*.log
  build_frontend
  stage "Format" cargo fmt --all --check
  stage "Front end lints" lint_frontend
  stage "Lints" lint_rust
  stage "Licences and bans" scripts/deny.sh
  postgres_start
  stage "Rust tests" test_rust
  stage "Browser tests" test_browser
  summary
}

main "$@"
