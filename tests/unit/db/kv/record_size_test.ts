import { strict as assert } from "node:assert";
import fc from "fast-check";
import { Agent, AgentConfig } from "@/domain/agent.ts";
import { beginning } from "@/domain/beginning.ts";
import type { EventDraft } from "@/domain/event.ts";
import { failure } from "@/domain/failure.ts";
import { MAX_PARTS } from "@/domain/handoff.ts";
import { KEPT_PROMPTS } from "@/domain/handoff_reducer.ts";
import { INLINE_CHARS } from "@/domain/long_text.ts";
import { MAX_MESSAGE_CHARS } from "@/domain/message.ts";
import { Task } from "@/domain/task.ts";
import { MAX_REASON_CHARS } from "@/orchestrator/agent_tools/text_limits.ts";
import { MAX_ANSWERED_CHARS } from "@/orchestrator/approvals/decision_drafts.ts";
import {
  INLINE_RESULT_CHARS as HANDOFF_RESULT_CHARS,
  INLINE_TEXT_CHARS as HANDOFF_TEXT_CHARS,
} from "@/orchestrator/handoff/handoff_desk.ts";
import { MAX_RETRIED_ATTEMPTS } from "@/orchestrator/queue/task_commands.ts";
import { INLINE_RESULT_CHARS } from "@/orchestrator/queue/work_desk.ts";
import { TASK_INLINE_CHARS } from "@/orchestrator/store_text.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";
import {
  ALLOWED,
  approvalDraft,
  approvalId,
  handoffDraft,
  handoffId,
  messageDraft,
  messageId,
  sampleApproval,
  sampleHandoff,
  sampleMessage,
} from "@/tests/helpers/managed_work.ts";

/** The most attempts of one task: a last retry, three more, and ten that the server cut short. */
const MOST_ATTEMPTS = MAX_RETRIED_ATTEMPTS + 12;
const WORD = "w".repeat(40);
const PATH = `/${"p".repeat(1_023)}`;

/** Fills a text with one character, of whatever script. */
type Fill = (chars: number) => string;
const anyFill = fc.constantFrom("w", "é", "語", "😀", "\u0000").map(
  (character): Fill => (chars) => beginning(character.repeat(chars), chars),
);
const long = (text: string) => ({ text, length: 200_000, blob: someId(9) });

/** Stores what the drafts lead to, as the server does; gives what a restart finds. */
async function stored(drafts: readonly EventDraft[]) {
  using it = await openStore();
  const writer = await openWriter(it.store);
  for (const draft of drafts) await writer.append([draft]);
  const loaded = await it.again().load();
  assert.deepEqual(loaded, writer.committed);
  return loaded;
}

const holds = (
  what: string,
  check: (fill: Fill, seed: number) => Promise<void>,
) =>
  Deno.test(`the largest ${what} is stored, in any script`, async () => {
    await fc.assert(
      fc.asyncProperty(anyFill, fc.nat(), check),
      { numRuns: 12 },
    );
  });

/** How an attempt that was not the last one ended. */
const ends = (fill: Fill, attempt: number): readonly EventDraft[][] => {
  const about = { agent_id: agentId(1), task_id: taskId(1) };
  const why = failure("api_error", fill(10_000));
  return [
    [{
      type: "task.attempt_failed",
      ...about,
      data: { attempt, outcome: "failed", failure: why, retry_at: AT },
    }],
    [
      {
        type: "task.failed",
        ...about,
        data: { attempt, outcome: "cancelled", failure: why },
      },
      {
        type: "task.retried",
        task_id: taskId(1),
        data: { by: { kind: "person" }, blocked: false },
      },
    ],
  ];
};

holds("task", async (fill, seed) => {
  const about = { agent_id: agentId(1), task_id: taskId(1) };
  const attempt = (n: number): EventDraft[] => [
    {
      type: "task.assigned",
      ...about,
      data: { attempt: n, message_uuid: someId(n) },
    },
    { type: "task.started", ...about, data: { attempt: n } },
  ];
  const submitted = (n: number): EventDraft => ({
    type: "task.result_submitted",
    ...about,
    data: { attempt: n, output: long(fill(INLINE_RESULT_CHARS)) },
  });
  const whole = Task.parse(sampleTask(1, 1, {
    external_id: "x".repeat(64),
    title: fill(255),
    description: long(fill(TASK_INLINE_CHARS)),
    depends_on: Array.from({ length: 50 }, (_, n) => taskId(n + 2)),
    requires: Array.from({ length: 10 }, () => WORD),
    feedback: fill(MAX_REASON_CHARS),
    part: WORD,
  }));
  const last = MOST_ATTEMPTS;

  const fleet = await stored([
    ...createdDrafts(sampleAgent(1), whole),
    ...Array.from({ length: last - 1 }, (_, i) => [
      ...attempt(i + 1),
      submitted(i + 1),
      ...ends(fill, i + 1)[(seed >> i % 30) & 1] ?? [],
    ]).flat(),
    ...attempt(last),
    submitted(last),
    {
      type: "task.completed",
      ...about,
      data: {
        attempt: last,
        result: {
          output: long(fill(TASK_INLINE_CHARS)),
          duration_ms: 1,
          turns: 1,
        },
      },
    },
  ]);

  const task = fleet.tasks[taskId(1)];
  assert.equal(task?.state.status, "completed");
  assert.equal(task.attempts.length, last);
  // What was submitted last is all there.
  assert.deepEqual(
    task.attempts.at(-1)?.submitted,
    long(fill(INLINE_RESULT_CHARS)),
  );
});

