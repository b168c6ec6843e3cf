#!/bin/sh
# Runs a server for as long as its standard input is open: keep.sh RUN COMMAND...
# Whatever ends presub closes that pipe, and then the server is stopped, by its id, and its scratch
# folder RUN removed. Prints the id of the server, and a line if the server ended by itself.
trap '' HUP INT PIPE
run=$1
shift
exec 3<&0 </dev/null
"$@" >"$run/output" 2>&1 3<&- &
server=$!
echo "$server"
{
  cat <&3 >/dev/null
  kill -TERM "$server"
  tries=0
  while [ $((tries += 1)) -le 50 ]; do
    sleep 0.1
  done
  kill -KILL "$server"
} 2>/dev/null >/dev/null &
stopper=$!
wait "$server"
status=$?
kill "$stopper" 2>/dev/null # before another process can have the id
echo "ended with status $status"
cat <&3 >/dev/null # presub reads the log before it lets go
rm -rf "$run"
