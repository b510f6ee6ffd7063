#!/usr/bin/env bash
# Stands in for `claude` where many of them talk: it answers what it is asked,
# and each message begins a turn without an end, in which it says a short word
# twenty times a second, as the CLI writes it with partial messages. A text of
# twenty words is followed by the finished block.
field() { # <name> <line>: the first text field of that name
  rest=${2#*\""$1"\":\"}
  value=${rest%%\"*}
}
frame() { # <event>
  printf '{"type":"stream_event","event":%s,"session_id":"%s","parent_tool_use_id":null,"uuid":"%s"}\n' "$1" "$session" "$session"
}
exec {never}<> <(:)

talk() {
  for ((message = 1; ; message++)); do
    id="msg_$$_$message"
    text=
    frame "{\"type\":\"message_start\",\"message\":{\"id\":\"$id\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"stand-in\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}"
    frame '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}'
    for ((word = 0; word < 20; word++)); do
      read -r -t 0.05 -u "$never"
      said="word $word "
      text+=$said
      frame "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"$said\"}}"
    done
    printf '{"type":"assistant","message":{"id":"%s","type":"message","role":"assistant","model":"stand-in","content":[{"type":"text","text":"%s"}],"stop_reason":null,"usage":{"input_tokens":1,"output_tokens":1}},"parent_tool_use_id":null,"session_id":"%s","uuid":"%s"}\n' "$id" "$text" "$session" "$session"
    frame '{"type":"content_block_stop","index":0}'
    frame '{"type":"message_stop"}'
  done
}

while IFS= read -r line; do
  case $line in
  *'"type":"control_request"'*)
    field request_id "$line"
    printf '{"type":"control_response","response":{"subtype":"success","request_id":"%s","response":{"account":{"apiKeySource":"ANTHROPIC_API_KEY"}}}}\n' "$value"
    ;;
  *'"type":"user"'*)
    field uuid "$line"
    session=$value
    printf '{"type":"user","message":{"role":"user","content":"it"},"uuid":"%s","isReplay":true}\n' "$value"
    talk &
    talking=$!
    ;;
  esac
done
[ -z "$talking" ] || kill "$talking"
