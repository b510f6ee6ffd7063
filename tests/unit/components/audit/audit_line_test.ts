import { strict as assert } from "node:assert";
import { auditLine } from "@/components/audit/audit_line.ts";
import {
  auditFilterOf,
  auditHref,
  readAuditTerms,
} from "@/components/audit/audit_terms.ts";
import type { AuditRecord } from "@/domain/audit.ts";
import { AT, someId } from "@/tests/helpers/fleet.ts";

const entry = (changes: Partial<AuditRecord>): AuditRecord => ({
  id: someId(1),
  at: AT,
  actor: "person",
  action: "agent.held",
  target_type: "agent",
  target_id: someId(2),
  outcome: "succeeded",
  data: { seq: 7 },
  ...changes,
});
const nameOf = (kind: string) => kind === "agent" ? "Ada" : undefined;

Deno.test("an entry reads in plain words, with the names that are still known", () => {
  const line = auditLine(
    entry({
      data: {
        seq: 7,
        asked_from: {
          kind: "browser",
          id: "1234567890abcdef",
          name: "Firefox on Linux",
          address: "192.0.2.1",
        },
        reason: "lunch",
      },
    }),
    nameOf,
  );

  assert.deepEqual(line, {
    id: someId(1),
    at: AT,
    who: "A person",
    words: "Paused an agent",
    target: { name: "Ada", href: `/agents/${someId(2)}` },
    gist: "lunch",
    from: "from Firefox on Linux, 192.0.2.1",
    outcome: "succeeded",
    data: JSON.stringify({ reason: "lunch" }, null, 2),
  });
});

Deno.test("an entry of a rule, of a stranger and of an action that nobody knows can be read, too", () => {
  const byRule = auditLine(
    entry({ actor: `rule:${someId(3)}`, action: "approval.decided" }),
    () => undefined,
  );
  const stranger = auditLine(
    entry({
      action: "sign_in.refused",
      target_type: "sign_in",
      target_id: null,
      outcome: "refused",
      data: {
        seq: 8,
        attempts: 3,
        asked_from: { kind: "stranger", address: "192.0.2.9" },
      },
    }),
    nameOf,
  );
  const demo = auditLine(
    entry({ data: { seq: 9, asked_from: { kind: "demo" } } }),
    nameOf,
  );
  const unknown = auditLine(entry({ action: "constructor" }), nameOf);

  assert.equal(demo.from, "played by the demo");
  assert.equal(byRule.who, `A rule ${someId(3).slice(-8)}`);
  assert.deepEqual(
    [stranger.words, stranger.gist, stranger.target, stranger.from],
    [
      "Was refused at the sign-in",
      "3 attempts",
      null,
      "from somebody who was not let in, 192.0.2.9",
    ],
  );
  assert.equal(unknown.words, "constructor");
});

Deno.test("what entries are narrowed to stands in the address, there and back", () => {
  const terms = { actor: "person", action: "task.edited", target: "task/t-1" };

  const address = auditHref(terms, "c1");
  const read = readAuditTerms(new URL(address, "http://x").searchParams);

  assert.deepEqual(read, terms);
  assert.deepEqual(auditFilterOf(read), {
    actor: "person",
    action: "task.edited",
    target: { type: "task", id: "t-1" },
  });
  assert.deepEqual(auditFilterOf(readAuditTerms(new URLSearchParams())), {
    actor: undefined,
    action: undefined,
  });
});
