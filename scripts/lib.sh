# shellcheck shell=bash
# What every script shares: how it speaks, how it installs what is missing, how it builds. Sourced, never run.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# ---- speaking ----

if [[ -t 1 ]]; then BOLD=$'\e[1m' RED=$'\e[31m' PLAIN=$'\e[0m'; else BOLD='' RED='' PLAIN=''; fi
say() { printf '%s==>%s %s\n' "$BOLD" "$PLAIN" "$*"; }
die() {
  printf '%serror:%s %s\n' "$RED" "$PLAIN" "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# ---- installing ----

# Runs a command as root: directly, or through sudo. Without either it says what an administrator has to run.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif has sudo && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
    sudo "$@"
  else
    die "this needs an administrator, and sudo is not there for you. Ask for: $*"
  fi
}

apt_knows() {
  local package
  for package in "$@"; do
    [[ $(apt-cache policy "$package" 2>/dev/null) == *"Candidate: "[^\(]* ]] || return 1
  done
}

# apt_install PACKAGE...: asks nothing; refreshes the package lists only where they are missing or stale.
apt_install() {
  has apt-get || die "please install with this system's package manager: $* (only Debian's apt is known here)"
  say "Installing from Debian: $*"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@")
  if ! apt_knows "$@"; then as_root apt-get update -q; fi
  if ! as_root "${install[@]}"; then
    as_root apt-get update -q
    as_root "${install[@]}"
  fi
}

# need 'TEST' PACKAGE...: the packages are wanted when the test command fails; installed together by install_needed.
NEEDED=()
need() {
  local test=$1
  shift
  eval "$test" >/dev/null 2>&1 || NEEDED+=("$@")
}
install_needed() {
  if ((${#NEEDED[@]})); then apt_install "${NEEDED[@]}"; fi
  NEEDED=()
  # A linker that takes seconds instead of minutes; wanted where Debian has it, never required.
  if ! has mold && apt_knows mold; then apt_install mold; fi
}
installed() { [[ $(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) == *'ok installed' ]]; }

# The compiler, Node and the linker. Rust alone is not in Debian in a version young enough.
need_toolchain() {
  has cargo || die "Rust is missing: install it with rustup (https://rustup.rs), then run this again."
  local have want
  have=$(rustc --version | cut -d' ' -f2)
  want=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  [[ $(printf '%s\n' "$want" "$have" | sort -V | head -1) == "$want" ]] ||
    die "Rust $want or newer is needed, this is $have: run 'rustup update stable'."
  need 'has cc' gcc libc6-dev
  need 'has node && has npm' nodejs npm
}

# At least one face with every Chinese character, for the PDF and for screenshots.
need_fonts() { need 'installed fonts-noto-cjk' fonts-noto-cjk; }

# check_node VERSION: the front end builds with Debian 12's Node; the browser tests want a younger one.
check_node() {
  local major want=$1
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= want)) || die "Node $want or newer is needed, this is $(node --version)."
}

# ---- building ----

# The one place that decides compiler flags: everything built here shares its artefacts. mold links in seconds; it is never required.
# shellcheck disable=SC2034  # TARGET is read by the scripts that source this
build_settings() {
  if [[ -z ${RUSTFLAGS+set} ]] && has mold; then export RUSTFLAGS="-C link-arg=-fuse-ld=mold"; fi
  TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
}

# npm_ci FOLDER: installs what its lock file names, only when that changed since the last time.
npm_ci() {
  local folder=$1
  local stamp=$folder/node_modules/.package-lock.json
  if [[ ! -f $stamp || $folder/package-lock.json -nt $stamp ]]; then
    say "Installing the npm packages of $folder"
    (cd "$folder" && npm ci --no-audit --no-fund)
    touch "$stamp"
  fi
}

# Builds frontend/dist, which crates/web embeds; skipped while nothing in frontend/ changed.
build_frontend() {
  npm_ci frontend
  local stamp=frontend/node_modules/.built
  if [[ -d frontend/dist && -f $stamp ]] &&
    [[ -z $(find frontend \( -name node_modules -o -name dist \) -prune -o -newer "$stamp" -print -quit) ]]; then
    return
  fi
  say "Building the front end"
  (cd frontend && npm run --silent build)
  touch "$stamp"
}

# free_port: a loopback port nobody listens on now.
free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
