#!/bin/sh
# Makes the figures of the documentation again: runs every command of the console blocks in
# README.md, CONTRIBUTING.md and docs/*.md and writes what it prints under it, where something
# stands there; copies the pictures that a command draws to docs/, where one of that name is.
# `make docs` runs this with presub on the PATH.
set -eu
pages="README.md CONTRIBUTING.md $(echo docs/*.md)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Each page has a folder of its own.
begin_page() {
  rm -rf "$work/run"
  mkdir "$work/run"
  ln -s "$PWD/model" "$PWD/docs" "$PWD/README.md" "$work/run"
}

# Without what differs from run to run.
without_times() {
  sed -E 's/[0-9.]+ s, [0-9.]+ bytes a state//' "$1"
}

# Two pages are about servers that run.
live_pages="docs/servers.md docs/races.md"
if ! { command -v prosody && PATH="$PATH:/usr/sbin" command -v ejabberdctl; } >/dev/null; then
  echo "  not without prosody and ejabberd: $live_pages" >&2
  for page in $live_pages; do
    pages=$(echo "$pages" | sed "s|$page||")
  done
fi

for page in $pages; do
  begin_page
  awk -v work="$work/run" '
    /^```/ { flush_line(); inside = !inside && $0 == "```console" }
    inside && /^\$ / { flush_line(); command = substr($0, 3); print; next }
    command == "" { print; next }
    { shown = 1 }  # the old output of the command

    # Runs the command that was read last; prints what it prints if something was shown.
    function flush_line(   shell, line) {
      if (command == "") return
      shell = "cd " work " && { " command "\n} 2>/dev/null"  # not the progress
      while ((shell | getline line) > 0) if (shown) print line
      close(shell)
      command = ""; shown = 0
    }' "$page" >"$work/page"
  [ "$(without_times "$work/page")" = "$(without_times "$page")" ] || { cp "$work/page" "$page"; echo "  $page"; }
  find "$work/run" -maxdepth 1 \( -name '*.svg' -o -name '*.dot' \) -exec mv {} "$work" \;
done

# What dot lays out depends on fonts: such a picture is drawn again when its DOT file changes.
for picture in "$work"/*.svg; do
  drawn=docs/${picture##*/}
  [ -f "$drawn" ] || continue
  source=${drawn%.svg}.dot
  if [ -f "$source" ]; then
    cmp -s "${picture%.svg}.dot" "$source" || { cp "${picture%.svg}.dot" "$picture" docs; echo "  $drawn"; }
  else
    cmp -s "$picture" "$drawn" || { cp "$picture" "$drawn"; echo "  $drawn"; }
  fi
done
