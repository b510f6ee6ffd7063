// Long, because its table has a row for each deed that the audit log keeps.
import { strict as assert } from "node:assert";
import { AuditRecord } from "@/domain/audit.ts";
import { auditOf } from "@/domain/audit_of.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { RuleId } from "@/domain/ids.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sampleTask,
  sessionId,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  ALLOWED,
  approvalId,
  messageDraft,
  messageId,
  sampleMessage,
  sampleRule,
  sampleTemplate,
} from "@/tests/helpers/managed_work.ts";

const PERSON = { kind: "person" } as const;
const SERVER = { kind: "server" } as const;
const ruleId = RuleId.parse(someId(4));
const rule = sampleRule(ruleId);
const template = sampleTemplate("reviewer");

const decided = (
  state: Extract<EventDraft, { type: "approval.decided" }>["data"]["state"],
): EventDraft => ({
  type: "approval.decided",
  agent_id: agentId(1),
  approval_id: approvalId(1),
  data: { state },
});

function entryOf(draft: EventDraft): AuditRecord | undefined {
  const [event] = placed([draft], 41);
  return auditOf(event as FleetEvent);
}

/** An event, and who did what to what, by its entry. */
const DEEDS: readonly (readonly [
  EventDraft,
  actor: string,
  target: string,
  data: object,
])[] = [
  [decided(ALLOWED), "person", `approval/${approvalId(1)}`, {
    agent_id: agentId(1),
    status: "allowed",
    scope: "once",
  }],
  [
    decided({
      status: "denied",
      since: AT,
      by: { kind: "rule", rule_id: ruleId },
      note: "no",
    }),
    `rule:${ruleId}`,
    `approval/${approvalId(1)}`,
    { agent_id: agentId(1), status: "denied", note: "no" },
  ],
  [
    decided({ status: "expired", since: AT }),
    "server",
    `approval/${approvalId(1)}`,
    { agent_id: agentId(1), status: "expired" },
  ],
  [
    decided({ status: "withdrawn", since: AT, reason: "it ended" }),
    "server",
    `approval/${approvalId(1)}`,
    { agent_id: agentId(1), status: "withdrawn", reason: "it ended" },
  ],
  [
    { type: "rule.created", rule_id: ruleId, data: { rule } },
    "person",
    `rule/${ruleId}`,
    { effect: "allow", pattern: { tool: "Bash" }, note: "" },
  ],
  [
    { type: "rule.removed", rule_id: ruleId, data: { by: PERSON } },
    "person",
    `rule/${ruleId}`,
    {},
  ],
  [
    {
      type: "template.saved",
      template_id: "reviewer",
      data: { template, by: PERSON },
    },
    "person",
    "template/reviewer",
    { name: template.name, config: template.config },
  ],
  [
    {
      type: "template.removed",
      template_id: "reviewer",
      data: { by: PERSON },
    },
    "person",
    "template/reviewer",
    {},
  ],
  [
    { type: "queue.paused", data: { by: SERVER, reason: "disk full" } },
    "server",
    "queue/null",
    { reason: "disk full" },
  ],
  [
    { type: "queue.resumed", data: { by: PERSON } },
    "person",
    "queue/null",
    {},
  ],
  [
    {
      type: "task.retried",
      task_id: taskId(1),
      data: { by: PERSON, blocked: false },
    },
    "person",
    `task/${taskId(1)}`,
    {},
  ],
  [
    {
      type: "task.reassigned",
      task_id: taskId(1),
      data: { to: agentId(2), by: PERSON },
    },
    "person",
    `task/${taskId(1)}`,
    { to: agentId(2) },
  ],
  [
    {
      type: "task.cancelled",
      task_id: taskId(1),
      data: { reason: "not needed", by: PERSON },
    },
    "person",
    `task/${taskId(1)}`,
    { reason: "not needed" },
  ],
  [
    {
      type: "task.edited",
      task_id: taskId(1),
      data: { priority: 3, blocked: false, by: PERSON },
    },
    "person",
    `task/${taskId(1)}`,
    { priority: 3 },
  ],
  [
    {
      type: "task.created",
      task_id: taskId(1),
      data: { task: sampleTask(1, 1), by: PERSON },
    },
    "person",
    `task/${taskId(1)}`,
    {
      title: sampleTask(1, 1).title,
      mode: "direct",
      priority: 0,
      agent_id: agentId(1),
    },
  ],
  [
    {
      type: "agent.created",
      agent_id: agentId(1),
      data: { agent: sampleAgent(1), by: PERSON },
    },
    "person",
    `agent/${agentId(1)}`,
    {
      name: sampleAgent(1).name,
      role: "worker",
      model: sampleAgent(1).model,
      permission_mode: "acceptEdits",
      working_directory: sampleAgent(1).working_directory,
    },
  ],
  [
    {
      type: "agent.interruption_requested",
      agent_id: agentId(1),
      data: { by: PERSON },
    },
    "person",
    `agent/${agentId(1)}`,
    {},
  ],
  [
    {
      type: "agent.termination_requested",
      agent_id: agentId(1),
      data: { by: SERVER },
    },
    "server",
    `agent/${agentId(1)}`,
    {},
  ],
  [
    {
      type: "session.renamed",
      session_id: sessionId(1),
      data: { name: "Release", by: PERSON },
    },
    "person",
    `session/${sessionId(1)}`,
    { name: "Release" },
  ],
  [
    {
      type: "session.archived",
      session_id: sessionId(1),
      data: { by: PERSON },
    },
    "person",
    `session/${sessionId(1)}`,
    {},
  ],
  [
    messageDraft(sampleMessage(1, null, agentId(1), { urgent: true })),
    "person",
    `message/${messageId(1)}`,
    { to: agentId(1), urgent: true },
  ],
];

