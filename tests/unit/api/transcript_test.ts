import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { longTranscript } from "@/tests/helpers/long_transcript.ts";

async function withTranscript(count: number) {
  const gate = new GateUnderTest();
  const answer = await gate.post("/api/agents", { role: "worker" });
  const path = answer.headers.get("location") ?? "";
  const id = path.slice(path.lastIndexOf("/") + 1) as AgentId;
  gate.platform.transcript.push(...longTranscript(count, id));
  return { gate, path: `${path}/transcript` };
}

const numbers = (page: { entries: { n: number }[] }) =>
  page.entries.map(({ n }) => n);

Deno.test("a transcript is read after an entry, and by number", async () => {
  const { gate, path } = await withTranscript(40);
  using _ = gate;

  const after = await (await gate.ask(`${path}?after=9&before=30&limit=3`))
    .json();
  const some = await (await gate.ask(`${path}?numbers=31,2`)).json();

  assert.deepEqual(numbers(after), [10, 11, 12]);
  assert.deepEqual(numbers(some), [2, 31]);
});

Deno.test("a page comes with the other halves of tool uses, and cut as wanted", async () => {
  const { gate, path } = await withTranscript(40);
  using _ = gate;

  const page = await (await gate.ask(
    `${path}?after=10&before=12&paired=true&tool_chars=10`,
  )).json();

  // Entry 11 is the result of 10.
  assert.deepEqual(numbers(page), [11]);
  assert.equal(page.paired[0].n, 10);
  assert.equal(page.paired[0].input.text.length, 10);
  assert.ok(page.paired[0].input.length > 10);
});

Deno.test("a transcript is searched for a text in one of its parts", async () => {
  const { gate, path } = await withTranscript(80);
  using _ = gate;

  const answer = await gate.ask(`${path}/search?text=PART_7&part=tools`);
  const wrong = await gate.ask(`${path}/search?part=everything`);

  assert.deepEqual(await answer.json(), {
    numbers: [58, 60],
    total: 2,
    complete: true,
  });
  assert.equal(wrong.status, 400);
});

Deno.test("numbers that are none, or too many, are refused", async () => {
  const { gate, path } = await withTranscript(1);
  using _ = gate;

  const many = Array(101).fill("1").join(",");
  for (const query of ["numbers=", "numbers=1,x", `numbers=${many}`]) {
    assert.equal((await gate.ask(`${path}?${query}`)).status, 400, query);
  }
});
