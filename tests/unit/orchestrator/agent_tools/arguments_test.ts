import { strict as assert } from "node:assert";
import { ALL_TOOLS } from "@/orchestrator/agent_tools/all_tools.ts";
import {
  MAX_ANALYSIS_CHARS,
  MAX_DETAILS_CHARS,
  MAX_INSTRUCTIONS_CHARS,
  MAX_OUTPUT_CHARS,
  MAX_PART_CHARS,
  MAX_REASON_CHARS,
} from "@/orchestrator/agent_tools/text_limits.ts";
import { MAX_MESSAGE_CHARS } from "@/domain/message.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { recordedDesks } from "@/tests/helpers/recorded_desks.ts";

type Role = "manager" | "worker";

/** Calls a tool as somebody who may. */
async function call(name: string, args: unknown, role?: Role) {
  const tool = ALL_TOOLS.find((each) =>
    each.name === name && (!role || each.roles.includes(role))
  );
  assert.ok(tool, name);
  const { desks, calls } = recordedDesks();
  const answer = await tool.call(
    desks,
    { id: agentId(1), role: role ?? tool.roles[0] ?? "worker" },
    args,
  );
  return { ...answer, calls, input: calls[0]?.input };
}

const long = (max: number) => "x".repeat(max + 1);
const part = (key: string, depends_on?: string[]) => ({
  key,
  title: `Part ${key}`,
  description: "Do it.",
  ...(depends_on && { depends_on }),
});
const analysis = (...parts: unknown[]) => ({ requirements: "All.", parts });

for (const tool of ALL_TOOLS) {
  const name = `${tool.name} of a ${tool.roles.join(" and a ")}`;

  Deno.test(`${name}: its example fits and reaches a desk`, async () => {
    const { desks, calls } = recordedDesks();
    const [role = "worker"] = tool.roles;

    const { ok } = await tool.call(
      desks,
      { id: agentId(1), role },
      tool.example,
    );

    assert.equal(ok, true);
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.agent, agentId(1));
  });

  Deno.test(`${name}: a key that nobody knows is refused, with an example that fits`, async () => {
    const { desks, calls } = recordedDesks();
    const [role = "worker"] = tool.roles;

    const { ok, text } = await tool.call(
      desks,
      { id: agentId(1), role },
      { ...tool.example, surplus: 1 },
    );

    assert.equal(ok, false);
    assert.match(text, /nothing was done/);
    assert.match(text, /"surplus"/);
    assert.ok(text.endsWith(JSON.stringify(tool.example)));
    assert.deepEqual(calls, []);
  });
}