for (const [draft, actor, target, data] of DEEDS) {
  Deno.test(`the audit log tells ${draft.type} by ${actor.split(":")[0]} with ${Object.keys(data).join(", ") || "no more"}`, () => {
    const entry = entryOf(draft);

    assert.ok(entry);
    assert.deepEqual(AuditRecord.parse(entry), entry);
    assert.deepEqual(entryOf(draft), entry);
    const { target_type, target_id, ...rest } = entry;
    assert.equal(`${target_type}/${target_id}`, target);
    assert.deepEqual(rest, {
      id: "00000000-0000-8000-8000-00000000002a",
      at: AT,
      actor,
      action: draft.type,
      outcome: "succeeded",
      data: { seq: 42, ...data },
    });
  });
}

Deno.test("the audit log leaves out what nobody decided", () => {
  const drafts: readonly EventDraft[] = [
    messageDraft(sampleMessage(1, agentId(2), agentId(1))),
    {
      type: "task.cancelled",
      task_id: taskId(1),
      data: { reason: "its agent is gone" },
    },
    { type: "agent.rested", agent_id: agentId(1), data: {} },
    // A part, that its manager made.
    {
      type: "task.created",
      task_id: taskId(1),
      data: { task: sampleTask(1, 1) },
    },
    {
      type: "agent.terminated",
      agent_id: agentId(1),
      data: { reason: "terminated by the operator" },
    },
  ];

  assert.deepEqual(drafts.map(entryOf), drafts.map(() => undefined));
});

Deno.test("an act beside the fleet is called what it is, with its outcome and from where it was asked for", () => {
  const asked_from = { kind: "token", address: "192.0.2.1" } as const;

  const entry = entryOf({
    type: "person.acted",
    asked_from,
    data: {
      act: "backup.made",
      target: { type: "backup", id: null },
      outcome: "failed",
      detail: { why: "no room" },
    },
  });

  assert.ok(entry);
  assert.deepEqual(AuditRecord.parse(entry), entry);
  const { action, actor, target_type, outcome, data } = entry;
  assert.deepEqual(
    { action, actor, target_type, outcome, data },
    {
      action: "backup.made",
      actor: "person",
      target_type: "backup",
      outcome: "failed",
      data: { seq: 42, asked_from, why: "no room" },
    },
  );
});

Deno.test("entries of one moment sort by their places in the log", () => {
  const events = placed(
    Array.from({ length: 300 }, (): EventDraft => ({
      type: "queue.resumed",
      data: { by: PERSON },
    })),
  );

  const ids = events.map((event) => auditOf(event)?.id);

  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, 300);
});
