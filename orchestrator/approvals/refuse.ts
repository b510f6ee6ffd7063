import type { Outcome, RefusalCode } from "@/domain/platform.ts";

/** The answer to a command that is not carried out. */
export function refuse(code: RefusalCode, message: string): Outcome<never> {
  return { ok: false, refusal: { code, message } };
}
