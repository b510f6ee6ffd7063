import { z } from "zod";

/** Something that an agent can do, or that a task needs, in a word: `python`, `review`. */
export const Capability = z.string().regex(
  /^[a-z0-9][a-z0-9._+-]{0,39}$/,
  "takes a word of at most 40 lower-case letters, digits, dots, pluses or dashes",
);

/** Whether somebody with these capabilities can do what needs those. */
export function isCapable(
  has: readonly string[],
  needs: readonly string[],
): boolean {
  return needs.every((need) => has.includes(need));
}
