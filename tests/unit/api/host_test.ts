import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const FOREIGN = [
  "127.0.0.1.evil:4005",
  "127.0.0.1.evil",
  "evil.example:4005",
  "evil.example",
  "localhost.evil:4005",
  "evil.localhost:4005",
  "localhost.:4005",
  "127.0.0.1.:4005",
  "LOCALHOST",
  "LOCALHOST:4006",
  "localhost",
  "localhost:",
  "localhost:0",
  "localhost:04005",
  "localhost:4005x",
  "localhost:4005 x",
  "localhost:4005,evil:4005",
  "localhost:4005@evil",
  "evil@localhost:4005",
  "a:b@localhost:4005",
  "127.0.0.1",
  "127.0.0.1:4006",
  "127.0.0.1:40050",
  "127.1:4005",
  "127.0.0.2:4005",
  "0.0.0.0:4005",
  "0x7f000001:4005",
  "2130706433:4005",
  "[::1]",
  "[::1]:4006",
  "[0:0:0:0:0:0:0:1]:4005",
  "[::ffff:127.0.0.1]:4005",
  "[::1%25lo]:4005",
  "[::]:4005",
  "::1:4005",
  "[",
  "[::1",
  "]:4005",
  ":4005",
  "http://localhost:4005",
  "localhost:4005/",
  "localhost\\:4005",
  "localhost%3a4005",
];

for (const host of FOREIGN) {
  Deno.test(`the gate answers 421 to Host "${host}"`, async () => {
    using gate = new GateUnderTest();

    const pages = await gate.ask("/", { headers: { host } });
    const api = await gate.ask("/api/health", { headers: { host } });

    assert.equal(await problemLine(pages), "421 wrong_host");
    assert.equal(await problemLine(api), "421 wrong_host");
  });
}

Deno.test("the gate answers 421 when the Host is missing or empty", async () => {
  using gate = new GateUnderTest();

  const missing = await gate.handle(new Request("http://127.0.0.1:4005/"));
  const empty = await gate.ask("/", { headers: { host: "" } });

  assert.equal(await problemLine(missing), "421 wrong_host");
  assert.equal(await problemLine(empty), "421 wrong_host");
});

Deno.test("the gate answers its own names in any case", async () => {
  using gate = new GateUnderTest();
  const names = ["127.0.0.1", "localhost", "LocalHost", "[::1]"];

  const answers = await Promise.all(
    names.map((name) =>
      gate.ask("/api/health", { headers: { host: `${name}:4005` } })
    ),
  );

  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200]);
});

Deno.test("the gate goes by a name without a port on the scheme's own port alone", async () => {
  using plain = new GateUnderTest({ port: 80 });
  using secure = new GateUnderTest({ port: 443, secure: true });
  using other = new GateUnderTest({ port: 80, secure: true });
  const headers = { host: "localhost" };

  const answers = await Promise.all(
    [plain, secure, other].map((gate) => gate.ask("/api/health", { headers })),
  );

  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 421]);
});

Deno.test("the gate reads the name from the address over TLS, as HTTP/2 has no Host", async () => {
  using gate = new GateUnderTest({ secure: true });
  const live = "/api/health/live";

  const ours = await gate.handle(new Request(`https://localhost:4005${live}`));
  const foreign = await gate.handle(new Request(`https://evil:4005${live}`));

  assert.equal(ours.status, 200);
  assert.equal(await problemLine(foreign), "421 wrong_host");
});
