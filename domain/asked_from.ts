import { z } from "zod";

/** The network address of a caller, as far as it is known. */
const address = z.string().max(100);

/**
 * From where a person asked for something: a program with the server's token,
 * a signed-in browser, or somebody who is not let in; or the demo asked, in a
 * person's stead.
 */
export const AskedFrom = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("token"), address }),
  z.object({
    kind: z.literal("browser"),
    /** As `GET /api/auth/browsers` has it; it opens nothing. */
    id: z.string().max(64),
    /** What the browser is called: `Firefox on Linux`. */
    name: z.string().max(200).nullable(),
    address,
  }),
  z.object({ kind: z.literal("stranger"), address }),
  z.object({ kind: z.literal("demo") }),
]);
export type AskedFrom = z.infer<typeof AskedFrom>;
