// Long, because it goes through every command of the API.
import { strict as assert } from "node:assert";
import type { AuditRecord } from "@/domain/audit.ts";
import { type Answer, Person } from "@/tests/helpers/person.ts";
import { SocketClient } from "@/tests/helpers/socket_client.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  startVamp,
  TEST_TOKEN,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

/** Commands without an entry, and why. */
const WITHOUT_ENTRY: Readonly<Record<string, string>> = {
  "POST /auth/ticket": "who asks for it is let in already",
  "POST /rules/dry-run": "it only counts",
  "POST /limits/open": "no limit is met here, so nothing is decided",
};
const METHODS = ["post", "put", "patch", "delete"];
const WEBHOOK_HOST = "hooks.example.com";
const SECRET_PATH = "a-path-that-nobody-else-knows";
const WRONG_TOKEN = "not-the-token-of-this-server";

async function workWithAgents(person: Person): Promise<void> {
  const session = await person.does(
    "POST /sessions",
    ({ id }) => `session.created session/${id}`,
    { name: "Told" },
  );
  const agent = await person.does(
    "POST /agents",
    ({ id }) => `agent.created agent/${id}`,
    { role: "worker", name: "Eve", session_id: session.id },
  );
  const ofAgent = `agent/${agent.id}`;
  await person.does(
    "POST /agents/{id}/tasks",
    ({ id }) => `task.created task/${id}`,
    { description: "Tell leap years from others, and run the tests." },
    agent.id,
  );
  const [asked] = await until(async () => {
    const { items } = await person.reads("/approvals?status=pending");
    const own = items.filter((each: Answer) => each.agent_id === agent.id);
    return own.length > 0 ? own : undefined;
  }, "the agent asked for nothing");
  await person.does(
    "POST /approvals/{id}/decide",
    `approval.decided approval/${asked.id}`,
    { decision: "deny", note: "not now" },
    asked.id,
  );
  await person.does(
    "POST /agents/{id}/interrupt",
    `agent.interruption_requested ${ofAgent}`,
    undefined,
    agent.id,
  );
  await person.does(
    "POST /agents/{id}/pause",
    `agent.held ${ofAgent}`,
    { reason: "lunch" },
    agent.id,
  );
  await person.does(
    "POST /agents/{id}/resume",
    `agent.released ${ofAgent}`,
    undefined,
    agent.id,
  );
  await person.does(
    "PATCH /agents/{id}",
    `agent.edited ${ofAgent}`,
    { name: "Eva" },
    agent.id,
  );
  await person.does(
    "POST /agents/{id}/messages",
    ({ id }) => `message.sent message/${id}`,
    { text: "Hello" },
    agent.id,
  );
  await person.does(
    "POST /agents/{id}/restart",
    `agent.restarted ${ofAgent}`,
    undefined,
    agent.id,
  );
  await workWithTasks(person, agent.id);
  await person.does(
    "DELETE /agents/{id}",
    `agent.termination_requested ${ofAgent}`,
    undefined,
    agent.id,
  );
  for (
    const [status, action] of [
      ["archived", "session.archived"],
      ["active", "session.restored"],
    ]
  ) {
    await person.does(
      "PATCH /sessions/{id}",
      `${action} session/${session.id}`,
      { status },
      session.id,
    );
  }
  await person.does(
    "PATCH /sessions/{id}",
    `session.renamed session/${session.id}`,
    { name: "Told again" },
    session.id,
  );
}

async function workWithTasks(person: Person, agentId: string): Promise<void> {
  await person.does("POST /queue/pause", "queue.paused queue/null", {
    reason: "to look at it",
  });
  const task = (description: string) =>
    person.does(
      "POST /tasks",
      ({ id }) => `task.created task/${id}`,
      { description },
    );
  const { id } = await task("Sort the notes");
  await person.does("PATCH /tasks/{id}", `task.edited task/${id}`, {
    priority: 7,
  }, id);
  await person.does("POST /tasks/{id}/reassign", `task.reassigned task/${id}`, {
    agent_id: agentId,
  }, id);
  await person.does(
    "POST /tasks/{id}/cancel",
    `task.cancelled task/${id}`,
    undefined,
    id,
  );
  await person.does(
    "POST /tasks/{id}/retry",
    `task.retried task/${id}`,
    undefined,
    id,
  );
  const other = await task("Count the notes");
  await person.does(
    "DELETE /tasks/{id}",
    `task.cancelled task/${other.id}`,
    undefined,
    other.id,
  );
  const budget = ["PUT", "DELETE"] as const;
  for (const method of budget) {
    const body = method === "PUT" ? { usd: 5 } : undefined;
    await person.does(`${method} /budgets/day`, "budget.set day/null", body);
    await person.does(
      `${method} /budgets/{scope}/{id}`,
      `budget.set task/${id}`,
      body,
      `task/${id}`,
    );
  }
  await person.does(
    "POST /budgets/{scope}/{id}/end",
    `task.cancelled task/${id}`,
    undefined,
    `task/${id}`,
  );
  await person.does("PUT /budgets", "budget.switched budgets/null", {
    enabled: false,
  });
  await person.does("PUT /limits", "limit.switched limits/null", {
    enabled: false,
  });
  await person.does("POST /queue/resume", "queue.resumed queue/null");
}

