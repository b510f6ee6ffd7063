import { strict as assert } from "node:assert";
import type { Activity } from "@/domain/agent.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import { ActivityTracker } from "@/orchestrator/activity_tracker.ts";
import { AT } from "@/tests/helpers/fleet.ts";

const TURN: CliEvent = {
  kind: "turn_started",
  sessionId: "s",
  model: "m",
  cwd: "/",
  permissionMode: "default",
  tools: [],
  mcpServers: [],
  cliVersion: undefined,
  apiKeySource: undefined,
};

const delta = (
  of: "text" | "thinking" | "tool_input",
  parentToolUseId?: string,
): CliEvent => ({
  kind: "delta",
  messageId: "m",
  blockIndex: 0,
  of,
  text: "x",
  parentToolUseId,
});

const call = (
  id: string,
  name: string,
  input: unknown,
  parentToolUseId?: string,
): CliEvent => ({
  kind: "block_finished",
  messageId: "m",
  model: "m",
  block: { type: "tool_use", id, name, input },
  parentToolUseId,
  aborted: false,
  error: undefined,
});

const result = (toolUseId: string, parentToolUseId?: string): CliEvent => ({
  kind: "tool_result",
  toolUseId,
  text: "",
  isError: false,
  structured: undefined,
  parentToolUseId,
});

const ask = (toolName: string, requestId = "r"): CliEvent => ({
  kind: "permission_requested",
  requestId,
  toolName,
  toolUseId: undefined,
  input: { command: "rm -rf x" },
  suggestions: [],
  needsPerson: false,
  blockedPath: undefined,
});

const RETRY: CliEvent = {
  kind: "api_retry",
  attempt: 2,
  maxRetries: 10,
  delayMs: 1_500,
  status: 500,
  error: undefined,
};

/** The activity after each event, in short; `=` where it stays as it was. */
function follow(...events: readonly CliEvent[]): string[] {
  const tracker = new ActivityTracker();
  return events.map((event) => {
    const activity = tracker.observe(event, AT);
    return activity ? shown(activity) : "=";
  });
}

function shown(activity: Activity): string {
  return "tool" in activity
    ? `${activity.kind} ${activity.tool} ${activity.detail}`
    : activity.kind;
}

Deno.test("an agent begins to think with its turn, once", () => {
  assert.deepEqual(
    follow(TURN, delta("thinking"), delta("text"), delta("tool_input")),
    ["thinking", "=", "=", "="],
  );
});

Deno.test("an agent is at the tool that it called until the result is there", () => {
  assert.deepEqual(
    follow(
      TURN,
      call("1", "Bash", { command: "ls" }),
      result("1"),
      delta("text"),
    ),
    ["thinking", "tool Bash ls", "thinking", "="],
  );
});

Deno.test("of tools that run at the same time the last one called is shown, until all are done", () => {
  assert.deepEqual(
    follow(
      call("1", "Read", { file_path: "/a" }),
      call("2", "Read", { file_path: "/b" }),
      call("3", "Bash", { command: "make" }),
      result("2"),
      result("3"),
      result("1"),
    ),
    [
      "tool Read /a",
      "tool Read /b",
      "tool Bash make",
      "tool Bash make",
      "tool Read /a",
      "thinking",
    ],
  );
});

Deno.test("a subagent is one running tool, whatever it does inside", () => {
  assert.deepEqual(
    follow(
      call("1", "Agent", { description: "look" }),
      delta("text", "1"),
      call("2", "Bash", { command: "ls" }, "1"),
      result("2", "1"),
      result("1"),
    ),
    ["tool Agent look", "=", "=", "=", "thinking"],
  );
});

Deno.test("what a subagent waited for is over as soon as it goes on", () => {
  assert.deepEqual(
    follow(
      call("1", "Agent", { description: "look" }),
      RETRY,
      delta("text", "1"),
      delta("text", "1"),
    ),
    ["tool Agent look", "awaiting_retry", "tool Agent look", "="],
  );
});

Deno.test("a permission request shows what is asked for until it is answered, whatever else goes on", () => {
  const tracker = new ActivityTracker();
  tracker.observe(call("1", "Read", { file_path: "/a" }), AT);
  tracker.observe(call("2", "Bash", { command: "rm -rf x" }), AT);

  const asked = tracker.observe(ask("Bash"), AT);
  const meanwhile = [result("1"), delta("text"), RETRY].map((event) =>
    tracker.observe(event, AT)
  );
  const answered = tracker.answered("r", AT);
  const again = tracker.answered("r", AT);

  assert.deepEqual(asked, {
    kind: "awaiting_approval",
    since: AT,
    tool: "Bash",
    detail: "rm -rf x",
  });
  assert.deepEqual(meanwhile, [undefined, undefined, undefined]);
  assert.equal(shown(answered!), "tool Bash rm -rf x");
  assert.equal(again, undefined);
});

Deno.test("of several requests the others still wait when one is answered", () => {
  const tracker = new ActivityTracker();
  tracker.observe(ask("Bash", "r1"), AT);
  tracker.observe(ask("Write", "r2"), AT);

  const kinds = ["r2", "r1"].map((id) => shown(tracker.answered(id, AT)!));

  assert.deepEqual(kinds, ["awaiting_approval Bash rm -rf x", "thinking"]);
});

Deno.test("a try that waits for a limit of the account shows that it does", () => {
  const tracker = new ActivityTracker();

  const activity = tracker.observe({ ...RETRY, status: 529 }, AT);

  assert.deepEqual(activity, {
    kind: "awaiting_limit",
    since: AT,
    until: "2026-01-02T03:04:07.178Z",
  });
});

Deno.test("a retry shows until when it waits", () => {
  const tracker = new ActivityTracker();

  assert.deepEqual(tracker.observe(RETRY, AT), {
    kind: "awaiting_retry",
    since: AT,
    attempt: 2,
    until: "2026-01-02T03:04:07.178Z",
    status: 500,
  });
  assert.deepEqual(tracker.observe(delta("text"), AT), {
    kind: "thinking",
    since: AT,
  });
});

Deno.test("after the end of a turn nothing runs any more", () => {
  const tracker = new ActivityTracker();
  tracker.observe(call("1", "Bash", { command: "sleep 9" }), AT);

  tracker.reset();
  const next = [TURN, call("2", "Read", { file_path: "/a" }), result("2")]
    .map((event) => tracker.observe(event, AT)?.kind);

  assert.deepEqual(next, ["thinking", "tool", "thinking"]);
});
