import assert from "node:assert/strict";
import type { Conversation } from "@/model/conversation.ts";
import { matchWhen } from "@/model/matching.ts";
import type { When } from "@/model/script_schema.ts";
import { conversationWith } from "@/tests/helpers/model_conversation.ts";

const failed = [{ text: "no such file", isError: true }];
const fine = [{ text: "3 lines", isError: false }];

const CASES: readonly (readonly [When, Partial<Conversation>, boolean])[] = [
  [{}, {}, true],
  [{ new_user: "ask" }, { newUser: "I ask" }, true],
  [{ new_user: "ask" }, { lastUser: "I ask" }, false],
  [{ last_user: "ask" }, { lastUser: "I ask" }, true],
  [{ any_user: "ask" }, { anyUser: "I ask\nmore" }, true],
  [{ system: "worker" }, { system: "You are the manager" }, false],
  [{ system: "worker", model: "opus" }, { system: "a worker" }, false],
  [{ tool_result: "lines" }, { toolOutcomes: fine }, true],
  [{ has_tool_result: true }, { toolOutcomes: fine }, true],
  [{ has_tool_result: false }, { toolOutcomes: fine }, false],
  [{ tool_error: true }, { toolOutcomes: fine }, false],
  [{ tool_error: true }, { toolOutcomes: failed }, true],
  [{ tool_error: false }, { toolOutcomes: failed }, false],
  [{ tool_error: "no such" }, { toolOutcomes: failed }, true],
  [{ tool_error: "lines" }, { toolOutcomes: fine }, false],
  [{ new_note: "hurry" }, { newNote: "please hurry" }, true],
  [{ cwd: "/b$/" }, { cwd: "/a/b" }, true],
  [{ session: "abc" }, { session: "xyz" }, false],
  [{ has_tool: "Read" }, { tools: ["ReadAll"] }, false],
  [{ has_tool: "Read" }, { tools: ["Write", "Read"] }, true],
  [{ has_tool: "/^mcp__/" }, { tools: ["mcp__orch__report"] }, true],
  [
    { header: { "x-app": "cli" } },
    { headers: new Headers({ "X-App": "cli" }) },
    true,
  ],
  [{ header: { "x-app": "cli" } }, {}, false],
  [{ stream: true }, { stream: false }, false],
  [{ assistant_count: 0 }, { assistantCount: 0 }, true],
  [{ assistant_count: [1, 3] }, { assistantCount: 3 }, true],
  [{ step: [1, 3] }, { step: 4 }, false],
];

for (const [when, changes, expected] of CASES) {
  const subject = JSON.stringify(when);
  const request = JSON.stringify(changes);
  Deno.test(`matchWhen ${expected ? "accepts" : "refuses"} ${request}, when the rule says ${subject}`, () => {
    const match = matchWhen(when, conversationWith(changes));

    assert.equal(match !== undefined, expected);
  });
}

Deno.test("matchWhen returns the groups of the last expression, when several have groups", () => {
  const when = {
    last_user: "/task (\\d)/",
    system: "/worker (\\d)/",
    model: "claude",
  };

  const match = matchWhen(
    when,
    conversationWith({ lastUser: "task 1", system: "worker 2" }),
  );

  assert.deepEqual(match?.captures, ["2"]);
});
