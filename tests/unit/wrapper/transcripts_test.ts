import { strict as assert } from "node:assert";
import type { CliEvent } from "@/domain/cli_event.ts";
import {
  kindRuns,
  replay,
  transcriptNames,
} from "@/tests/helpers/transcripts.ts";
import expected from "@/tests/fixtures/transcripts/expected_kinds.json" with {
  type: "json",
};

function of<Kind extends CliEvent["kind"]>(name: string, kind: Kind) {
  return replay(name).events.filter((event) => event.kind === kind) as Extract<
    CliEvent,
    { kind: Kind }
  >[];
}

Deno.test("transcripts are all expected, and nothing else is", () => {
  assert.deepEqual(transcriptNames(), Object.keys(expected));
});

for (const name of transcriptNames()) {
  Deno.test(`${name} becomes the expected kinds of events, when it is replayed`, () => {
    const { events } = replay(name);

    const kinds = kindRuns(events);

    assert.deepEqual(kinds, (expected as Record<string, string[]>)[name]);
    assert.deepEqual(events.filter(({ kind }) => kind === "malformed"), []);
  });

  Deno.test(`${name} counts a turn as succeeded only by its three fields, when it is replayed`, () => {
    const { events, results } = replay(name);

    const ended = events.filter((event) => event.kind === "turn_ended");

    assert.deepEqual(
      ended.map(({ result }) => [
        result.succeeded,
        result.totalCostUsd,
        result.turns,
      ]),
      results.map((frame) => [
        frame.subtype === "success" && frame.is_error === false &&
        frame.terminal_reason === "completed",
        frame.total_cost_usd,
        frame.num_turns,
      ]),
    );
  });
}

Deno.test("replayed messages become receipts under the uuid that was sent, when it is ours", () => {
  const uuids = of("01-handshake-multi-turn.jsonl", "message_received")
    .map(({ uuid }) => uuid);

  assert.deepEqual(uuids, [
    "72a80726-58b5-4ebb-82b7-54e235099b09",
    "dd9d41f3-0729-4098-a957-c00cdce44ab0",
  ]);
});

Deno.test("a command's own output is text of the user and no receipt, when it is marked as replayed", () => {
  const name = "11-control-requests.jsonl";

  const texts = of(name, "user_text").map(({ text }) => text);

  assert.deepEqual(of(name, "message_received"), []);
  assert.equal(texts.length, 2);
  assert.ok(texts.every((text) => text.includes("<local-command-stdout>")));
});

Deno.test("results name the messages that they answer, when two were merged into one turn", () => {
  const [first, second] = of("02-message-sent-mid-turn.jsonl", "turn_ended");

  assert.equal(first?.result.answers.length, 1);
  assert.equal(second?.result.answers.length, 2);
});

Deno.test("deltas of a block join to its finished text, when partial messages are on", () => {
  const name = "14-partial-messages.jsonl";
  const first = of(name, "delta")[0]?.messageId;
  const joined = (kind: "text" | "thinking" | "tool_input") =>
    of(name, "delta")
      .filter((delta) => delta.messageId === first && delta.of === kind)
      .map(({ text }) => text).join("");

  const blocks = of(name, "block_finished").map(({ block }) => block);

  assert.deepEqual(blocks.slice(0, 3), [
    { type: "thinking", text: joined("thinking") },
    { type: "text", text: joined("text") },
    {
      type: "tool_use",
      id: "toolu_script000016",
      name: "Bash",
      input: JSON.parse(joined("tool_input")),
    },
  ]);
});

Deno.test("a cut stream is abandoned under the id of its deltas, before the answer is streamed again", () => {
  const name = "33-api-stream-cut-once.jsonl";

  const [abandoned] = of(name, "stream_abandoned");

  const deltas = of(name, "delta");
  const kept = deltas.filter((d) => d.messageId !== abandoned?.messageId);
  assert.equal(deltas.length - kept.length, 3);
  assert.equal(kept.map(({ text }) => text).join(""), "fine now");
});

Deno.test("an interrupted block is marked as aborted, when a turn was interrupted", () => {
  const aborted = of("09-interrupt-streaming.jsonl", "block_finished")
    .map((block) => block.aborted);

  assert.deepEqual(aborted, [true, false, true, false]);
});

