import type { StoredSize } from "@/domain/storage_sizes.ts";
import type { Sql } from "./sql.ts";

/** Room that the history's tables take with their indexes, the largest first. */
export async function readTableSizes(sql: Sql): Promise<StoredSize[]> {
  return await sql<StoredSize>`
    select relname as name, pg_total_relation_size(oid) as bytes
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
    order by bytes desc, relname`;
}