const REFUSED: readonly (readonly [string, string, unknown, RegExp, Role?])[] =
  [
    ["submit_analysis", "no parts", analysis(), /- parts: /],
    [
      "submit_analysis",
      "eleven parts",
      analysis(...Array.from({ length: 11 }, (_, n) => part(`p${n}`))),
      /- parts: /,
    ],
    [
      "submit_analysis",
      "a key that is no key",
      analysis(part("Part One")),
      /- parts\[0\]\.key: takes at most 40 lower-case letters/,
    ],
    [
      "submit_analysis",
      "one key twice",
      analysis(part("a"), part("a")),
      /a different key for each part/,
    ],
    [
      "submit_analysis",
      "an unknown dependency",
      analysis(part("a", ["b"])),
      /"a" depends on "b", which is no part/,
    ],
    [
      "submit_analysis",
      "a part that needs itself",
      analysis(part("a", ["a"])),
      /in a circle: a → a$/m,
    ],
    [
      "submit_analysis",
      "a cycle behind other parts",
      analysis(
        part("first", ["a"]),
        part("a", ["b"]),
        part("b", ["c"]),
        part("c", ["a"]),
      ),
      /in a circle: a → b → c → a$/m,
    ],
    [
      "submit_analysis",
      "an unknown key in a part",
      analysis({ ...part("a"), worker: "Bob" }),
      /- parts\[0\]: .*"worker"/,
    ],
    [
      "submit_analysis",
      "a part that is too long",
      analysis({ ...part("a"), description: long(MAX_PART_CHARS) }),
      /parts\[0\]\.description/,
    ],
    [
      "submit_analysis",
      "too much in all",
      analysis(
        ...Array.from({ length: 6 }, (_, n) => ({
          ...part(`p${n}`),
          description: "x".repeat(MAX_PART_CHARS),
        })),
      ),
      new RegExp(`takes at most ${MAX_ANALYSIS_CHARS} characters in all`),
    ],
    [
      "submit_analysis",
      "a capability that is no word",
      analysis({ ...part("a"), requires: ["Type Script"] }),
      /parts\[0\]\.requires\[0\]/,
    ],
    [
      "select_worker",
      "a name instead of an id",
      { part: "a", worker_id: "Bob" },
      /worker_id/,
    ],
    ["select_worker", "nothing", {}, /part[\s\S]*worker_id/],
    [
      "submit_instructions",
      "an empty text",
      { part: "a", instructions: " \n" },
      /instructions: takes a text that is not empty/,
    ],
    [
      "submit_instructions",
      "too long a text",
      { part: "a", instructions: long(MAX_INSTRUCTIONS_CHARS) },
      /instructions/,
    ],
    [
      "submit_review",
      "another verdict",
      { part: "a", verdict: "accepted", reason: "fine" },
      /verdict: .*"accept"\|"send_back"/,
    ],
    [
      "submit_review",
      "no reason",
      { part: "a", verdict: "send_back" },
      /reason/,
    ],
    [
      "submit_review",
      "too long a reason",
      { part: "a", verdict: "accept", reason: long(MAX_REASON_CHARS) },
      /reason/,
    ],
    [
      "submit_result",
      "too long an output",
      { output: long(MAX_OUTPUT_CHARS) },
      /output/,
      "manager",
    ],
    ["submit_result", "an empty output", { output: "" }, /output/, "worker"],
    [
      "report_progress",
      "percents",
      { progress: 50, details: "half" },
      /progress/,
    ],
    [
      "report_progress",
      "less than nothing",
      { progress: -0.1, details: "half" },
      /progress/,
    ],
    [
      "report_progress",
      "too many details",
      { progress: 0.5, details: long(MAX_DETAILS_CHARS) },
      /details/,
    ],
    [
      "ask_manager",
      "too long a question",
      { question: long(MAX_MESSAGE_CHARS) },
      /question/,
    ],
    [
      "send_message",
      "a question",
      { to: "Ada", text: "Which port?", kind: "question" },
      /kind: .*"note"\|"answer"\|"check_in"/,
    ],
    ["send_message", "nobody", { to: " ", text: "hello" }, /- to: /],
    [
      "send_message",
      "too long a text",
      { to: "Ada", text: long(MAX_MESSAGE_CHARS) },
      /text/,
    ],
    ["list_messages", "half a message", { limit: 0.5 }, /limit/],
    ["list_messages", "too many", { limit: 51 }, /limit/],
    ["list_workers", "no object", [], /arguments/],
  ];

for (const [name, what, args, expected, role] of REFUSED) {
  Deno.test(`${name} refuses ${what}, and says what fits`, async () => {
    const { ok, text, calls } = await call(name, args, role);

    assert.equal(ok, false);
    assert.match(text, expected);
    assert.match(text, /call it again, in this form:/);
    assert.ok(text.length < 5_000);
    assert.deepEqual(calls, []);
  });
}

Deno.test("what may be left out is filled in", async () => {
  const analyzed = await call("submit_analysis", analysis(part("a")));
  const sent = await call("send_message", { to: " Ada ", text: "hello" });
  const listed = await call("list_messages", {});
  const judged = await call("submit_result", { output: "all" }, "manager");

  assert.deepEqual(analyzed.input, {
    requirements: "All.",
    parts: [{ ...part("a"), depends_on: [], requires: [] }],
  });
  assert.deepEqual(sent.input, { to: "Ada", text: "hello", urgent: false });
  assert.deepEqual(listed.input, { limit: 10 });
  assert.deepEqual(judged.input, { output: "all", succeeded: true });
});

Deno.test("parts that depend on each other without a circle are taken", async () => {
  const { ok } = await call(
    "submit_analysis",
    analysis(
      part("d", ["b", "c"]),
      part("b", ["a"]),
      part("c", ["a"]),
      part("a"),
    ),
  );

  assert.equal(ok, true);
});

Deno.test("many faults are told as a few", async () => {
  const parts = Array.from({ length: 10 }, () => ({}));

  const { text } = await call("submit_analysis", analysis(...parts));

  assert.equal(text.match(/^- parts/gm)?.length, 8);
  assert.match(text, /^- and 22 more$/m);
});

Deno.test("faults do not repeat a long text to the model", async () => {
  const { text } = await call("list_workers", { ["k".repeat(50_000)]: 1 });

  assert.ok(text.length < 1_000);
});
