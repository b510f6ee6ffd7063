import type { Context } from "hono";
import { problem } from "./api_app.ts";

/** A record that changes with the log. */
type Record = { readonly updated_seq: number };

/** The tag of a record as it is now: the place in the log of its last change. */
export function etagOf({ updated_seq }: Record): string {
  return `"${updated_seq}"`;
}

/**
 * Answers with one record as programs see it, under its tag; whoever has just
 * this one already is told so, without it.
 */
export function answerOne<V, S extends 200 | 201 | 202 = 200>(
  c: Context,
  record: Record,
  view: V,
  status?: S,
): // deno-lint-ignore no-explicit-any -- Hono wants each status typed apart; the tests check answers by the document
any {
  const tag = etagOf(record);
  c.header("etag", tag);
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  if (isRead && names(c.req.header("if-none-match"), tag)) {
    return c.body(null, 304);
  }
  return c.json(view as object, status ?? 200);
}

/**
 * Refuses a change that was decided on an older record, when the request says
 * on which one: by `If-Match`.
 */
export function changedMeanwhile(
  c: Context,
  record: Record,
): Response | undefined {
  const wanted = c.req.header("if-match");
  const tag = etagOf(record);
  if (wanted === undefined || names(wanted, tag)) return undefined;
  return problem(
    c,
    "changed_meanwhile",
    `Cannot ${c.req.method} "${c.req.path}": it is ${tag} now, not ${wanted}`,
  );
}

/** Whether a list of tags, or a star, names this one. */
function names(tags: string | undefined, tag: string): boolean {
  return tags !== undefined &&
    tags.split(",").map((each) => each.trim().replace(/^W\//, ""))
      .some((each) => each === tag || each === "*");
}
