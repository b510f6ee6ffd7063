import assert from "node:assert/strict";
import {
  findBrokenLinks,
  findForbidden,
  findUndocumented,
} from "@/tools/checks/doc_rules.ts";

Deno.test("findUndocumented names exported functions and classes without a docblock", () => {
  const source = `
/** Said. */
export function said() {}
export async function unsaid() {}

/**
 * Said at length.
 */
export class Said {}
export abstract class Unsaid {}
export const arrow = (x: number) => x;
export const value = 1;
function inner() {}
/** Said once for both. */
export function twice(x: string): void;
export function twice(x: unknown): void {}
`;

  const names = findUndocumented("domain/a.ts", source).map((found) =>
    `${found.line} ${found.problem.split(" ")[0]}`
  );

  assert.deepEqual(names, ["4 unsaid", "10 Unsaid", "11 arrow"]);
});

Deno.test("findBrokenLinks follows links between files and nothing else", () => {
  const there = new Set([
    "docs/a.md",
    "README.md",
    "docs",
    "docs/with space.md",
  ]);
  const markdown = `
[a](a.md) [readme](../README.md#top) [folder](../docs/) [web](https://x.example)
[here](#part) [space](<with%20space.md>) \`[code](none.md)\` [root](/README.md)
[gone](gone.md) ![image](img/none.png "title")
\`\`\`
[fenced](none.md)
\`\`\`
`;

  const broken = findBrokenLinks(
    "docs/b.md",
    markdown,
    (path) => there.has(path),
  );

  assert.deepEqual(broken.map(({ line, problem }) => [line, problem]), [
    [4, 'links to "gone.md", which is not there'],
    [4, 'links to "img/none.png", which is not there'],
  ]);
});

Deno.test("findForbidden points at a machine's path and at a registry", () => {
  const text = [
    "fine",
    ["", "work", "main"].join("/"),
    `https://registry.npmjs.${"org"}/x`,
  ].join("\n");

  const found = findForbidden("docs/a.md", text);

  assert.deepEqual(found.map(({ line }) => line), [2, 3]);
});
