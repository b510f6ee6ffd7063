#!/bin/sh
# Runs the real claude, except for agents whose model is "stand-in": for those
# it answers by itself, at the cost of one small shell, what the server would
# read from a claude: partial text, finished blocks, a result with its cost.
# So a host can carry a hundred agents that the server cannot tell from others.
stand_in=
session=
for word do
  case $word in
  --model=stand-in) stand_in=yes ;;
  --session-id=* | --resume=*) session=${word#*=} ;;
  esac
done
[ "$stand_in" ] || exec "$REAL_CLAUDE" "$@"

turns=0
answer() {
  printf '{"type":"control_response","response":{"subtype":"success","request_id":"%s","response":{"account":{"apiKeySource":"ANTHROPIC_API_KEY"},"claude_code_version":"2.1.330"}}}\n' "$1"
}
piece() {
  printf '{"type":"stream_event","event":%s,"parent_tool_use_id":null,"api_message_id":"msg_%s_%s"}\n' "$3" "$1" "$2"
}
block() {
  piece "$1" "$2" '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}'
  for part in 1 2 3 4 5; do
    piece "$1" "$2" '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a few words, "}}'
  done
  printf '{"type":"assistant","message":{"id":"msg_%s_%s","model":"stand-in","content":[{"type":"text","text":"a few words, a few words, a few words, a few words, a few words, "}],"stop_reason":null,"usage":{}},"parent_tool_use_id":null}\n' "$1" "$2"
  piece "$1" "$2" '{"type":"content_block_stop","index":0}'
}
turn() {
  turns=$((turns + 1))
  printf '{"type":"system","subtype":"session_state_changed","state":"running"}\n'
  printf '{"type":"user","message":{"role":"user","content":""},"parent_tool_use_id":null,"isReplay":true,"uuid":"%s"}\n' "$1"
  printf '{"type":"system","subtype":"init","session_id":"%s","model":"stand-in","cwd":"/","permissionMode":"default","tools":[],"mcp_servers":[]}\n' "$session"
  for number in 1 2 3 4 5 6 7 8; do block "$turns" "$number"; done
  printf '{"type":"result","subtype":"success","is_error":false,"terminal_reason":"completed","result":"done","num_turns":1,"duration_ms":1,"duration_api_ms":1,"total_cost_usd":%se-3,"usage":{"input_tokens":10,"output_tokens":10},"modelUsage":{"stand-in":{"inputTokens":%s0,"outputTokens":%s0,"costUSD":%se-3}},"user_message_uuids":["%s"]}\n' "$turns" "$turns" "$turns" "$turns" "$1"
  printf '{"type":"system","subtype":"session_state_changed","state":"idle"}\n'
}
while IFS= read -r line; do
  case $line in
  '{"type":"control_request"'*)
    id=${line#*\"request_id\":\"}
    answer "${id%%\"*}"
    ;;
  '{"type":"user"'*)
    id=${line##*\"uuid\":\"}
    turn "${id%%\"*}"
    ;;
  esac
done
