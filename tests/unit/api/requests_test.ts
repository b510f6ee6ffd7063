// Long, because each resource has a list of what it takes and refuses.
import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import { PROBLEMS } from "@/api/problem.ts";
import { REFUSAL_CODES } from "@/domain/platform.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine, problemOf } from "@/tests/helpers/problem_answer.ts";

const JSON_TYPE = { "content-type": "application/json" };
const MEBIBYTE = 1024 * 1024;

async function createdAgent(gate: GateUnderTest): Promise<string> {
  const answer = await gate.post("/api/agents", { role: "worker" });
  return (await answer.json()).id;
}

Deno.test("an agent is created, found, listed and terminated", async () => {
  using gate = new GateUnderTest();

  const created = await gate.post("/api/agents", {
    role: "manager",
    model: "opus",
    resource_limits: { memory_mb: 512, timeout_seconds: 300 },
  });
  const agent = await created.json();
  const path = created.headers.get("location") ?? "";
  const found = await (await gate.ask(path)).json();
  const listed = await (await gate.ask("/api/agents")).json();
  const ended = await (await gate.ask(path, { method: "DELETE" })).json();
  const left = await (await gate.ask("/api/agents?status=starting")).json();

  assert.equal(created.status, 201);
  assert.equal(path, `/api/agents/${agent.id}`);
  assert.deepEqual(found, agent);
  assert.deepEqual(listed, { items: [agent], next_cursor: null });
  assert.deepEqual(
    [agent.role, agent.model, agent.status, ended.status],
    ["manager", "opus", "starting", "terminated"],
  );
  assert.deepEqual(left.items, []);
});

Deno.test("a task is given once, however often it is sent", async () => {
  using gate = new GateUnderTest();
  const path = `/api/agents/${await createdAgent(gate)}/tasks`;
  const task = { id: "test-task-001", description: "Do it", priority: 1 };

  const first = await gate.post(path, task);
  const again = await gate.post(path, task);

  const made = await first.json();
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.deepEqual(await again.json(), made);
  assert.equal(first.headers.get("location"), `/api/tasks/${made.id}`);
  assert.equal(made.task_id, "test-task-001");
  const byOwnId = await gate.ask("/api/tasks/test-task-001");
  assert.deepEqual(await byOwnId.json(), made);
});

Deno.test("tasks come in pages that join without a gap", async () => {
  using gate = new GateUnderTest();
  const path = `/api/agents/${await createdAgent(gate)}/tasks`;
  for (let n = 0; n < 5; n++) await gate.post(path, { description: `${n}` });

  const seen: string[] = [];
  let cursor = "";
  do {
    const page = await (await gate.ask(`/api/tasks?limit=2${cursor}`)).json();
    seen.push(...page.items.map((task: { title: string }) => task.title));
    cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
  } while (cursor);

  assert.deepEqual(seen, ["4", "3", "2", "1", "0"]);
});

Deno.test("a transcript is read backwards from its end", async () => {
  using gate = new GateUnderTest();
  const id = await createdAgent(gate);
  const path = `/api/agents/${id}/transcript`;
  for (let n = 0; n < 3; n++) {
    gate.platform.say(
      id as Parameters<typeof gate.platform.say>[0],
      `say ${n}`,
    );
  }

  const last = await (await gate.ask(`${path}?limit=2`)).json();
  const first = await (await gate.ask(`${path}?before=${last.next_before}`))
    .json();
  const entry = await (await gate.ask(`${path}/1`)).json();

  const numbers = (page: { entries: { n: number }[] }) =>
    page.entries.map(({ n }) => n);
  assert.deepEqual([numbers(last), last.next_before], [[1, 2], 1]);
  assert.deepEqual([numbers(first), first.next_before], [[0], null]);
  assert.deepEqual([entry.entry.n, entry.text], [1, "say 1"]);
  assert.equal(
    await problemLine(await gate.ask(`${path}/3`)),
    "404 entry_not_found",
  );
});

Deno.test("a body of more than 1 MiB is refused, with a length and without", async () => {
  using gate = new GateUnderTest();
  const big = new Uint8Array(6 * MEBIBYTE).fill(0x20);
  const send = (body: BodyInit, path = "/api/agents") =>
    gate.ask(path, { method: "POST", headers: JSON_TYPE, body });
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(MEBIBYTE / 4));
    },
  });

  const lines = await Promise.all(
    [send(big), send(endless), send(big, "/login"), send(big, "/agents/1")]
      .map(async (answer) => await problemLine(await answer)),
  );

  assert.deepEqual(lines, Array(4).fill("413 body_too_large"));
  assert.ok(pulled < 10, `${pulled} chunks were read`);
});