Deno.test("a failed API call is an error with its status, although its subtype says success", () => {
  const [ended] = of("28-api-500-exhausted.jsonl", "turn_ended");
  const [block] = of("28-api-500-exhausted.jsonl", "block_finished");

  assert.equal(ended?.result.subtype, "success");
  assert.equal(ended?.result.succeeded, false);
  assert.equal(ended?.result.isError, true);
  assert.equal(ended?.result.terminalReason, "api_error");
  assert.equal(ended?.result.apiErrorStatus, 500);
  assert.equal(block?.error, "server_error");
});

Deno.test("retries carry their status, and none when the network failed", () => {
  const status = (name: string) => of(name, "api_retry").map((r) => r.status);

  assert.deepEqual(status("24-api-401.jsonl"), Array(6).fill(401));
  assert.deepEqual(status("27-api-429-retry-after.jsonl"), [429, 429]);
  assert.deepEqual(status("29-api-529-retries.jsonl"), [529, 529]);
  assert.deepEqual(status("31-api-connection-refused.jsonl"), [
    undefined,
    undefined,
  ]);
});

Deno.test("a heartbeat names the tool that runs and not its own made-up id", () => {
  const heartbeats = of("23-mcp-long-call.jsonl", "tool_heartbeat");

  assert.deepEqual(
    new Set(heartbeats.map(({ toolUseId }) => toolUseId)),
    new Set(["toolu_script000001"]),
  );
  assert.equal(heartbeats[0]?.elapsedMs, 30_000);
});

Deno.test("frames of a subagent name the call that started it", () => {
  const name = "15-subagent-foreground.jsonl";

  const parents = of(name, "block_finished").map((b) => b.parentToolUseId);

  const agentCall = "toolu_script000021";
  assert.deepEqual(parents, [
    undefined,
    undefined,
    agentCall,
    agentCall,
    agentCall,
    undefined,
  ]);
});

Deno.test("a question to the person is marked, when a tool asks for an answer", () => {
  const [question] = of("42-ask-user-question.jsonl", "permission_requested");
  const [command] = of(
    "05-permission-allow-updated-input.jsonl",
    "permission_requested",
  );

  assert.equal(question?.needsPerson, true);
  assert.equal(question?.toolName, "AskUserQuestion");
  assert.equal(command?.needsPerson, false);
  assert.equal(command?.blockedPath, "/workspace/a.txt");
  assert.deepEqual(command?.input, {
    command: "touch a.txt; echo made",
    description: "test",
  });
  assert.equal(command?.suggestions.length, 3);
});

Deno.test("an open permission request is withdrawn, when the turn is interrupted", () => {
  const name = "45-interrupt-while-permission-pending.jsonl";

  const [withdrawn] = of(name, "request_withdrawn");

  const [asked] = of(name, "permission_requested");
  assert.equal(withdrawn?.requestId, asked?.requestId);
});

Deno.test("hooks and servers that we do not have are refused at once, when the CLI calls them", () => {
  const hooks = replay("12-hook-callbacks.jsonl").written;
  const servers = replay("41-mcp-message-host-server.jsonl").written;

  assert.equal(hooks.length, 7);
  assert.equal(servers.length, 4);
  for (const message of [...hooks, ...servers]) {
    assert.equal(message.type, "control_response");
    assert.equal(
      (message.response as { subtype: string }).subtype,
      "error",
    );
  }
});

Deno.test("the total only grows, when a session goes on in a new process", () => {
  const costs = of("44-costs-after-resume.jsonl", "turn_ended")
    .map(({ result }) => result.totalCostUsd);

  assert.equal(costs.length, 3);
  assert.deepEqual(costs, [...costs].sort((a, b) => a - b));
  assert.ok((costs[0] ?? 0) > 0);
});

Deno.test("structured output is passed on, and missing when the model gave none", () => {
  const outputs = of("18-json-schema.jsonl", "turn_ended")
    .map(({ result }) => result.structuredOutput);

  assert.deepEqual(outputs.slice(0, 3), [
    { answer: "A1", n: 7 },
    { answer: "A2", n: 7 },
    undefined,
  ]);
});
