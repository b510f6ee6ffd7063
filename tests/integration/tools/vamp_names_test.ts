import assert from "node:assert/strict";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { sampleApproval } from "@/tests/helpers/managed_work.ts";
import { serveGate } from "@/tests/helpers/served_gate.ts";
import { vampCall } from "@/tests/helpers/vamp_call.ts";

Deno.test("completion offers what the server has now; without a server it offers nothing, and says nothing", async () => {
  await using served = serveGate();
  const env = { VAMP_URL: served.origin, AUTH_TOKEN: TOKEN };
  const created = await served.gate.post("/api/agents", {
    role: "worker",
    name: "Ann",
  });
  const agent = await created.json();
  await served.gate.post(`/api/agents/${agent.id}/tasks`, {
    id: "review-1",
    description: "Look\tat it",
  });
  const approval = sampleApproval(1, agent.id);
  served.gate.platform.commit({
    type: "approval.requested",
    agent_id: agent.id,
    approval_id: approval.id,
    data: { approval },
  });
  const values = (kind: string, around = env) =>
    vampCall(["completion", "--values", kind], { env: around });

  const agents = await values("agents");
  const tasks = await values("tasks");
  const requests = await values("requests");
  const unknown = await values("colours");
  const nobody = await values("agents", {
    ...env,
    VAMP_URL: "http://127.0.0.1:1",
  });

  assert.match(agents.lines[0] ?? "", /^Ann\tworker, \w+$/);
  assert.match(tasks.lines[0] ?? "", /^review-1\t\w+: Look at it$/);
  assert.equal(requests.lines.length, 1);
  assert.ok(approval.id.endsWith(requests.lines[0]?.split("\t")[0] ?? "none"));
  assert.equal(unknown.code, 2);
  assert.deepEqual([nobody.code, nobody.lines, nobody.notes], [3, [], []]);
});
