import { z } from "zod";

const Count = z.int().nonnegative();
const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** One thing in a backup. */
const Part = z.object({
  /** `live`, `agents`, or `history/<table>`. */
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
  }).nullable(),
  parts: z.array(Part).max(1_000),
});
export type Manifest = z.infer<typeof Manifest>;
