#!/bin/sh
# Gives a task to any worker, waits for its end and prints the result.
# Usage: VAMP_URL=… AUTH_TOKEN=… first_task.sh ["what to do"]
set -eu

url=${VAMP_URL:-http://127.0.0.1:4005}
text=${1:-Say hello in one sentence.}
# An id of our own: sending the task twice makes one task.
id="curl-$(date +%s)-$$"

call() {
  method=$1 path=$2
  shift 2
  curl --silent --show-error --fail-with-body --request "$method" \
    --header "authorization: Bearer $AUTH_TOKEN" \
    --header "content-type: application/json" \
    "$@" "$url$path"
}

call POST /api/tasks --output /dev/null --data @- << JSON
{ "id": "$id", "description": "$text" }
JSON

while :; do
  task=$(call GET "/api/tasks/$id")
  status=$(printf '%s' "$task" | sed -n 's/.*"status":"\([a-z_]*\)".*/\1/p')
  echo "$id: $status"
  case $status in
    completed) break ;;
    failed | cancelled) printf '%s\n' "$task"; exit 1 ;;
  esac
  sleep 1
done
printf '%s\n' "$task" | sed -n 's/.*"output":"\(.*\)","output_length".*/\1/p'
