import { strict as assert } from "node:assert";
import { FAULTS } from "@/tools/faults/catalogue.ts";
import {
  faultTable,
  fits,
  TABLE_BEGIN,
  TABLE_END,
  withRows,
  withTable,
} from "@/tools/faults/table.ts";

const ROW = {
  id: "F1",
  fault: "Something breaks",
  holds: "nothing is lost",
  shownBy: [{ file: "tests/a_test.ts", has: "through ${n} kills" }],
} as const;
const PASSED = {
  file: "tests/a_test.ts",
  name: "all ends, through 20 kills of it",
  passed: true,
};

Deno.test("every test that the table of faults names is there", async () => {
  const missing: string[] = [];
  for (const { id, shownBy } of FAULTS) {
    for (const { file, has } of shownBy) {
      const text = await Deno.readTextFile(file).catch(() => "");
      if (!text.includes(has)) missing.push(`${id}: "${has}" in ${file}`);
    }
  }

  assert.deepEqual(missing, []);
});

Deno.test("the page on reliability has every row of the faults, in their order", async () => {
  const page = await Deno.readTextFile("docs/reliability.md");
  const table = page.slice(page.indexOf(TABLE_BEGIN), page.indexOf(TABLE_END));

  const rows = [...table.matchAll(/^\| (F\d+) .*$/gm)];

  assert.deepEqual(rows.map(([, id]) => id), FAULTS.map(({ id }) => id));
  const notPassed = rows.filter(([line]) => !line.includes("| passed "));
  assert.deepEqual(notPassed.map(([, id]) => id), []);
});

Deno.test("a row names its result, how often its fault was made, and the seeds", () => {
  const notes = [
    { fault: "F1", seed: "x", count: 10 },
    { fault: "F1", seed: "x", count: 5 },
    { fault: "F2", seed: "y", count: 1 },
  ];

  const [, , line] = faultTable([ROW], [PASSED], notes).split("\n");

  assert.equal(
    line,
    "| F1 | Something breaks | nothing is lost | " +
      "[through … kills](../tests/a_test.ts) | passed | 15 | x |",
  );
});

Deno.test("a row is passed only when all of its tests ran and passed", () => {
  const resultOf = (ends: readonly typeof PASSED[]) =>
    faultTable([ROW], ends, []).split("\n")[2]?.split(" | ")[4];
  const failed = { ...PASSED, passed: false };
  const other = { ...PASSED, file: "tests/b_test.ts" };

  assert.equal(resultOf([PASSED]), "passed");
  assert.equal(resultOf([PASSED, failed]), "FAILED");
  assert.equal(resultOf([other]), "not run");
  assert.equal(resultOf([]), "not run");
});

Deno.test("a piece of a name is found as it is written, and what is filled in may be anything", () => {
  const shown = { file: "tests/a_test.ts", has: "a (b) ${x}c" };
  const named = (name: string) =>
    fits(shown, { file: "tests/a_test.ts", name, passed: true });

  assert.deepEqual(
    ["a (b) 1 c", "a b 1 c", "before a (b) c"].map(named),
    [true, false, true],
  );
});

Deno.test("the table replaces the one between the marks, and nothing else", () => {
  const page = `before\n${TABLE_BEGIN}\nold\n${TABLE_END}\nafter`;

  const written = withTable(page, "new");

  assert.equal(
    written,
    `before\n${TABLE_BEGIN}\n\nnew\n\n${TABLE_END}\nafter`,
  );
  assert.throws(() => withTable("no marks", "new"), /marks are missing/);
});

Deno.test("rows that were tried by themselves replace theirs, with a remark, and no other", () => {
  const rows = [ROW, { ...ROW, id: "F10" as const }];
  const page = withTable(
    `before\n${TABLE_BEGIN}\n${TABLE_END}\nafter`,
    `in words\n\n${faultTable(rows, [{ ...PASSED, passed: false }], [])}`,
  );

  const written = withRows(page, faultTable([ROW], [PASSED], [], " (alone)"));

  const [before, after] = [page, written].map((text) => text.split("\n"));
  const changed = after!.filter((line, n) => line !== before![n]);
  assert.deepEqual(changed.map((line) => line.split(" | ")[4]), [
    "passed (alone)",
  ]);
  assert.match(changed[0] ?? "", /^\| F1 /);
  assert.equal(after!.length, before!.length);
});
