# shellcheck shell=bash
# A PostgreSQL of our own for the tests: a new cluster in a temporary folder, on a free loopback port, with a password made
# for this run, never fsynced, gone when the script ends. Sourced after lib.sh; the machine's own cluster is left alone.

PG_FOLDER=''

# The newest version that is installed; Debian keeps the server's programs off the PATH.
pg_bin() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1; }

# PostgreSQL refuses to run as root: then it runs as the user that Debian's package made for it.
pg_as() { if [[ $EUID -eq 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }

postgres_start() {
  local bin port password
  bin=$(pg_bin)
  [[ -x $bin/initdb ]] || die "PostgreSQL's programs are not under /usr/lib/postgresql"
  PG_FOLDER=$(mktemp -d /tmp/gongkai-postgres.XXXXXX)
  port=$(free_port)
  password=$(node -p 'require("crypto").randomBytes(12).toString("hex")')
  printf '%s\n' "$password" >"$PG_FOLDER/password"
  if [[ $EUID -eq 0 ]]; then chown -R postgres "$PG_FOLDER"; fi
  (
    cd "$PG_FOLDER"
    pg_as "$bin/initdb" -D "$PG_FOLDER/data" -U gongkai --pwfile="$PG_FOLDER/password" --auth=scram-sha-256 \
      -E UTF8 --locale=C.UTF-8 --no-sync >"$PG_FOLDER/initdb.log"
    pg_as "$bin/pg_ctl" -D "$PG_FOLDER/data" -l "$PG_FOLDER/data/server.log" -w -t 60 -o "-p $port -h 127.0.0.1 -k '' \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400" start >/dev/null
  ) || {
    cat "$PG_FOLDER"/initdb.log "$PG_FOLDER"/data/server.log >&2 || true
    die "PostgreSQL did not start"
  }
  export GONGKAI_TEST_POSTGRES="postgres://gongkai:$password@127.0.0.1:$port/postgres"
  export GONGKAI_TEST_REQUIRE_POSTGRES=1
}

postgres_stop() {
  [[ -n $PG_FOLDER ]] || return 0
  (cd / && pg_as "$(pg_bin)/pg_ctl" -D "$PG_FOLDER/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$PG_FOLDER"
  PG_FOLDER=''
}
