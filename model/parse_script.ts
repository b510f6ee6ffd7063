/** Turns what an author wrote into a checked script, or into errors that name the place. */

import type { z } from "zod";
import { Rule, Script } from "./script_schema.ts";

/** A script that cannot be played. Trying again without changing it is pointless. */
export class ScriptError extends Error {
  readonly code = "script_invalid";
  override readonly name = "ScriptError";

  constructor(
    which: string,
    readonly problems: readonly string[],
    cause?: unknown,
  ) {
    super(`Cannot read ${which}: ${problems.join("; ")}`, { cause });
  }
}

/**
 * Checks a script.
 *
 * @throws ScriptError whose `problems` each begin with the path of the bad field,
 * such as `rules[2].reply.status: …`.
 */
export function parseScript(value: unknown): Script {
  return parse(Script, value, "script");
}

/** Checks one rule. @throws ScriptError, as {@linkcode parseScript}. */
export function parseRule(value: unknown): Rule {
  return parse(Rule, value, "rule");
}

/** Reads a script from JSON text. @throws ScriptError also when the text is not JSON. */
export function parseScriptJson(json: string): Script {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new ScriptError(
      "script",
      [`not valid JSON (${(error as Error).message})`],
      error,
    );
  }
  return parseScript(value);
}

function parse<T>(schema: z.ZodType<T>, value: unknown, which: string): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.flatMap((issue) => describe(issue, []));
  throw new ScriptError(which, [...new Set(problems)], checked.error);
}

function describe(
  issue: z.core.$ZodIssue,
  parents: readonly PropertyKey[],
): readonly string[] {
  const path = [...parents, ...issue.path];
  const branch = issue.code === "invalid_union" && likeliestBranch(issue);
  if (branch) return branch.flatMap((inner) => describe(inner, path));
  return [`${showPath(path)}: ${issue.message}`];
}

/** Of the forms a field may take, the one whose complaints lie inside it: the author meant that one. */
function likeliestBranch(
  issue: z.core.$ZodIssueInvalidUnion,
): readonly z.core.$ZodIssue[] | undefined {
  return issue.errors.find((branch) =>
    branch.some((inner) =>
      inner.path.length > 0 || inner.code !== "invalid_type"
    )
  );
}

function showPath(path: readonly PropertyKey[]): string {
  const shown = path.map((part) =>
    typeof part === "number" ? `[${part}]` : `.${String(part)}`
  ).join("");
  return shown.replace(/^\./, "") || "(top level)";
}
