import { strict as assert } from "node:assert";
import { serveGate } from "@/tests/helpers/served_gate.ts";
import { SocketClient } from "@/tests/helpers/socket_client.ts";
import { until } from "@/tests/helpers/until.ts";

Deno.test("who asks for what there is not is refused", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);

  client.send({ type: "subscribe", topics: ["dance"] });
  const topics = await client.next("error");
  client.send({ type: "resume", seq: "x" });
  const place = await client.next("error");

  assert.deepEqual([topics.code, topics.request], [
    "invalid_request",
    "subscribe",
  ]);
  assert.deepEqual([place.code, place.request], ["invalid_request", "resume"]);
  for (const query of ["since=x", "topics=dance", "format=xml"]) {
    await assert.rejects(
      () => SocketClient.open(served.port, `?${query}`),
      query,
    );
  }
});

Deno.test("a flood is refused until it ebbs, and the socket stays open", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);

  for (let n = 0; n < 400; n++) client.send({ type: "ping" });
  const error = await client.next("error");
  await until("it may go on", () => {
    client.send({ type: "ping", id: "after" });
    return client.messages.some((each) => each.in_reply_to === "after");
  });

  assert.equal(error.code, "rate_limited");
  assert.ok(error.retry_after_ms > 0);
});
