import { AuditRecord } from "@/domain/audit.ts";
import type { Page } from "@/domain/platform.ts";
import type { AuditFilter } from "@/domain/record_filters.ts";
import { olderThan, type TimeRange, within } from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import { withInstants } from "./instants.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

type Row = { readonly id: string; readonly at: Date };

/** Which entries to list. */
export type AuditListFilter = AuditFilter & TimeRange;

/** Stores entries of the audit log, in one statement. Safe to repeat. */
export async function insertAudit(
  sql: Sql,
  entries: readonly AuditRecord[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into audit_log (id, at, actor, action, target_type, target_id,
      outcome, data)
    select id, at, actor, action, target_type, target_id, outcome, data
    from jsonb_to_recordset(${json(entries)}) as row (id uuid,
      at timestamptz, actor text, action text, target_type text,
      target_id text, outcome text, data jsonb)
    on conflict (id) do nothing`;
}

/**
 * Entries that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listAudit(
  sql: Sql,
  filter: AuditListFilter,
): Promise<Page<AuditRecord>> {
  const { actor, action, target } = filter;
  const rows = await sql<Row>`
    select id, at, actor, action, target_type, target_id, outcome, data
    from audit_log
    where ${
    allOf([
      actor ? part`actor = ${actor}` : undefined,
      action ? part`action = ${action}` : undefined,
      target && part`target_type = ${target.type}`,
      target?.id ? part`target_id = ${target.id}` : undefined,
      ...within(part`at`, filter),
      olderThan(part`at, id`, filter.cursor),
    ])
  }
    order by at desc, id desc limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    (row) => AuditRecord.parse(withInstants(row)),
    (row) => [row.at.toISOString(), row.id],
  );
}