async function setThingsUp(person: Person): Promise<void> {
  const rule = await person.does(
    "POST /rules",
    ({ id }) => `rule.created rule/${id}`,
    { effect: "deny", pattern: { tool: "Bash", command: "rm *" } },
  );
  await person.does(
    "DELETE /rules/{id}",
    `rule.removed rule/${rule.id}`,
    undefined,
    rule.id,
  );
  const template = {
    name: "Teller",
    summary: "Tells",
    config: { role: "worker" },
  };
  await person.does(
    "POST /templates",
    "template.saved template/teller",
    template,
  );
  await person.does(
    "PUT /templates/{id}",
    "template.saved template/teller",
    { ...template, summary: "Tells more" },
    "teller",
  );
  await person.does(
    "DELETE /templates/{id}",
    "template.removed template/teller",
    undefined,
    "teller",
  );
  const webhook = await person.does(
    "POST /webhooks",
    ({ id }) => `webhook.created webhook/${id}`,
    {
      name: "Chat",
      url: `https://${WEBHOOK_HOST}/${SECRET_PATH}`,
      types: ["task.failed"],
    },
  );
  person.secrets.push(webhook.secret);
  await person.does(
    "PATCH /webhooks/{id}",
    `webhook.changed webhook/${webhook.id}`,
    { active: false },
    webhook.id,
  );
  await person.does(
    "POST /webhooks/{id}/test",
    `webhook.tested webhook/${webhook.id} failed`,
    undefined,
    webhook.id,
  );
  await person.does(
    "DELETE /webhooks/{id}",
    `webhook.removed webhook/${webhook.id}`,
    undefined,
    webhook.id,
  );
}

async function keepTheHost(person: Person): Promise<void> {
  await until(async () => {
    const { ok, body } = await person.server.api("/api/audit");
    await body?.cancel();
    return ok || undefined;
  }, "the history was not opened");
  await person.does("POST /disk/clean", "disk.cleaned disk/null", {
    kinds: ["temporary_files"],
  });
  await person.does(
    "POST /processes/end-leftovers",
    "leftovers.ended processes/null",
  );
  await person.does("POST /backups", "backup.made backup/null", {});
  await person.does(
    "POST /store/acknowledge",
    "storage_report.acknowledged storage/null",
  );
  await person.does(
    "POST /boot-report/dismiss",
    "server.boot_report_dismissed boot_report/null",
  );
  const old = await person.does(
    "POST /sessions",
    ({ id }) => `session.created session/${id}`,
    { name: "Old" },
  );
  await person.does(
    "PATCH /sessions/{id}",
    `session.archived session/${old.id}`,
    { status: "archived" },
    old.id,
  );
  await person.does("POST /history/prune", "sessions.pruned sessions/null", {
    dry_run: false,
    session_ids: [old.id],
  });
}

async function breakAPart(person: Person): Promise<void> {
  await until(async () => {
    const { items } = await person.reads("/agents");
    return items.some(({ status }: Answer) =>
      status === "idle" || status === "busy"
    ) || undefined;
  }, "no agent of the demo is up");
  await person.does("POST /chaos", "demo.broken demo/null", { act: "agent" });
  const [incident] = await until(async () => {
    const { items } = await person.reads("/incidents");
    return items.length > 0 ? items : undefined;
  }, "the kill became no incident");
  await person.does(
    "POST /incidents/{id}/acknowledge",
    `error.acknowledged incident/${incident.id}`,
    undefined,
    incident.id,
  );
  await person.does(
    "POST /incidents/{id}/close",
    `error.closed incident/${incident.id}`,
    { note: "seen" },
    incident.id,
  );
}

