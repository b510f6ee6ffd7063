import { strict as assert } from "node:assert";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { SocketClient } from "@/tests/helpers/socket_client.ts";
import { SseReader } from "@/tests/helpers/sse_reader.ts";

const HOUR_MS = 60 * 60 * 1_000;

/** A browser that is signed in, as its cookie. */
async function signIn({ origin }: ServedGate): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ token: TOKEN }),
  });
  await answer.body?.cancel();
  return answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
}

/** What the browser has open: an event stream, and a socket by a ticket of its own. */
async function openBoth(served: ServedGate, cookie: string) {
  const { origin, port } = served;
  const headers = { cookie, origin };
  const ticket = await fetch(`${origin}/api/auth/ticket`, {
    method: "POST",
    headers,
  });
  const stream = await fetch(`${origin}/api/events`, { headers });
  return {
    stream: new SseReader(stream.body),
    socket: await SocketClient.open(
      port,
      `?ticket=${(await ticket.json()).ticket}`,
      {},
    ),
  };
}

async function lastFrame(stream: SseReader): Promise<string | undefined> {
  let last: string | undefined;
  for (let frame; (frame = await stream.next());) last = frame.event;
  return last;
}

Deno.test("who signs out hears nothing more, on the stream and on the socket; others do", async () => {
  await using served = serveGate();
  const cookie = await signIn(served);
  const leaving = await openBoth(served, cookie);
  const staying = await openBoth(served, await signIn(served));

  const answer = await fetch(`${served.origin}/api/auth/session`, {
    method: "DELETE",
    headers: { cookie, origin: served.origin },
  });
  await answer.body?.cancel();
  const frame = await lastFrame(leaving.stream);
  const { code, reason } = await leaving.socket.closed;

  assert.equal(answer.status, 200);
  assert.equal(frame, "signed_out");
  assert.deepEqual([code, reason], [1008, "signed out"]);
  await staying.socket.settled();
  assert.equal(served.gate.sse.size, 1);
  await staying.stream.cancel();
  await staying.socket[Symbol.asyncDispose]();
});

Deno.test("a session that is over by time ends what it has open; a program's token does not run out", async () => {
  await using served = serveGate();
  const browser = await openBoth(served, await signIn(served));
  await using program = await SocketClient.open(served.port);

  served.gate.nowMs += 13 * HOUR_MS;
  await served.gate.access.endWhatIsOver();
  const frame = await lastFrame(browser.stream);
  const { code } = await browser.socket.closed;

  assert.deepEqual([frame, code], ["signed_out", 1008]);
  await program.settled();
});

Deno.test("a ticket of a browser that signed out meanwhile opens nothing that stays", async () => {
  await using served = serveGate();
  const cookie = await signIn(served);
  const headers = { cookie, origin: served.origin };
  const issued = await fetch(`${served.origin}/api/auth/ticket`, {
    method: "POST",
    headers,
  });
  const { ticket } = await issued.json();
  const answer = await fetch(`${served.origin}/api/auth/session`, {
    method: "DELETE",
    headers,
  });
  await answer.body?.cancel();

  const socket = await SocketClient.open(served.port, `?ticket=${ticket}`, {});

  assert.equal((await socket.closed).code, 1008);
});
