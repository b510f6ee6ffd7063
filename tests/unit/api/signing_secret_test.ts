import { strict as assert } from "node:assert";
import { sha256 } from "@/api/access/secrets.ts";
import {
  GateUnderTest,
  memorySessions,
  TOKEN,
} from "@/tests/helpers/gate_under_test.ts";

const SECRET = "signing-secret-of-the-test";

async function signIn(gate: GateUnderTest): Promise<string> {
  const answer = await gate.anonymous("/login", {
    method: "POST",
    body: new URLSearchParams({ token: TOKEN }),
  });
  return answer.headers.getSetCookie()[0]!.split(";", 1)[0]!;
}

async function statusWith(gate: GateUnderTest, cookie: string) {
  const answer = await gate.anonymous("/api/agents", { headers: { cookie } });
  return answer.status;
}

Deno.test("a browser stays signed in over restarts with the same signing secret, and with another one it is signed out", async () => {
  const sessions = memorySessions();
  using before = new GateUnderTest({ sessions, signingSecret: SECRET });
  using same = new GateUnderTest({ sessions, signingSecret: SECRET });
  using other = new GateUnderTest({ sessions, signingSecret: `${SECRET}2` });
  using none = new GateUnderTest({ sessions });
  const cookie = await signIn(before);

  const statuses = await Promise.all(
    [before, same, other, none].map((gate) => statusWith(gate, cookie)),
  );
  const listed = await Promise.all(
    [same, other, none].map((gate) => gate.access.browsers(undefined)),
  );

  assert.deepEqual(statuses, [200, 200, 401, 401]);
  assert.deepEqual(listed.map(({ length }) => length), [1, 0, 0]);
});

Deno.test("a session made up in the store signs nobody in, when there is a signing secret", async () => {
  const sessions = memorySessions();
  using gate = new GateUnderTest({ sessions, signingSecret: SECRET });
  const [name] = (await signIn(gate)).split("=");
  const made = { created_at: gate.nowMs, seen_at: gate.nowMs };
  const mark = (await sessions.list())[0]![0].split(".")[1];
  await sessions.save(await sha256("made-up"), made);
  await sessions.save(`${await sha256("made-up")}.${mark}`, made);

  const status = await statusWith(gate, `${name}=made-up`);

  assert.equal(status, 401);
});
