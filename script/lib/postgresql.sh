# A PostgreSQL of one's own for the time of a test run: an empty cluster in a temporary folder, reached by its socket
# only, without fsync. Needs common.sh.
#
#   trap stop_postgresql EXIT
#   start_postgresql            # exports BATON_TEST_POSTGRESQL, a libpq connection string of a superuser
# shellcheck shell=bash

POSTGRESQL_HOME=

postgresql_bin() {
  local folder
  for folder in /usr/lib/postgresql/15/bin "$(pg_config --bindir 2>/dev/null || true)"; do
    # "return 0": a bare one in a trap gives the status that the script ends with, and a run that failed left its server behind.
    [[ -x $folder/initdb ]] && printf '%s\n' "$folder" && return 0
  done
  say "PostgreSQL 15 is not installed (script/bootstrap --test)"
  return 1
}

# PostgreSQL refuses to run as root, so root hands it to the account that the package made, or to nobody.
as_postgresql() {
  if [[ $EUID -ne 0 ]]; then
    "$@"
  elif id postgres >/dev/null 2>&1; then
    runuser -u postgres -- "$@"
  else
    runuser -u nobody -- "$@"
  fi
}

# In memory where there is room: each test makes and drops a database of six hundred files, which takes a disk four times as long.
postgresql_parent() {
  local free
  free=$(df --output=avail --block-size=1G /dev/shm 2>/dev/null | tail -n1)
  if [[ -w /dev/shm && ${free:-0} -ge 4 ]]; then printf /dev/shm; else printf '%s' "${TMPDIR:-/tmp}"; fi
}

start_postgresql() {
  local bin
  bin=$(postgresql_bin) || return 1
  POSTGRESQL_HOME=$(mktemp -d "$(postgresql_parent)/baton-postgresql.XXXXXX")
  chmod 711 "$POSTGRESQL_HOME"
  mkdir -m 755 "$POSTGRESQL_HOME/socket"
  if [[ $EUID -eq 0 ]]; then
    chown -R "$(as_postgresql id -u)" "$POSTGRESQL_HOME"
  fi
  # From a folder that the account may enter, or each program warns.
  (
    cd "$POSTGRESQL_HOME"
    as_postgresql "$bin/initdb" --pgdata=data --username=baton --auth=trust --encoding=UTF8 --locale=C \
      --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 1; }
    cat >options <<OPTIONS
listen_addresses = ''
unix_socket_directories = '$POSTGRESQL_HOME/socket'
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 200
OPTIONS
    cat options >>data/postgresql.conf
    as_postgresql "$bin/pg_ctl" --pgdata=data --log=data/server.log --wait --timeout=30 start >/dev/null ||
      { as_postgresql cat data/server.log >&2; exit 1; }
    as_postgresql "$bin/createdb" --host="$POSTGRESQL_HOME/socket" --username=baton baton
  ) || { stop_postgresql; return 1; }
  export BATON_TEST_POSTGRESQL="host=$POSTGRESQL_HOME/socket user=baton dbname=baton"
}

stop_postgresql() {
  [[ -n $POSTGRESQL_HOME ]] || return 0
  local bin
  bin=$(postgresql_bin)
  (cd "$POSTGRESQL_HOME" && as_postgresql "$bin/pg_ctl" --pgdata=data --mode=immediate stop >/dev/null 2>&1) || true
  rm -rf "$POSTGRESQL_HOME"
  POSTGRESQL_HOME=
  unset BATON_TEST_POSTGRESQL
}