/** Signs browsers in and out, each way that there is, and is refused three times. */
async function signInAndOut({ server, expected, called }: Person) {
  const byLink = await fetch(server.link(), { redirect: "manual" });
  await byLink.body?.cancel();
  const cookie = byLink.headers.get("set-cookie")?.split(";")[0] ?? "";
  const as = { headers: { cookie, authorization: "" } };
  const signedOut = await server.api("/api/auth/session", {
    method: "DELETE",
    ...as,
  });
  assert.equal(await signedOut.text(), '{"signed_out":true}');
  const byToken = await server.api("/api/auth/session", {
    method: "POST",
    body: JSON.stringify({ token: TEST_TOKEN }),
  });
  assert.equal((await byToken.json()).kind, "browser");
  const { items: [browser] } = await (await server.api("/api/auth/browsers"))
    .json();
  const ended = await server.api(`/api/auth/browsers/${browser.id}`, {
    method: "DELETE",
  });
  assert.equal((await ended.json()).id, browser.id);
  expected.push(
    "sign_in.accepted browser",
    "browser.signed_out browser",
    "sign_in.accepted browser",
    "browser.signed_out browser",
  );
  for (const path of ["POST /auth/session", "DELETE /auth/session"]) {
    called.add(path);
  }
  called.add("DELETE /auth/browsers/{id}");

  for (let tries = 0; tries < 2; tries++) {
    const wrong = await fetch(`${server.url}/login`, {
      method: "POST",
      body: new URLSearchParams({ token: WRONG_TOKEN }),
      redirect: "manual",
    });
    await wrong.body?.cancel();
  }
  const bearer = await server.api("/api/agents", {
    headers: { authorization: `Bearer ${WRONG_TOKEN}` },
  });
  await bearer.body?.cancel();
  expected.push("sign_in.refused sign_in/null refused");
}

/** Has an agent made over the WebSocket. */
async function askBySocket({ server, expected }: Person): Promise<void> {
  await using client = await SocketClient.open(
    Number(new URL(server.url).port),
    "",
    { authorization: `Bearer ${TEST_TOKEN}` },
  );
  client.send({ type: "create_agent", config: { role: "worker" } });
  const { data } = await client.next("agent_created");
  expected.push(`agent.created agent/${data.id}`);
}

/** All commands that the API describes. */
async function commandsOf(person: Person): Promise<string[]> {
  const { paths } = await person.reads("/openapi.json");
  return Object.entries(paths as Record<string, object>)
    .flatMap(([path, operations]) =>
      Object.keys(operations).filter((method) => METHODS.includes(method))
        .map((method) =>
          `${method.toUpperCase()} ${path.replace(/^\/api/, "")}`
        )
    );
}

/** All that the log has; less while the history is not open. */
async function allEntries(server: VampServer): Promise<AuditRecord[]> {
  const entries: AuditRecord[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await server.api(`/api/audit?limit=200${after}`);
    const page = await answer.json();
    if (!answer.ok) return entries;
    entries.push(...page.items);
    cursor = page.next_cursor;
  }
  return entries;
}

/** From where it was asked for. */
function kindOf({ asked_from }: AuditRecord["data"]): unknown {
  return (asked_from as Answer)?.kind;
}

/** An entry in the words in which it is expected. */
function inShort({ action, target_type, target_id, outcome }: AuditRecord) {
  const target = target_type === "browser"
    ? target_type
    : `${target_type}/${target_id}`;
  return [action, target, outcome === "succeeded" ? "" : outcome]
    .filter(Boolean).join(" ");
}

Deno.test("whatever a person does is in the audit log once, with who asked for it, also after a restart", async () => {
  await using folder = await tempDirectory();
  const env = { WEBHOOK_HOSTS: WEBHOOK_HOST };
  await using first = await startVamp("demo", folder.path, env);
  const person = new Person(first);
  person.secrets.push(SECRET_PATH, WRONG_TOKEN);

  await setThingsUp(person);
  await workWithAgents(person);
  await askBySocket(person);
  await keepTheHost(person);
  await breakAPart(person);
  await signInAndOut(person);
  const commands = await commandsOf(person);
  await first.stop();
  await using second = await startVamp("demo", folder.path, env);
  const asked = await until(async () => {
    const entries = (await allEntries(second))
      .filter(({ data }) => kindOf(data) && kindOf(data) !== "demo");
    return entries.length >= person.expected.length ? entries : undefined;
  }, "entries are missing");
  const narrowed = await second.api("/history/audit?action=webhook.created");
  const page = await narrowed.text();

  assert.deepEqual(
    commands.filter((each) =>
      !person.called.has(each) && !(each in WITHOUT_ENTRY)
    ),
    [],
    "commands that nobody looked at",
  );
  assert.deepEqual(asked.map(inShort).sort(), person.expected.sort());
  assert.equal(page.match(/ audit-line"/g)?.length, 1);
  assert.match(page, /Created a webhook.*Chat.*a program with the token/s);
  const text = JSON.stringify(asked) + page;
  for (const secret of person.secrets) assert.ok(!text.includes(secret));
  const refused = asked.find(({ action }) => action === "sign_in.refused");
  assert.deepEqual(refused?.data.means, ["token", "bearer"]);
  assert.equal(refused?.data.attempts, 3);
  assert.deepEqual(refused?.data.asked_from, {
    kind: "stranger",
    address: "127.0.0.1",
  });
  const kinds = asked.map(({ data }) => kindOf(data));
  assert.deepEqual([...new Set(kinds)].sort(), [
    "browser",
    "stranger",
    "token",
  ]);
});
