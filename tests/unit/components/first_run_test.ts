import assert from "node:assert/strict";
import { type FirstFacts, firstSteps } from "@/components/first_run/steps.ts";

const states = (changes: Partial<FirstFacts>) =>
  firstSteps({
    claude: { kind: "ready", path: "/bin/claude", source: "key" },
    history: { kind: "healthy", seq: 3 },
    database: "embedded",
    ...changes,
  }).map(({ state }) => state);

Deno.test("each first step says how it stands, when anything is missing", () => {
  const away = { since: "", backlog: 0, reason: "refused" };

  assert.deepEqual(states({}), ["done", "done", "done", "optional", "todo"]);
  assert.deepEqual(
    states({ claude: { kind: "checking" }, history: { kind: "opening" } }),
    ["waiting", "waiting", "waiting", "optional", "todo"],
  );
  assert.deepEqual(
    states({
      claude: { kind: "missing", message: "none" },
      history: { kind: "away", ...away },
    }),
    ["todo", "waiting", "problem", "optional", "todo"],
  );
  assert.deepEqual(
    states({ claude: { kind: "signed_out", path: "/bin/claude" } }),
    ["done", "todo", "done", "optional", "todo"],
  );
  assert.deepEqual(
    states({ claude: { kind: "demo", path: "/bin/claude" } }),
    ["done", "done", "done", "done", "todo"],
  );
  assert.equal(
    states({ claude: { kind: "broken", message: "1" } })[0],
    "problem",
  );
});

Deno.test("the first step tells which Claude Code was found", () => {
  const [found] = firstSteps({
    claude: { kind: "demo", path: "/bin/claude", version: "2.1.0" },
    history: { kind: "healthy", seq: 3 },
    database: "embedded",
  });

  assert.equal(found?.text, "/bin/claude, version 2.1.0");
});
