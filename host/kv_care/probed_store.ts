import { z } from "zod";
import type { StoreCheck } from "./check_store.ts";

const Check = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);

/** Reads what a look through the store found; undefined when it is no answer. */
export function parseCheck(text: string): StoreCheck | undefined {
  try {
    return Check.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What the launcher found out before this start, when it looked. */
export function probedStore(): StoreCheck | undefined {
  return parseCheck(Deno.env.get("VAMP_STORE_PROBE") ?? "");
}