Deno.test("a body that is not JSON, or not said to be, is refused", async () => {
  using gate = new GateUnderTest();
  const send = async (body: string, type: string) =>
    await problemLine(
      await gate.ask("/api/agents", {
        method: "POST",
        headers: { "content-type": type },
        body,
      }),
    );

  const broken = ["{", "", "{role}", '{"role":"worker"', "[".repeat(100_000)];
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "text/plain; application/json",
    "",
  ];

  for (const body of broken.filter(Boolean)) {
    assert.equal(await send(body, "application/json"), "400 invalid_json");
  }
  assert.match(await send("", "application/json"), /^400 invalid_/);
  for (const type of types) {
    const line = await send('{"role":"worker"}', type);
    assert.equal(line, "415 unsupported_media_type", type);
  }
  assert.deepEqual(gate.platform.log, []);
});

Deno.test("JSON is taken under all the spellings of its media type", async () => {
  using gate = new GateUnderTest();
  const types = ["application/json; charset=utf-8", "Application/JSON"];

  const answers = await Promise.all(
    types.map((type) =>
      gate.ask("/api/agents", {
        method: "POST",
        headers: { "content-type": type },
        body: '{"role":"worker"}',
      })
    ),
  );

  assert.deepEqual(answers.map(({ status }) => status), [201, 201]);
});

const UNFIT_AGENTS: readonly (readonly [unknown, string])[] = [
  [{}, "role"],
  [{ role: "boss" }, "role"],
  [{ role: null }, "role"],
  [{ role: "worker", colour: "red" }, ""],
  [JSON.parse('{"role":"worker","__proto__":{"admin":true}}'), ""],
  [{ role: "worker", model: "--dangerous" }, "model"],
  [{ role: "worker", name: " " }, "name"],
  [{ role: "worker", name: "a\nb" }, "name"],
  [{ role: "worker", permission_mode: "bypassPermissions" }, "permission_mode"],
  [{ role: "worker", working_directory: "work" }, "working_directory"],
  [{ role: "worker", allowed_tools: "Bash" }, "allowed_tools"],
  [
    { role: "worker", resource_limits: { memory_mb: 0 } },
    "resource_limits.memory_mb",
  ],
  [{ role: "worker", resource_limits: { disk: 1 } }, "resource_limits"],
  [null, ""],
  [[], ""],
  ["worker", ""],
];
for (const [body, path] of UNFIT_AGENTS) {
  Deno.test(`an agent is refused by the field that does not fit: ${JSON.stringify(body)}`, async () => {
    using gate = new GateUnderTest();

    const problem = await problemOf(await gate.post("/api/agents", body));

    assert.equal(problem.code, "invalid_request");
    assert.deepEqual(problem.errors?.map((error) => error.path), [path]);
    assert.deepEqual(gate.platform.log, []);
  });
}

Deno.test("a task is refused by the field that does not fit", async () => {
  using gate = new GateUnderTest();
  const path = `/api/agents/${await createdAgent(gate)}/tasks`;
  const unfit: readonly (readonly [Record<string, unknown>, string])[] = [
    [{}, "description"],
    [{ description: "" }, "description"],
    [{ description: " \n\t" }, "description"],
    [{ description: "x".repeat(200_001) }, "description"],
    [{ description: "x", priority: 1.5 }, "priority"],
    [{ description: "x", priority: 1_000 }, "priority"],
    [{ description: "x", id: "a b" }, "id"],
    [{ description: "x", id: "" }, "id"],
    [{ description: "x", id: "x".repeat(65) }, "id"],
    [{ description: "x", title: "" }, "title"],
    [{ description: "x", agent: "y" }, ""],
  ];

  for (const [task, field] of unfit) {
    const problem = await problemOf(await gate.post(path, task));
    assert.equal(problem.code, "invalid_request");
    assert.deepEqual(problem.errors?.map((error) => error.path), [field]);
  }
  assert.deepEqual(Object.keys(gate.platform.fleet().tasks), []);
});

Deno.test("a query is refused by the field that does not fit", async () => {
  using gate = new GateUnderTest();
  const unfit = [
    "/api/tasks?status=done",
    "/api/tasks?limit=0",
    "/api/tasks?limit=201",
    "/api/tasks?limit=many",
    "/api/tasks?limit=1.5",
    "/api/tasks?limit=1&limit=2",
    "/api/tasks?agent_id=1",
    "/api/tasks?order=asc",
    "/api/agents?order=asc",
    "/api/agents?status=sleeping",
    "/api/agents?session_id=1",
    "/api/tasks?session_id=1",
    "/api/sessions?status=paused",
    "/api/sessions?limit=0",
    "/api/sessions?order=asc",
    "/api/agents/a/transcript?limit=501",
    "/api/agents/a/transcript?before=-1",
    "/api/agents/a/transcript/x",
    "/api/agents/a/transcript/-1",
    "/api/events?from=1",
    `/api/events?topics=${"transcript:a,".repeat(400)}fleet`,
  ];

  for (const path of unfit) {
    const line = await problemLine(await gate.ask(path));
    assert.equal(line, "400 invalid_request", path);
  }
});

