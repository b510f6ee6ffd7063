const AGENT = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
const SESSION = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2c";
const RULE = {
  effect: "allow",
  pattern: { tool: "Bash", command: "deno test *", role: "worker" },
};
const TEMPLATE = {
  name: "Reviewer of tests",
  summary: "Reads tests and says what they miss.",
  config: { role: "worker", capabilities: ["review"] },
};
const TASK = {
  id: "review-42",
  description: "Review the change of the login page",
  priority: 10,
};

/** A body that each operation takes, for whoever reads the document; a test sends each of them. */
export const REQUEST_EXAMPLES: Readonly<Record<string, unknown>> = {
  "post /agents": {
    role: "worker",
    model: "sonnet",
    resource_limits: { memory_mb: 2048, timeout_seconds: 300 },
  },
  "patch /agents/{id}": { name: "Ann", capabilities: ["review"] },
  "post /agents/{id}/pause": { reason: "I look at its work first" },
  "post /agents/{id}/tasks": TASK,
  "post /agents/{id}/messages": {
    text: "Use the staging branch.",
    urgent: true,
  },
  "post /tasks": { ...TASK, requires: ["review"] },
  "patch /tasks/{id}": { priority: 20 },
  "post /tasks/{id}/reassign": { agent_id: AGENT },
  "post /queue/pause": { reason: "A release is on its way" },
  "post /templates": TEMPLATE,
  "put /templates/{id}": TEMPLATE,
  "post /approvals/{id}/decide": { decision: "allow", scope: "once" },
  "post /incidents/{id}/close": { note: "The key was renewed" },
  "post /rules": RULE,
  "post /rules/dry-run": RULE,
  "post /sessions": { name: "The new login page", budget: { usd: 20 } },
  "patch /sessions/{id}": { status: "archived" },
  "post /history/prune": { dry_run: false, session_ids: [SESSION] },
  "post /backups": { with_agents: false },
  "post /disk/clean": { kinds: ["temporary_files"] },
  "put /limits": { enabled: true },
  "put /budgets": { enabled: true },
  "put /budgets/day": { usd: 50 },
  "put /budgets/{scope}/{id}": { usd: 5, tokens: 2_000_000 },
  "post /webhooks": {
    name: "My alerts",
    url: "https://hooks.example.com/vamp",
    types: ["task.failed"],
  },
  "patch /webhooks/{id}": { active: false },
  "post /auth/session": { token: "the-token-of-the-server" },
};
