type Frame = Readonly<Record<string, unknown>>;

/** Fields of a result that say how the turn ended. */
const RESULT_FIELDS = [
  "type",
  "subtype",
  "is_error",
  "result",
  "errors",
  "api_error_status",
  "terminal_reason",
  "startup_failure_reason",
  "num_turns",
];

/** What of a frame tells how a turn ended; nothing of those that do not. */
export function keptFrame(frame: Frame): Frame[] {
  switch (frame.type) {
    case "result":
      return [picked(frame, RESULT_FIELDS)];
    case "rate_limit_event":
      return [picked(frame, ["type", "rate_limit_info"])];
    case "system":
      return frame.subtype === "api_retry"
        ? [picked(frame, [
          "type",
          "subtype",
          "attempt",
          "max_retries",
          "retry_delay_ms",
          "error_status",
          "error",
        ])]
        : [];
    case "assistant":
      return frame.error === undefined ? [] : [{
        ...picked(frame, ["type", "parent_tool_use_id", "error"]),
        message: picked(frame.message as Frame, [
          "id",
          "model",
          "role",
          "content",
        ]),
      }];
    default:
      return [];
  }
}

function picked(frame: Frame, names: readonly string[]): Frame {
  return Object.fromEntries(
    names.filter((name) => frame[name] !== undefined)
      .map((name) => [name, shortened(frame[name])]),
  );
}

function shortened(value: unknown): unknown {
  return typeof value === "string" && value.length > 400
    ? `${value.slice(0, 400)}…[trimmed]`
    : value;
}