Deno.test("unknown agents and tasks are not found, whatever their id looks like", async () => {
  using gate = new GateUnderTest();
  const ids = [v7(), "none", "%00", "%ff", "%E0%A4%A", "..%2f..", "__proto__"];

  for (const id of ids) {
    const agent = `/api/agents/${id}`;
    const lines = await Promise.all(
      [
        gate.ask(agent),
        gate.ask(agent, { method: "DELETE" }),
        gate.ask(`${agent}/interrupt`, { method: "POST" }),
        gate.post(`${agent}/tasks`, { description: "x" }),
        gate.ask(`${agent}/transcript`),
      ].map(async (answer) => await problemLine(await answer)),
    );
    assert.deepEqual(lines, Array(5).fill("404 agent_not_found"), id);
    assert.equal(
      await problemLine(await gate.ask(`/api/tasks/${id}`)),
      "404 task_not_found",
    );
  }
});

Deno.test("an id that is too long for the store never reaches it", async () => {
  using gate = new GateUnderTest();
  gate.platform.broken = new TypeError("key too large");
  const id = "x".repeat(3_000);
  const asked = [
    gate.ask(`/api/agents/${id}`),
    gate.ask(`/api/agents/${id}`, { method: "DELETE" }),
    gate.ask(`/api/agents/${id}/interrupt`, { method: "POST" }),
    gate.post(`/api/agents/${id}/tasks`, { description: "x" }),
    gate.ask(`/api/agents/${id}/transcript`),
    gate.ask(`/api/agents/${id}/transcript/1`),
    gate.ask(`/api/tasks/${id}`),
    gate.ask(`/api/sessions/${id}`),
    gate.patch(`/api/sessions/${id}`, { name: "x" }),
  ];

  const lines = await Promise.all(
    asked.map(async (answer) => await problemLine(await answer)),
  );

  assert.deepEqual(lines, asked.map(() => "400 invalid_request"));
});

for (const code of REFUSAL_CODES) {
  Deno.test(`a command that is refused as ${code} is answered by its status`, async () => {
    // Most commands never are refused as most of these.
    using gate = new GateUnderTest({ isDescribed: false });
    const id = await createdAgent(gate);
    gate.platform.refusing = code;

    const problems = await Promise.all([
      gate.post("/api/agents", { role: "worker" }),
      gate.ask(`/api/agents/${id}`, { method: "DELETE" }),
      gate.ask(`/api/agents/${id}/interrupt`, { method: "POST" }),
      gate.post(`/api/agents/${id}/tasks`, { description: "x" }),
      gate.post("/api/sessions", { name: "x" }),
      gate.patch(`/api/sessions/${v7()}`, { name: "x" }),
      gate.patch(`/api/sessions/${v7()}`, { status: "archived" }),
      gate.patch(`/api/sessions/${v7()}`, { status: "active" }),
    ].map(async (answer) => await problemOf(await answer)));

    for (const problem of problems) {
      assert.equal(problem.code, code);
      assert.equal(problem.status, PROBLEMS[code][0]);
      assert.equal(problem.detail, `Cannot do it: ${code}`);
    }
    assert.deepEqual(gate.errors, []);
  });
}

Deno.test("health says how much is going on", async () => {
  using gate = new GateUnderTest();
  const id = await createdAgent(gate);
  await gate.post(`/api/agents/${id}/tasks`, { description: "x" });

  const health = await (await gate.ask("/api/health")).json();

  assert.deepEqual(health, {
    status: "healthy",
    version: "1.2.3",
    uptime_seconds: 7,
    claude: "ready",
    demo: false,
    agents: { active: 1, max: 10 },
    tasks: { pending: 1, running: 0 },
    seq: 2,
    history: { state: "healthy", backlog: 0, reason: null },
    store: {
      state: "healthy",
      detail: "As it was left; there is no copy yet",
      copies: { newest_at: null, failed: null },
    },
    disk: { state: "unknown", free_bytes: null },
    backup: null,
  });
});

Deno.test("a media type that is no JSON is refused, also without a body", async () => {
  using gate = new GateUnderTest();
  const types = ["text/plain", "!", "application/json; x", "application/jsonp"];

  const lines = await Promise.all(types.map(async (type) =>
    await problemLine(
      await gate.ask("/api/agents", {
        method: "POST",
        headers: { "content-type": type },
      }),
    )
  ));

  assert.deepEqual(lines, types.map(() => "415 unsupported_media_type"));
  assert.deepEqual(gate.errors, []);
});
