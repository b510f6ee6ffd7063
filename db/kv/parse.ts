import type { z } from "zod";

/** A stored value no longer has the shape that this program writes. */
export class CorruptRecord extends Error {
  override readonly name = "CorruptRecord";
  readonly code = "corrupt_record";
  constructor(readonly key: readonly unknown[], cause: unknown) {
    super(`Cannot read record "${key.join("/")}": its shape is wrong`, {
      cause,
    });
  }
}

/** @throws {CorruptRecord} naming the key, when the value does not fit. */
export function parseRecord<S extends z.ZodType>(
  schema: S,
  entry: { readonly key: readonly unknown[]; readonly value: unknown },
): z.infer<S> {
  const parsed = schema.safeParse(entry.value);
  if (parsed.success) return parsed.data;
  throw new CorruptRecord(entry.key, parsed.error);
}
