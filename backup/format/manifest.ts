import { z } from "zod";

const Count = z.int().nonnegative();
/** The part with a history's rows as `pg_dump` writes them, in its custom format. */
export const DUMP_PART = "history-dump";

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** One thing in a backup. */
const Part = z.object({
  /** `live`, `agents`, `history-dump`, or `history/<table>`. */
  name: z.string().min(1).max(200),
  /** Of the content: its length, and its SHA-256. */
  bytes: Count,
  sha256: Digest,
  /** Lines of a table. */
  rows: Count.optional(),
  /** Length in the file, compressed by gzip. */
  packed_bytes: Count,
});
export type Part = z.infer<typeof Part>;

/** What a table of the history is proved by, however its rows are stored. */
const TableFacts = z.object({
  name: z.string().min(1).max(200),
  rows: Count,
  /** Of its rows as lines, as `history/<table>` would have them. */
  sha256: Digest,
});
export type TableFacts = z.infer<typeof TableFacts>;

/** What a backup says of itself before everything else. */
export const Manifest = z.object({
  /** Names this backup. */
  id: z.uuid(),
  /** Version of the program that made it. */
  program: z.string().max(100),
  created_at: z.iso.datetime(),
  /** The live store: its last event, and how many records begin with each word. */
  live: z.object({ seq: Count, records: z.record(z.string(), Count) })
    .nullable(),
  /** The history: where it was kept, its schema, the last event in it. */
  history: z.object({
    engine: z.enum(["postgres", "pglite"]),
    /** Checksums of its migrations, the first first. */
    migrations: z.array(Digest),
    seq: Count,
    /** Only where `pg_dump` wrote the rows, all in one part. */
    dump: z.object({
      /** Major version of that `pg_dump`. */
      major: z.int().positive(),
      tables: z.array(TableFacts),
    }).optional(),
  }).nullable(),
  parts: z.array(Part).max(1_000),
});
export type Manifest = z.infer<typeof Manifest>;

/** What each table of the history has to read back as. */
export function tableFacts(
  { history, parts }: Manifest,
): readonly TableFacts[] {
  if (history?.dump) return history.dump.tables;
  return parts.flatMap(({ name, rows = 0, sha256 }) =>
    name.startsWith("history/")
      ? [{ name: name.slice("history/".length), rows, sha256 }]
      : []
  );
}
