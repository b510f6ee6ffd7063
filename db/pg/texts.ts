import type { Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

/** A whole text that is too long for a record, and the name it is stored under. */
export type WholeText = { readonly blob: string; readonly body: string };

/** Characters of text that one statement takes, so that none gets too large. */
const CHARS_AT_ONCE = 8_000_000;

/** Stores whole texts. One that is stored already stays. Safe to repeat. */
export async function insertTexts(
  sql: Sql,
  texts: readonly WholeText[],
): Promise<void> {
  let waiting: WholeText[] = [];
  let chars = 0;
  for (const text of texts) {
    if (waiting.length > 0 && chars + text.body.length > CHARS_AT_ONCE) {
      await insertAtOnce(sql, waiting);
      waiting = [];
      chars = 0;
    }
    waiting.push(text);
    chars += text.body.length;
  }
  if (waiting.length > 0) await insertAtOnce(sql, waiting);
}

/** The whole text; `undefined` when there is none under that name. */
export async function readText(
  sql: Sql,
  blob: string,
): Promise<string | undefined> {
  const [row] = await sql<{ body: string }>`
    select body from texts where blob = ${blob}`;
  return row?.body;
}

async function insertAtOnce(sql: Sql, texts: readonly WholeText[]) {
  await sql`
    insert into texts (blob, body)
    select blob, body from jsonb_to_recordset(${json(texts)})
      as row (blob text, body text)
    on conflict (blob) do nothing`;
}
