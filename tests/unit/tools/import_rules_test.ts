import assert from "node:assert/strict";
import {
  findCycle,
  findViolation,
  readImportRules,
  readImports,
  ruleFor,
} from "@/tools/checks/import_rules.ts";

const RULES = readImportRules(`
Some words.

| path     | may import       | what lives there |
| -------- | ---------------- | ---------------- |
| main.ts  | everything       | entry            |
| domain/  | npm              | words            |
| db       | domain           | stores           |
| db/pg    | domain, npm      | history          |
| \`api\`  | domain, state.ts | the way in       |
| static   | nothing          | files            |
| state.ts | -                | state            |

| other | table |
`);
const ALIASES = { "fresh": "./lib/fresh/mod.ts", "zod": "npm:zod@4.6.7" };

const edge = (from: string, to: string) => ({ from, line: 1, to });

Deno.test("readImportRules reads paths and what they may import", () => {
  assert.deepEqual(RULES.map(({ path }) => path), [
    "main.ts",
    "domain",
    "db",
    "db/pg",
    "api",
    "static",
    "state.ts",
  ]);
  assert.equal(RULES[0]?.mayImport, "everything");
  assert.deepEqual(RULES[4]?.mayImport, ["domain", "state.ts"]);
  assert.deepEqual(RULES[5]?.mayImport, []);
});

Deno.test("readImportRules refuses a page without the table", () => {
  assert.throws(() => readImportRules("# No table"), /may import/);
});

Deno.test("readImports finds every way of importing, types included", () => {
  const source = `
import { z } from "zod";
import type { A } from "@/domain/a.ts";
import {
  b,
  c,
} from "../c.ts";
import "./effect.ts";
export * from "./d.ts";
export { type E } from "fresh";
import fs from "node:fs";
const later = await import("./later.ts");
// import "commented/out";
/* import "./out.ts"; */
export const text = 'import "no" from "here"';
export function f(x = "not an import") {}
`;

  const found = readImports("api/tasks/get.ts", source, ALIASES);

  assert.deepEqual(found.map(({ line, to }) => `${line} ${to}`), [
    "2 npm",
    "3 domain/a.ts",
    "7 api/c.ts",
    "8 api/tasks/effect.ts",
    "9 api/tasks/d.ts",
    "10 lib/fresh/mod.ts",
    "12 api/tasks/later.ts",
  ]);
});

Deno.test("ruleFor takes the row with the longest path", () => {
  assert.equal(ruleFor("db/pg/tasks.ts", RULES)?.path, "db/pg");
  assert.equal(ruleFor("db/kv/keys.ts", RULES)?.path, "db");
  assert.equal(ruleFor("dbx/keys.ts", RULES), undefined);
});

for (
  const [from, to] of [
    ["main.ts", "anything/at/all.ts"],
    ["domain/a.ts", "npm"],
    ["db/kv/a.ts", "domain/b.ts"],
    ["db/kv/a.ts", "db/kv/b.ts"],
    ["db/pg/a.ts", "npm"],
    ["api/a.ts", "state.ts"],
  ] as const
) {
  Deno.test(`findViolation lets ${from} import ${to}`, () => {
    assert.equal(findViolation(edge(from, to), RULES), undefined);
  });
}

for (
  const [from, to] of [
    ["domain/a.ts", "db/kv/b.ts"],
    ["db/kv/a.ts", "npm"],
    ["db/kv/a.ts", "domains/b.ts"],
    ["api/a.ts", "db/kv/b.ts"],
    ["static/a.ts", "domain/b.ts"],
    ["unknown/a.ts", "domain/b.ts"],
  ] as const
) {
  Deno.test(`findViolation refuses that ${from} imports ${to}`, () => {
    assert.match(findViolation(edge(from, to), RULES) ?? "", /^[a-z/.]+:1: /);
  });
}

Deno.test("findCycle names the folders of a circle in their order", () => {
  const cycle = findCycle([
    edge("api/a.ts", "domain/a.ts"),
    edge("domain/a.ts", "db/a.ts"),
    edge("db/b.ts", "domain/b.ts"),
  ], RULES);

  assert.deepEqual(cycle, ["domain", "db", "domain"]);
});

Deno.test("findCycle finds nothing where imports point one way", () => {
  const edges = [
    edge("main.ts", "api/a.ts"),
    edge("api/a.ts", "domain/a.ts"),
    edge("db/a.ts", "domain/a.ts"),
    edge("domain/a.ts", "domain/b.ts"),
  ];

  assert.equal(findCycle(edges, RULES), undefined);
});
