# Shared by every script here: `source "$(dirname "$0")/lib/common.sh"`. Sets ROOT and goes there, so that a script may
# be started from anywhere; puts the Node that bootstrap fetched on PATH when the machine's own is too old.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$ROOT"

# Node builds and tests the UI; the server does not need it. 20.19 is what Vite asks for.
NODE_OLDEST=20.19
NODE_HOME=$ROOT/.cache/node

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$(basename "$0"): $*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    fail "this needs root and there is no sudo: $*"
  fi
}

# at_least 20.20.2 20.19: is the first version the second or later?
at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1) == "$2" ]]; }

node_is_usable() {
  local version
  have npm && version=$(node --version 2>/dev/null) && at_least "${version#v}" "$NODE_OLDEST"
}

use_node() {
  if ! node_is_usable && [[ -x $NODE_HOME/node_modules/.bin/node ]]; then
    export PATH="$NODE_HOME/node_modules/.bin:$PATH"
  fi
}

# A number that changes when a file below the given paths does.
fingerprint() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 2>/dev/null |
    sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# unchanged STAMP PATH...: was this the fingerprint when `remember STAMP` was last called?
unchanged() {
  local stamp=.cache/stamp/$1
  shift
  [[ -f $stamp && $(<"$stamp") == "$(fingerprint "$@")" ]]
}

remember() {
  local stamp=.cache/stamp/$1
  shift
  mkdir -p .cache/stamp
  fingerprint "$@" >"$stamp"
}

# The npm packages of web/, exactly as locked.
install_web() {
  if [[ ! -d web/node_modules ]] || ! unchanged web-packages web/package.json web/package-lock.json; then
    say "Installing the npm packages of web/"
    (cd web && npm ci --no-fund --no-audit --loglevel=error >&2) || return 1
    remember web-packages web/package.json web/package-lock.json
  fi
}

# web/dist, when a file it is made of has changed.
build_web() {
  local sources=(web messages)
  if [[ ! -f web/dist/index.html ]] || ! unchanged web-dist "${sources[@]}"; then
    install_web || return 1
    say "Building the web interface"
    (cd web && npm run --silent build >&2) || return 1
    remember web-dist "${sources[@]}"
  fi
}

# build_cpp PRESET [TARGET...]: configures where needed and builds, going on after an error to report them all.
build_cpp() {
  local preset=$1
  shift
  [[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" >&2 || return 1
  # With its memory in large pages clang takes a tenth less time (glibc 2.35; others pass over it).
  GLIBC_TUNABLES=glibc.malloc.hugetlb=1 ninja -C "build/$preset" -k 0 "$@" >&2
}

use_node
