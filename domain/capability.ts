import { z } from "zod";

// It stands apart for the browser, which needs no schemas.
export { isCapable } from "./is_capable.ts";

/** Something that an agent can do, or that a task needs, in a word: `python`, `review`. */
export const Capability = z.string().regex(
  /^[a-z0-9][a-z0-9._+-]{0,39}$/,
  "takes a word of at most 40 lower-case letters, digits, dots, pluses or dashes",
);
