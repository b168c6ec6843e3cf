#!/bin/sh
# Tests the page of presub report: the units of its script in Node.js, the page itself in Chromium, through
# playwright-core and axe-core. What cannot be had here is said in one line, and is no failure.
#
#   run.sh         with what is installed, and the packages of npm if its registry is reached
#   run.sh --get   only gets what is missing: Chromium, Node.js and npm with apt-get, then the packages
#   run.sh --lint  only looks at the script, if the linter can be had
#
# PRESUB is the program; pictures of the page go to PICTURES (build/browser).
set -eu
cd "$(dirname "$0")/../.."
here=tests/browser
units="$here/units.test.mjs"
pages="$here/page.test.mjs"
packages="the packages of $here/package-lock.json"

left_out() {
  echo "report: $1" >&2
  exit 0
}

has() { command -v "$1" >/dev/null 2>&1; }

install_packages() {
  as_root=; [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends chromium nodejs npm
}

# Fetches what package-lock.json names, unless it is there.
fetch_modules() {
  [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ] && return
  has npm && (cd $here && timeout 300 npm ci --silent --no-audit --no-fund --fetch-retries 1 \
    --fetch-timeout 20000 >/dev/null 2>&1 && touch node_modules/.package-lock.json)
}

lint() {
  $here/node_modules/.bin/eslint -c $here/eslint.config.mjs --max-warnings 0 viz/report $here
}

case "${1-}" in
--get)
  { has chromium && has node && has npm; } || install_packages ||
    left_out "not tested in a browser: chromium, nodejs or npm cannot be installed"
  fetch_modules || left_out "not tested in a browser: $packages cannot be had from npm"
  exit ;;
--lint)
  has node && fetch_modules || left_out "its script is not linted: that needs node, npm and its registry"
  lint
  exit ;;
esac

has node || left_out "its script is not tested: that needs nodejs (make test-browser installs it)"
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 18')" = true ] ||
  left_out "its script is not tested: that needs nodejs 18 or later"
mkdir -p "${PICTURES:=build/browser}"
export PICTURES CHROMIUM="${CHROMIUM:-$(command -v chromium || true)}"
log=$PICTURES/log
run() {
  node --test --test-reporter tap "$@" >"$log" 2>&1 || {
    sed '/^ *# Subtest/d' "$log" >&2
    exit 1
  }
  echo "$(sed -n 's/^# pass //p' "$log") tests of the report passed: $*"
}
run "$units"
[ -n "$CHROMIUM" ] || left_out "not tested in a browser: that needs chromium (make test-browser installs it)"
fetch_modules || left_out "not tested in a browser: $packages cannot be had from npm"
lint
run "$pages"
