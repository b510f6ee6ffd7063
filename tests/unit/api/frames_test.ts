import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemOf } from "@/tests/helpers/problem_answer.ts";
import { AT } from "@/tests/helpers/fleet.ts";

async function withFrames() {
  const gate = new GateUnderTest();
  const answer = await gate.post("/api/agents", { role: "worker" });
  const path = `${answer.headers.get("location") ?? ""}/frames`;
  for (let n = 0; n < 5; n++) {
    gate.platform.frames.push({ n, at: AT, from: "out", bytes: 2, line: `{}` });
  }
  return { gate, path };
}

Deno.test("raw lines are read backwards from their end, page by page", async () => {
  const { gate, path } = await withFrames();
  using _ = gate;

  const last = await (await gate.ask(`${path}?limit=3`)).json();
  const first = await (await gate.ask(`${path}?limit=3&before=2`)).json();

  const numbers = (page: typeof last) =>
    page.frames.map(({ n }: { n: number }) => n);
  assert.deepEqual([numbers(last), last.next_before], [[2, 3, 4], 2]);
  assert.deepEqual([numbers(first), first.next_before], [[0, 1], null]);
});

Deno.test("all raw lines come as one file", async () => {
  const { gate, path } = await withFrames();
  using _ = gate;

  const answer = await gate.ask(`${path}/download`);

  const lines = (await answer.text()).trimEnd().split("\n");
  assert.match(
    answer.headers.get("content-disposition") ?? "",
    /^attachment; filename="agent-[0-9a-f]{8}\.jsonl"$/,
  );
  assert.deepEqual(lines.map((line) => JSON.parse(line).n), [0, 1, 2, 3, 4]);
});

Deno.test("an agent that nobody knows has no raw lines", async () => {
  using gate = new GateUnderTest();

  for (const path of ["frames", "frames/download"]) {
    const answer = await gate.ask(`/api/agents/nobody/${path}`);
    assert.equal((await problemOf(answer)).code, "agent_not_found");
  }
});
