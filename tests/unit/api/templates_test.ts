import { strict as assert } from "node:assert";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine, problemOf } from "@/tests/helpers/problem_answer.ts";

const WRITER = {
  name: "Writer",
  summary: "Writes documents.",
  config: { role: "worker", model: "haiku", capabilities: ["write"] },
};

Deno.test("a template is saved, found, listed, changed and removed", async () => {
  using gate = new GateUnderTest();

  const created = await gate.post("/api/templates", WRITER);
  const template = await created.json();
  const path = created.headers.get("location") ?? "";
  const found = await (await gate.ask(path)).json();
  const listed = await (await gate.ask("/api/templates")).json();
  const changed = await (await gate.put(path, { ...WRITER, name: "Scribe" }))
    .json();
  const removed = await gate.ask(path, { method: "DELETE" });
  const gone = await gate.ask(path);

  assert.equal(created.status, 201);
  assert.equal(path, "/api/templates/writer");
  assert.deepEqual(found, template);
  assert.deepEqual(listed.items, [...READY_TEMPLATES, template]);
  assert.deepEqual([changed.id, changed.name], ["writer", "Scribe"]);
  assert.equal(removed.status, 200);
  assert.equal(await problemLine(gone), "404 template_not_found");
});

Deno.test("a ready-made template is put back as it came, when it is deleted", async () => {
  using gate = new GateUnderTest();
  const path = "/api/templates/tester";
  await gate.put(path, WRITER);

  const back = await (await gate.ask(path, { method: "DELETE" })).json();

  const tester = READY_TEMPLATES.find(({ id }) => id === "tester");
  assert.deepEqual(back, tester);
  assert.deepEqual(await (await gate.ask(path)).json(), tester);
});

Deno.test("an agent made by a template has what the request leaves out from it", async () => {
  using gate = new GateUnderTest();

  const answer = await gate.post("/api/agents", {
    template: "reviewer",
    model: "haiku",
  });

  const { role, model, config } = await answer.json();
  const reviewer = READY_TEMPLATES.find(({ id }) => id === "reviewer");
  assert.equal(answer.status, 201);
  assert.deepEqual([role, model], ["worker", "haiku"]);
  assert.deepEqual(config, {
    ...reviewer?.config,
    model: "haiku",
    template: "reviewer",
  });
});

Deno.test("an agent is refused by the field, when its template or its role is missing", async () => {
  using gate = new GateUnderTest();

  const unknown = await gate.post("/api/agents", { template: "nobody" });
  const neither = await gate.post("/api/agents", { name: "Ida" });

  assert.equal(
    await problemLine(unknown),
    "404 template_not_found",
  );
  const problem = await problemOf(neither);
  assert.equal(problem.code, "invalid_request");
  assert.deepEqual(problem.errors?.map(({ path }) => path), ["role"]);
});
