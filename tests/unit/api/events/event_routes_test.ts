import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";
import { SseReader } from "@/tests/helpers/sse_reader.ts";

/** A gate whose log has five events. */
function gateWithLog(): GateUnderTest {
  const gate = new GateUnderTest();
  for (let n = 0; n < 5; n++) {
    gate.platform.commit({ type: "server.stopped", data: {} });
  }
  return gate;
}

Deno.test("the stream is an event stream that nothing on its way may keep", async () => {
  using gate = gateWithLog();

  const { headers } = await gate.ask("/api/events");

  assert.equal(headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(headers.get("x-accel-buffering"), "no");
});

Deno.test("Last-Event-ID goes before the id in the address", async () => {
  using gate = gateWithLog();

  const { body } = await gate.ask("/api/events?since=1", {
    headers: { "last-event-id": "3" },
  });
  const events = await new SseReader(body).eventsUntil(5);

  assert.deepEqual(events.map(({ id }) => id), ["4", "5"]);
});

Deno.test("an id that is no number is refused", async () => {
  using gate = gateWithLog();
  const ids = ["x", "-1", "1.5", "1e3", "0x1", "9".repeat(16), "1 2", "١"];

  for (const id of ids) {
    const since = encodeURIComponent(id);
    const byAddress = await gate.ask(`/api/events?since=${since}`);
    assert.equal(await problemLine(byAddress), "400 invalid_event_id", id);
    if (id === "١") continue; // no header can hold it
    const byHeader = await gate.ask("/api/events?since=1", {
      headers: { "last-event-id": id },
    });
    assert.equal(await problemLine(byHeader), "400 invalid_event_id", id);
  }
  assert.equal(
    await problemLine(await gate.ask("/api/events?since=")),
    "400 invalid_event_id",
  );
});

Deno.test("an unknown topic is refused", async () => {
  using gate = gateWithLog();

  for (const topics of ["agent", "fleet,x", "transcript:"]) {
    const answer = await gate.ask(`/api/events?topics=${topics}`);
    assert.equal(await problemLine(answer), "400 invalid_request", topics);
  }
  assert.equal(gate.sse.size, 0);
});

Deno.test("HEAD opens no stream", async () => {
  using gate = gateWithLog();

  const answer = await gate.ask("/api/events", { method: "HEAD" });

  assert.equal(answer.status, 200);
  assert.equal(answer.body, null);
  assert.equal(gate.sse.size, 0);
});
