import assert from "node:assert/strict";
import { browserName } from "@/api/access/browser_name.ts";
import { GateUnderTest, TOKEN } from "@/tests/helpers/gate_under_test.ts";

Deno.test("a browser is named by its program and its system, and by nothing more", () => {
  const names = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
    "something else",
    undefined,
  ].map(browserName);

  assert.deepEqual(names, [
    "Firefox on Linux",
    "Edge on Windows",
    "Safari on iPhone",
    null,
    null,
  ]);
});

Deno.test("signed-in browsers are listed, and one is signed out from another", async () => {
  using gate = new GateUnderTest();
  const signIn = async (agent: string) => {
    const answer = await gate.anonymous("/login", {
      method: "POST",
      headers: { "user-agent": agent },
      body: new URLSearchParams({ token: TOKEN }),
    });
    return answer.headers.getSetCookie()[0]!.split(";", 1)[0]!;
  };
  const mine = await signIn("X11; Linux x86_64 Firefox/140.0");
  const other = await signIn("");
  const ask = (cookie: string, path = "", method = "GET") =>
    gate.anonymous(`/api/auth/browsers${path}`, {
      method,
      headers: { cookie, origin: "http://localhost:4005" },
    });

  const { items } = await (await ask(mine)).json();
  const [first, second] = items;
  const signedOut = await ask(mine, `/${second.id}`, "DELETE");
  const again = await ask(mine, `/${second.id}`, "DELETE");

  assert.equal(items.length, 2);
  assert.equal(first.is_this, true);
  assert.equal(first.name, "Firefox on Linux");
  assert.equal(signedOut.status, 200);
  assert.equal((await signedOut.json()).is_this, false);
  assert.equal(again.status, 404);
  assert.equal((await ask(other)).status, 401);
  assert.equal((await (await ask(mine)).json()).items.length, 1);
});
