import type { SqlValue } from "./sql.ts";

/** A value for a `json` or `jsonb` parameter; made by `json`. */
export class Json {
  constructor(readonly value: unknown) {}
}

/** Marks a value as JSON, since a plain array means a Postgres array. */
export function json(value: unknown): Json {
  return new Json(value);
}

/**
 * A parameter in the text form that both engines pass on untouched. What
 * Postgres cannot hold goes: the character U+0000, and halves of surrogate
 * pairs become U+FFFD.
 */
export function encodeValue(value: SqlValue | undefined): string | null {
  if (value === null) return null;
  if (typeof value === "string") return cleanText(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Json) return encodeJson(value.value);
  if (Array.isArray(value)) {
    return `{${value.map((each) => quote(cleanText(each))).join(",")}}`;
  }
  if (PLAIN.includes(typeof value)) return String(value);
  throw new TypeError(`Cannot send "${value}": mark objects with json()`);
}

const PLAIN: readonly string[] = ["number", "bigint", "boolean"];
const UNCLEAN_ESCAPE = /\\u(0000|d[89a-f])/;

function encodeJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  // Looking at the text first spares copying almost every value.
  return UNCLEAN_ESCAPE.test(text) ? JSON.stringify(cleanJson(value)) : text;
}

function cleanJson(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map((
      [key, each],
    ) => [cleanText(key), cleanJson(each)]),
  );
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
