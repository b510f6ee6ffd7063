import type { AgentId } from "@/domain/ids.ts";
import type {
  TranscriptPart,
  TranscriptSearch,
} from "@/domain/transcript_match.ts";
import { MAX_MATCHES } from "@/domain/transcript_port.ts";
import { allOf, part, type Sql, type SqlPart } from "./sql.ts";

/**
 * Numbers of the entries of an agent that are looked for: the newest
 * `MAX_MATCHES` of them, oldest first, and how many there are in all. Says of
 * each entry what `isMatch` says.
 */
export async function findMatches(
  sql: Sql,
  agent: AgentId,
  { text, part: wanted }: TranscriptSearch,
): Promise<{ readonly numbers: readonly number[]; readonly total: number }> {
  const where = allOf([
    part`agent_id = ${agent}`,
    wanted && PARTS[wanted],
    text ? hasText(text) : undefined,
  ]);
  const rows = await sql<{ n: number }>`
    select n from transcript_entries where ${where}
    order by n desc limit ${MAX_MATCHES}`;
  const numbers = rows.map(({ n }) => n).reverse();
  if (numbers.length < MAX_MATCHES) return { numbers, total: numbers.length };
  const [all] = await sql<{ total: number }>`
    select count(*)::integer as total from transcript_entries where ${where}`;
  return { numbers, total: all?.total ?? numbers.length };
}

const PARTS: Readonly<Record<TranscriptPart, SqlPart>> = {
  messages: part`kind in ('prompt', 'text')`,
  tools: part`kind = 'tool_call'`,
  errors: part`(kind = 'tool_result' and data ->> 'is_error' = 'true'
    or kind = 'notice' and data ->> 'level' = 'error'
    or kind = 'turn_ended' and data ->> 'succeeded' = 'false')`,
};

function hasText(text: string): SqlPart {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return part`(text ilike ${pattern}
    or kind = 'tool_call' and data ->> 'tool' ilike ${pattern})`;
}
