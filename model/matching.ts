/** Decides whether the conditions of a rule hold for a request. */

import type { Conversation } from "./conversation.ts";
import { matchPattern } from "./pattern.ts";
import type { When } from "./script_schema.ts";

/**
 * Checks a rule's conditions; undefined means that at least one does not hold.
 *
 * The captures are those of the last regular expression with groups, in the order in
 * which the fields stand in {@linkcode When}.
 */
export function matchWhen(
  when: When,
  conversation: Conversation,
): { readonly captures: readonly string[] } | undefined {
  if (!factsHold(when, conversation)) return undefined;

  let captures: readonly string[] = [];
  for (const [pattern, text] of patternsToFind(when, conversation)) {
    const match = matchPattern(pattern, text);
    if (!match) return undefined;
    if (match.captures.length > 0) captures = match.captures;
  }
  return { captures };
}

function factsHold(when: When, conversation: Conversation): boolean {
  const failed = conversation.toolOutcomes.some((outcome) => outcome.isError);
  return isUnsetOr(
    when.has_tool_result,
    conversation.toolOutcomes.length > 0,
  ) &&
    (typeof when.tool_error === "string" ||
      isUnsetOr(when.tool_error, failed)) &&
    isUnsetOr(when.stream, conversation.stream) &&
    isInCount(when.assistant_count, conversation.assistantCount) &&
    isInCount(when.step, conversation.step) &&
    (when.has_tool === undefined ||
      conversation.tools.some((name) => matchesName(when.has_tool!, name)));
}

function patternsToFind(
  when: When,
  conversation: Conversation,
): readonly (readonly [string, string])[] {
  const results = conversation.toolOutcomes;
  const failures = results.filter((outcome) => outcome.isError);
  const fields = [
    [when.new_user, conversation.newUser],
    [when.last_user, conversation.lastUser],
    [when.any_user, conversation.anyUser],
    [when.system, conversation.system],
    [when.tool_result, results.map((result) => result.text).join("\n")],
    [when.tool_error, failures.map((result) => result.text).join("\n")],
    [when.new_note, conversation.newNote],
    [when.cwd, conversation.cwd],
    [when.session, conversation.session],
    [when.model, conversation.model],
    ...Object.entries(when.header ?? {}).map(([name, pattern]) =>
      [pattern, conversation.headers.get(name) ?? ""] as const
    ),
  ] as const;
  return fields.flatMap(([pattern, text]) =>
    typeof pattern === "string" ? [[pattern, text] as const] : []
  );
}

/** Tool names are whole: `Read` must not be satisfied by `ReadMcpResource`. */
function matchesName(pattern: string, name: string): boolean {
  return pattern === name ||
    (pattern.startsWith("/") && matchPattern(pattern, name) !== undefined);
}

function isUnsetOr(wanted: boolean | undefined, actual: boolean): boolean {
  return wanted === undefined || wanted === actual;
}

function isInCount(
  wanted: number | readonly [number, number] | undefined,
  actual: number,
): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === "number") return wanted === actual;
  return wanted[0] <= actual && actual <= wanted[1];
}
