#!/bin/sh
# Runs ejabberd as this very process, in the scratch folder $1: without ejabberdctl there is no epmd, no node name, no
# other user, and the process that is stopped is the server.
set -eu
cd "$1"
for module in /usr/lib/*/ejabberd-*/ebin/ejabberd.beam; do
  ERL_LIBS=${module%/ejabberd-*}
done
export ERL_LIBS HOME="$1" EJABBERD_CONFIG_PATH="$1/ejabberd.yml" EJABBERD_LOG_PATH="$1/ejabberd.log" \
  EJABBERD_PID_PATH="$1/ejabberd.pid" ERL_CRASH_DUMP="$1/crash.dump" ERL_INETRC="$1/inetrc" ERL_MAX_ETS_TABLES=1400
: >"$1/inetrc"
exec erl +K true +P 250000 +sbwt none -mnesia dir "\"$1/spool\"" -noinput -s ejabberd
