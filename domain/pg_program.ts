import { z } from "zod";

/** A client program of Postgres on this host, such as `pg_dump`. */
export const PgProgram = z.object({
  /** Absolute. */
  path: z.string().startsWith("/"),
  /** The major version of its Postgres. */
  major: z.int().positive(),
});
export type PgProgram = z.infer<typeof PgProgram>;

/**
 * The oldest program that knows this version and all before it: the nearest
 * one speaks to a server in words that the server knows, too.
 */
export function oldestFrom(
  programs: readonly PgProgram[],
  major: number,
): PgProgram | undefined {
  return programs.filter((each) => each.major >= major)
    .toSorted((a, b) => a.major - b.major)[0];
}
