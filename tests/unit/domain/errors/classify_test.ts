import { strict as assert } from "node:assert";
import { classify } from "@/domain/errors/classify.ts";
import { failureOf } from "@/domain/errors/ending.ts";
import { rejectionOf } from "@/domain/errors/usage_rejection.ts";
import { failure } from "@/domain/failure.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";

Deno.test("an error names its class, its weight, whom it concerns and its evidence", () => {
  const agent = "a" as AgentId;
  const task = "t" as TaskId;

  const error = classify(failure("crashed", "by SIGKILL"), { agent, task });

  assert.deepEqual(error, {
    error_type: "agent_crash",
    kind: "crashed",
    severity: "high",
    agent,
    task,
    evidence: "by SIGKILL",
  });
});

Deno.test("an error weighs more after three in a row, and never more than critical", () => {
  const weights = [0, 2, 3, 9].map((earlierInARow) =>
    (["bad_input", "network", "oom", "overloaded"] as const).map((kind) =>
      classify(failure(kind, ""), { earlierInARow }).severity
    )
  );

  const early = ["low", "medium", "high", "critical"];
  const late = ["medium", "high", "critical", "critical"];
  assert.deepEqual(weights, [early, early, late, late]);
});

Deno.test("what only the operator can set right is critical from the first", () => {
  const weights = (["authentication", "claude_not_found"] as const)
    .map((kind) => classify(failure(kind, "")).severity);

  assert.deepEqual(weights, ["critical", "critical"]);
});

Deno.test("a process that had been up crashed, and one that had not could not start, by the same exit code", () => {
  const exit = { code: 1, signal: undefined, stderrTail: ["Error: no"] };

  const kinds = [true, false].map((wasUp) => failureOf({ exit, wasUp })?.kind);

  assert.deepEqual(kinds, ["crashed", "start_failed"]);
});

Deno.test("a warning, paid overage and what cannot be read are no rejection", () => {
  const raws = [
    { status: "allowed_warning", resetsAt: 1 },
    { status: "rejected", isUsingOverage: true },
    { status: 7 },
    "rejected",
    null,
  ];

  assert.deepEqual(raws.map(rejectionOf), raws.map(() => undefined));
});

Deno.test("a rejection tells when it ends, when the API does", () => {
  assert.deepEqual(
    rejectionOf({ status: "rejected", resetsAt: 0x7000_0000 })?.resetsAt,
    new Date(0x7000_0000 * 1_000).toISOString(),
  );
  assert.deepEqual(rejectionOf({ status: "rejected" }), {
    resetsAt: undefined,
    limit: undefined,
  });
});
