import { posix } from "node:path";

/** Something that a document or a docblock has wrong. */
export type DocProblem = {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
};

// Written in pieces, so that this file passes its own check.
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [new RegExp("/wo" + "rk/(main|shared)"), "a path of somebody's machine"],
  [
    new RegExp("registry\\.npmjs" + "\\.org|jsr\\.i" + "o|esm\\.s" + "h"),
    "the host of a package registry",
  ],
];

/** Exported functions and classes that no docblock stands above. */
export function findUndocumented(
  file: string,
  source: string,
): readonly DocProblem[] {
  const lines = source.split("\n");
  return lines.flatMap((line, index) => {
    const name = line.match(
      /^export (?:default )?(?:abstract )?(?:async )?(?:function\*?|class) (\w+)/,
    )?.[1] ??
      line.match(/^export const (\w+)(?::[^=]+)? = (?:async )?\(/)?.[1];
    if (!name || isOverload(name, lines, index)) return [];
    const above = (lines[index - 1] ?? "").trim();
    if (above.endsWith("*/")) return [];
    return [{
      file,
      line: index + 1,
      problem: `${name} has no docblock`,
    }];
  });
}

/** Links of a markdown file to files of the project that are not there. */
export function findBrokenLinks(
  file: string,
  markdown: string,
  exists: (path: string) => boolean,
): readonly DocProblem[] {
  let fenced = false;
  return markdown.split("\n").flatMap((line, index) => {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) return [];
    const text = line.replaceAll(/`[^`]*`/g, "");
    return [...text.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)].flatMap(
      ([, target = ""]) => {
        if (/^([a-z]+:|#)/.test(target)) return [];
        const path = target.split("#")[0] ?? "";
        const resolved = path.startsWith("/")
          ? path.slice(1)
          : posix.join(posix.dirname(file), decodeURIComponent(path));
        if (exists(posix.normalize(resolved).replace(/\/$/, ""))) return [];
        return [{
          file,
          line: index + 1,
          problem: `links to "${target}", which is not there`,
        }];
      },
    );
  });
}

/** Words that belong to one machine or to one registry. */
export function findForbidden(
  file: string,
  text: string,
): readonly DocProblem[] {
  return text.split("\n").flatMap((line, index) =>
    FORBIDDEN.flatMap(([pattern, what]) =>
      pattern.test(line)
        ? [{ file, line: index + 1, problem: `mentions ${what}` }]
        : []
    )
  );
}

/** Only the first of several signatures carries the docblock. */
function isOverload(
  name: string,
  lines: readonly string[],
  index: number,
): boolean {
  const signature = new RegExp(`^export (?:async )?function ${name}\\b`);
  return lines.slice(0, index).some((line) => signature.test(line));
}
