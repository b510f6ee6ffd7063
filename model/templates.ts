/** Fills the `{{placeholders}}` in the strings of a reply. */

import type { Conversation } from "./conversation.ts";
import type { SeededRandom } from "./seeded_random.ts";

/** What the placeholders of one reply stand for. */
export interface TemplateScope {
  readonly conversation: Conversation;
  /** Uses of the rule including this one: `{{n}}`. */
  readonly use: number;
  /** Groups of the rule's last regular expression: `{{1}}` and on. */
  readonly captures: readonly string[];
  /** Source of `{{uuid}}`, `{{int:1-6}}` and `{{pick:a|b}}`. */
  readonly random: SeededRandom;
}

const LONGEST_SLUG = 32;
const PLACEHOLDER = /\{\{\s*([a-z_]+|\d+)(?::([^{}]*?))?\s*\}\}/g;

/**
 * Fills the placeholders of a text. Unknown ones stay as they are, so that a script may
 * write files which use double braces themselves.
 *
 * `{{name:80}}` shortens a value to one line of at most 80 characters, `{{name:slug}}`
 * makes it fit for a file name.
 */
export function fillTemplate(text: string, scope: TemplateScope): string {
  return text.replace(
    PLACEHOLDER,
    (whole, name: string, argument: string | undefined) =>
      draw(name, argument, scope.random) ??
        shape(lookUp(name, scope), argument) ?? whole,
  );
}

/** Fills the placeholders in every string inside a value; keys stay as they are. */
export function fillTemplates(value: unknown, scope: TemplateScope): unknown {
  if (typeof value === "string") return fillTemplate(value, scope);
  if (Array.isArray(value)) return value.map((v) => fillTemplates(v, scope));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => [key, fillTemplates(v, scope)]),
  );
}

function lookUp(name: string, scope: TemplateScope): string | undefined {
  const { conversation } = scope;
  switch (name) {
    case "new_user":
      return conversation.newUser;
    case "last_user":
      return conversation.lastUser;
    case "tool_result":
      return conversation.toolOutcomes.map((outcome) => outcome.text).join(
        "\n",
      );
    case "new_note":
      return conversation.newNote;
    case "model":
      return conversation.model;
    case "cwd":
      return conversation.cwd;
    case "session":
      return conversation.session;
    case "step":
      return String(conversation.step);
    case "n":
      return String(scope.use);
  }
  return /^\d+$/.test(name) ? scope.captures[Number(name) - 1] : undefined;
}

function draw(
  name: string,
  argument: string | undefined,
  random: SeededRandom,
): string | undefined {
  if (name === "uuid") return random.uuid();
  if (name === "pick" && argument !== undefined) {
    const options = argument.split("|");
    return options[random.between(0, options.length - 1)];
  }
  const range = name === "int" && /^(\d+)-(\d+)$/.exec(argument ?? "");
  if (range) return String(random.between(Number(range[1]), Number(range[2])));
  return undefined;
}

function shape(
  value: string | undefined,
  argument: string | undefined,
): string | undefined {
  if (value === undefined || argument === undefined) return value;
  if (argument === "slug") return slug(value);
  const limit = Number(argument);
  return Number.isInteger(limit) && limit > 0
    ? oneLine(value, limit)
    : undefined;
}

function oneLine(value: string, limit: number): string {
  const line = [...(value.trim().split("\n", 1)[0] ?? "").trim()];
  if (line.length <= limit) return line.join("");
  return line.slice(0, limit - 1).join("").trimEnd() + "…";
}

function slug(value: string): string {
  const words = value.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  let joined = (words[0] ?? "untitled").slice(0, LONGEST_SLUG);
  for (const word of words.slice(1)) {
    if (joined.length + 1 + word.length > LONGEST_SLUG) break;
    joined += `-${word}`;
  }
  return joined;
}
