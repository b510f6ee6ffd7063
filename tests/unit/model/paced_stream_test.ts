import assert from "node:assert/strict";
import {
  playEvents,
  streamBody,
  type StreamPlan,
} from "@/model/paced_stream.ts";
import { seededRandom } from "@/model/seeded_random.ts";

const A_MINUTE = 60_000;

function plan(changes: Partial<StreamPlan> = {}): StreamPlan {
  return {
    delayMs: 0,
    message: {
      id: "msg_1",
      model: "claude-test",
      content: [{ type: "text", text: "abcdef" }],
      stopReason: "end_turn",
      usage: {
        input_tokens: 1,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: 1,
      },
    },
    pacing: { chunkSize: 2, chunkDelayMs: 0, random: seededRandom("x") },
    faults: { errorBody: "{}" },
    ...changes,
  };
}

/** A body together with the signal that its work is told to stop by. */
function open(streamPlan: StreamPlan, closing = new AbortController()) {
  const signals: AbortSignal[] = [];
  const body = streamBody((signal) => {
    signals.push(signal);
    return playEvents(streamPlan, signal);
  }, closing.signal);
  return { reader: body.getReader(), signal: signals[0]!, closing };
}

Deno.test("streamBody ends after the last event, when nothing disturbs it", async () => {
  const { reader } = open(plan());

  let count = 0;
  while (!(await reader.read()).done) count++;

  assert.equal(count, 8);
});

Deno.test("streamBody stops its work at once, when the reader leaves during a wait", async () => {
  const pacing = {
    chunkSize: 2,
    chunkDelayMs: A_MINUTE,
    random: seededRandom("x"),
  };
  const { reader, signal } = open(plan({ pacing }));
  await reader.read();
  await reader.read();
  const waiting = reader.read();

  await reader.cancel();

  assert.equal(signal.aborted, true);
  assert.equal((await waiting).done, true);
});

Deno.test("streamBody ends a stalled stream, when the model closes", async () => {
  const { reader, closing } = open(
    plan({ faults: { stallAfter: 1, errorBody: "{}" } }),
  );
  await reader.read();
  const waiting = reader.read();

  closing.abort();

  assert.equal((await waiting).done, true);
});

Deno.test("streamBody sends nothing, when the model was closed before", async () => {
  const closing = new AbortController();
  closing.abort();

  const { reader } = open(plan({ delayMs: A_MINUTE }), closing);

  assert.equal((await reader.read()).done, true);
});

Deno.test("streamBody passes a failure of its source on, when nobody asked it to stop", async () => {
  // deno-lint-ignore require-yield
  const body = streamBody(async function* () {
    await Promise.resolve();
    throw new TypeError("broken source");
  }, new AbortController().signal);

  const reading = body.getReader().read();

  await assert.rejects(reading, { message: "broken source" });
});
