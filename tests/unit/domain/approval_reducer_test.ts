import assert from "node:assert/strict";
import {
  sampleApproval,
  sampleRule,
} from "@/components/gallery/sample_inbox.ts";
import type { Approval, ApprovalState } from "@/domain/approval.ts";
import { applyToApproval, applyToRule } from "@/domain/approval_reducer.ts";
import { isApprovalSettled } from "@/domain/approval_status.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import { stateWords } from "@/domain/approval_words.ts";
import type { EventDraft } from "@/domain/event.ts";
import { AT, placed } from "@/tests/helpers/fleet.ts";

const ASKED = sampleApproval(1, {});
const place = { agent_id: ASKED.agent_id, approval_id: ASKED.id };
const PERSON = { kind: "person" } as const;
const ALLOWED: ApprovalState = {
  status: "allowed",
  since: AT,
  by: PERSON,
  scope: "once",
  answers: null,
};
const DENIED: ApprovalState = {
  status: "denied",
  since: AT,
  by: { kind: "rule", rule_id: "r" },
  note: "no",
};
const EXPIRED: ApprovalState = { status: "expired", since: AT };
const WITHDRAWN: ApprovalState = {
  status: "withdrawn",
  since: AT,
  reason: "its task is cancelled",
};

const requested: EventDraft = {
  type: "approval.requested",
  ...place,
  data: { approval: ASKED },
};
const decided = (state: ApprovalState): EventDraft => ({
  type: "approval.decided",
  ...place,
  data: { state },
});
const delivered: EventDraft = {
  type: "approval.delivered",
  ...place,
  data: {},
};

function after(...drafts: EventDraft[]): Approval {
  const result = placed(drafts).reduce(
    applyToApproval,
    undefined as Approval | undefined,
  );
  assert.ok(result);
  return result;
}

Deno.test("what was decided once stays decided", () => {
  for (const first of [ALLOWED, DENIED, EXPIRED, WITHDRAWN]) {
    for (const second of [ALLOWED, DENIED, EXPIRED]) {
      const approval = after(requested, decided(first), decided(second));
      assert.deepEqual(approval.state, first);
    }
  }
});

Deno.test("only a decision that reached nobody can be withdrawn", () => {
  const untold = after(requested, decided(ALLOWED), decided(WITHDRAWN));
  const told = after(
    requested,
    decided(ALLOWED),
    delivered,
    decided(WITHDRAWN),
  );

  assert.deepEqual(untold.state, WITHDRAWN);
  assert.deepEqual(told.state, ALLOWED);
});

Deno.test("a request is settled when nobody has to be told any more", () => {
  const settled = [
    after(requested),
    after(requested, decided(ALLOWED)),
    after(requested, decided(ALLOWED), delivered),
    after(requested, decided(EXPIRED)),
    after(requested, decided(WITHDRAWN)),
  ].map(isApprovalSettled);

  assert.deepEqual(settled, [false, false, true, true, true]);
});

Deno.test("nothing is delivered that was not decided, and nothing twice", () => {
  const early = after(requested, delivered);
  const twice = after(requested, decided(ALLOWED), delivered, delivered);

  assert.equal(early.delivered_at, null);
  assert.equal(twice.updated_seq, 3);
});

Deno.test("what is put off comes last and can have another end of its time; what is decided cannot be put off", () => {
  const later = "2099-01-01T00:00:00.000Z";
  const postpone: EventDraft = {
    type: "approval.postponed",
    ...place,
    data: { expires_at: later },
  };
  const other = sampleApproval(2, {});

  const approval = after(requested, postpone);
  const late = after(requested, decided(ALLOWED), postpone);

  assert.equal(approval.expires_at, later);
  assert.deepEqual(
    pendingByAge({ a: approval, b: other }).map(({ id }) => id),
    [other.id, ASKED.id],
  );
  assert.equal(late.postponed_at, null);
});

Deno.test("a rule counts what it decided, and nothing else", () => {
  const rule = { ...sampleRule(600, "allow", { tool: "Bash" }), hits: 0 };
  const [event] = placed([decided(DENIED)]);

  assert.equal(applyToRule(rule, event!)?.hits, 1);
  assert.equal(applyToRule(rule, placed([delivered])[0]!), rule);
  assert.equal(applyToRule(undefined, event!), undefined);
});

Deno.test("every end of a request has its words", () => {
  const states: ApprovalState[] = [
    { status: "pending", since: AT },
    ALLOWED,
    { ...ALLOWED, scope: "task" },
    { ...ALLOWED, by: { kind: "rule", rule_id: "r" } },
    { ...ALLOWED, answers: { "Which?": "A" } },
    DENIED,
    EXPIRED,
    WITHDRAWN,
  ];

  assert.deepEqual(states.map(stateWords), [
    "waits for an answer",
    "allowed once by a person",
    "allowed for its task by a person",
    "allowed by a rule",
    "answered by a person",
    "denied by a rule: no",
    "denied, as nobody answered in time",
    "withdrawn: its task is cancelled",
  ]);
});
