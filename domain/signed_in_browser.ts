import { z } from "zod";
import { Instant } from "./ids.ts";

/** A browser that is signed in. */
export const SignedInBrowser = z.object({
  /** The beginning of the hash of its cookie: it opens nothing. */
  id: z.string(),
  /** What it calls itself, shortened: `Firefox on Linux`; null: it did not say. */
  name: z.string().nullable(),
  signed_in_at: Instant,
  /** Written down once a minute at most. */
  seen_at: Instant,
  /** Whether it sends this request. */
  is_this: z.boolean(),
});
export type SignedInBrowser = z.infer<typeof SignedInBrowser>;
