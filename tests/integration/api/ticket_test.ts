import { strict as assert } from "node:assert";
import { Tickets } from "@/api/access/tickets.ts";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";

/** The status line of a handshake that sends no token and no cookie. */
async function handshake(
  { port }: ServedGate,
  path: string,
  ...headers: readonly string[]
): Promise<string | undefined> {
  using connection = await RawConnection.open(port);
  await connection.send(
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "",
  );
  const answer = await connection.readUntil("\r\n\r\n");
  return answer.match(/^HTTP\/1\.1 (\d+)/)?.[1];
}

async function newTicket(served: ServedGate): Promise<string> {
  const answer = await served.fetch("/api/auth/ticket", { method: "POST" });
  assert.equal(answer.status, 201);
  return (await answer.json()).ticket;
}

Deno.test("a ticket opens one socket, and nothing else", async () => {
  await using served = serveGate();
  const ticket = await newTicket(served);
  const other = await newTicket(served);

  const first = await handshake(served, `/ws?ticket=${ticket}`);
  const again = await handshake(served, `/ws?ticket=${ticket}`);
  const wrong = await handshake(served, "/ws?ticket=x");
  const none = await handshake(served, "/ws");
  const stream = await handshake(served, `/api/events?ticket=${other}`);
  const token = await handshake(served, `/ws?ticket=${TOKEN}`);

  assert.deepEqual(
    [first, again, wrong, none, stream, token],
    ["101", "401", "401", "401", "401", "401"],
  );
});

Deno.test("a ticket does not help a page of a foreign origin", async () => {
  await using served = serveGate();
  const ticket = await newTicket(served);

  const foreign = await handshake(
    served,
    `/ws?ticket=${ticket}`,
    "Origin: https://evil.example",
  );

  assert.equal(foreign, "403");
});

Deno.test("only who is signed in gets a ticket", async () => {
  await using served = serveGate();

  const answer = await fetch(`${served.origin}/api/auth/ticket`, {
    method: "POST",
  });
  await answer.body?.cancel();

  assert.equal(answer.status, 401);
});

Deno.test("a ticket runs out after 30 s, and a thousand wait at most", async () => {
  const clock = { ms: 0 };
  const tickets = new Tickets(() => clock.ms);
  const caller = { kind: "token" } as const;
  const issued = await Promise.all(
    Array.from({ length: 1_001 }, () => tickets.issue(caller)),
  );
  const used = (at: number) => tickets.use(issued.at(at)?.ticket ?? "");

  clock.ms = 29_999;
  const inTime = await used(-1);
  const pushedOut = await Promise.all(
    issued.map(({ ticket }) => tickets.use(ticket)),
  );
  const late = await tickets.issue(caller);
  clock.ms = 60_000;

  assert.deepEqual(inTime, caller);
  assert.equal(pushedOut.filter((each) => each).length, 999);
  assert.equal(late.expiresAtMs, 59_999);
  assert.equal(await tickets.use(late.ticket), undefined);
});
