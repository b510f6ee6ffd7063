import { z } from "zod";
import type { AskedFrom } from "./asked_from.ts";

/** What a person can do that changes no record of the fleet. */
export const PERSON_ACTS = [
  "sign_in.accepted",
  "sign_in.refused",
  "browser.signed_out",
  "leftovers.ended",
  "disk.cleaned",
  "sessions.pruned",
  "backup.made",
  "storage_report.acknowledged",
  "webhook.created",
  "webhook.changed",
  "webhook.removed",
  "webhook.tested",
  "demo.broken",
] as const;
export type PersonActName = typeof PERSON_ACTS[number];

export const ACT_OUTCOMES = ["succeeded", "refused", "failed"] as const;

const text = z.string().max(500);

/** One such act, and how it came out. It holds no secret. */
export const PersonAct = z.object({
  act: z.enum(PERSON_ACTS),
  /** What it was done to: a kind, and one of them where there are several. */
  target: z.object({ type: z.string().max(40), id: text.nullable() }),
  outcome: z.enum(ACT_OUTCOMES),
  detail: z.record(
    z.string().max(40),
    z.union([text, z.number(), z.boolean(), z.array(text).max(200), z.null()]),
  ),
});
export type PersonAct = z.infer<typeof PersonAct>;

/**
 * Has the act told in the log as soon as the store takes it; nobody waits for
 * that. Without `askedFrom`, it is the request that is being answered.
 */
export type TellAct = (act: PersonAct, askedFrom?: AskedFrom) => void;