holds("hand-off", async (fill) => {
  const keys = Array.from(
    { length: MAX_PARTS },
    (_, n) => `${n}${"k".repeat(39)}`,
  );
  const whole = Task.parse(sampleTask(1, 1));
  const handoff = sampleHandoff(1, whole, {
    state: { status: "processing", since: AT },
    requirements: long(fill(HANDOFF_TEXT_CHARS)),
    parts: keys.map((key, n) => ({
      key,
      title: fill(120),
      description: long(fill(HANDOFF_TEXT_CHARS)),
      depends_on: keys.slice(0, n),
      requires: Array.from({ length: 10 }, () => WORD),
      agent_id: agentId(2),
      instructions: long(fill(HANDOFF_TEXT_CHARS)),
      task_id: taskId(n + 2),
      review: { verdict: "sent_back", reason: fill(MAX_REASON_CHARS), at: AT },
      sent_back: 1,
    })),
    result: { output: long(fill(HANDOFF_RESULT_CHARS)), succeeded: false },
    prompts: Array.from({ length: KEPT_PROMPTS }, (_, n) => ({
      step: "instructing",
      reason: "reminder",
      message_uuid: someId(n),
      token: 1_000_000 + n,
      offered_at: AT,
      started_at: AT,
      ended_at: AT,
      accepted_at: AT,
    })),
  });

  const fleet = await stored([
    ...createdDrafts(sampleAgent(1), whole),
    handoffDraft(handoff),
    {
      type: "handoff.failed",
      agent_id: agentId(1),
      task_id: whole.id,
      handoff_id: handoffId(1),
      data: { failure: failure("no_answer", fill(10_000)) },
    },
  ]);

  assert.equal(fleet.handoffs[handoffId(1)]?.state.status, "failed");
});

holds("approval", async (fill) => {
  const half = Math.floor(MAX_ANSWERED_CHARS / 8);
  const answers = Object.fromEntries(
    Array.from({ length: 4 }, (_, n) => [`${n}${fill(half - 1)}`, fill(half)]),
  );

  const fleet = await stored([
    ...createdDrafts(sampleAgent(1)),
    approvalDraft(sampleApproval(1, agentId(1), {
      kind: "question",
      tool: "t".repeat(128),
      input: long(fill(INLINE_CHARS)),
      fingerprint: "f".repeat(64),
      blocked_path: PATH,
      working_directory: PATH,
    })),
    {
      type: "approval.decided",
      agent_id: agentId(1),
      approval_id: approvalId(1),
      data: { state: { ...ALLOWED, answers } },
    },
  ]);

  assert.equal(fleet.approvals[approvalId(1)]?.state.status, "allowed");
});

holds("message", async (fill) => {
  const text = fill(MAX_MESSAGE_CHARS);

  const fleet = await stored([
    ...createdDrafts(sampleAgent(1)),
    messageDraft(sampleMessage(1, null, agentId(1), {
      text: { text, length: text.length, blob: null },
    })),
  ]);

  assert.equal(fleet.messages[messageId(1)]?.text.text, text);
});

holds("agent", async (fill) => {
  const config = AgentConfig.parse({
    role: "worker",
    name: "n".repeat(60),
    instructions: fill(8_000),
    allowed_tools: Array.from({ length: 50 }, () => "語".repeat(200)),
    capabilities: Array.from({ length: 20 }, () => WORD),
    working_directory: `/${"語".repeat(1_023)}`,
  });
  const agent = Agent.parse(sampleAgent(1, { config }));

  const fleet = await stored([
    ...createdDrafts({ ...agent, working_directory: PATH }),
    {
      type: "agent.failed",
      agent_id: agentId(1),
      data: { failure: failure("crashed", fill(10_000)) },
    },
  ]);

  assert.equal(fleet.agents[agentId(1)]?.state.status, "failed");
});
