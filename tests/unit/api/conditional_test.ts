import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const JSON_TYPE = { "content-type": "application/json" };
const NEW_RULE = {
  effect: "allow",
  pattern: { tool: "Bash", command: "deno test" },
};
const TEMPLATE = {
  name: "Mine",
  summary: "For a test.",
  config: { role: "worker" },
};

/** One record of each kind, its address, and a change of it. */
async function records(gate: GateUnderTest) {
  const post = async (path: string, body: unknown) =>
    await (await gate.post(path, body)).json();
  const agent = await post("/api/agents", { role: "worker" });
  const task = await post("/api/tasks", { description: "x" });
  const session = await post("/api/sessions", { name: "x" });
  const rule = await post("/api/rules", NEW_RULE);
  const template = await post("/api/templates", TEMPLATE);
  return [
    [`/api/agents/${agent.id}`, "PATCH", { name: "Bob" }],
    [`/api/tasks/${task.id}`, "PATCH", { priority: 5 }],
    [`/api/sessions/${session.id}`, "PATCH", { name: "y" }],
    [`/api/templates/${template.id}`, "PUT", { ...TEMPLATE, name: "Other" }],
    [`/api/rules/${rule.id}`, "DELETE", undefined],
    [`/api/tasks/${task.id}`, "DELETE", undefined],
    [`/api/agents/${agent.id}`, "DELETE", undefined],
    [`/api/templates/${template.id}`, "DELETE", undefined],
  ] as const;
}

Deno.test("a record that did not change is not sent again", async () => {
  using gate = new GateUnderTest();

  for (const [path] of await records(gate)) {
    const first = await gate.ask(path);
    const tag = first.headers.get("etag") ?? "";
    const ask = (tags: string) =>
      gate.ask(path, { headers: { "if-none-match": tags } });
    const answers = await Promise.all(
      [tag, `"x", W/${tag}`, "*", '"x"'].map(ask),
    );

    assert.match(tag, /^"\d+"$/, path);
    assert.deepEqual(answers.map(({ status }) => status), [304, 304, 304, 200]);
    assert.equal(answers[0]?.headers.get("etag"), tag);
    assert.equal(await answers[0]?.text(), "");
  }
});

Deno.test("a change of a record is refused when it was decided on an older one", async () => {
  using gate = new GateUnderTest();

  for (const [path, method, body] of await records(gate)) {
    const change = (tag: string) =>
      gate.ask(path, {
        method,
        headers: { ...(body && JSON_TYPE), "if-match": tag },
        ...(body && { body: JSON.stringify(body) }),
      });
    const tag = (await gate.ask(path)).headers.get("etag") ?? "";
    const logged = gate.platform.log.length;
    const late = await change('"0"');
    const loggedAfter = gate.platform.log.length;
    const good = await change(tag);

    assert.equal(await problemLine(late), "412 changed_meanwhile", path);
    assert.equal(loggedAfter, logged);
    assert.equal(good.status, 200, `${method} ${path}`);
    if (method !== "DELETE") {
      assert.notEqual(good.headers.get("etag"), tag, path);
      assert.equal(
        good.headers.get("etag"),
        (await gate.ask(path)).headers.get("etag"),
      );
    }
  }
});

Deno.test("a task that has ended can be deleted again, and is answered as it is", async () => {
  using gate = new GateUnderTest();
  const { id } = await (await gate.post("/api/tasks", { description: "x" }))
    .json();

  const first = await gate.ask(`/api/tasks/${id}`, { method: "DELETE" });
  const again = await gate.ask(`/api/tasks/${id}`, { method: "DELETE" });

  assert.deepEqual([first.status, again.status], [200, 200]);
  assert.equal((await again.json()).status, "cancelled");
});

Deno.test("hand-offs of nobody make an empty list, and unfit questions are refused", async () => {
  using gate = new GateUnderTest();

  const list = await (await gate.ask("/api/handoffs")).json();
  const line = await problemLine(await gate.ask("/api/handoffs?status=x"));

  assert.deepEqual(list, { items: [], next_cursor: null, complete: true });
  assert.equal(line, "400 invalid_request");
});
