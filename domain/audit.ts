import { z } from "zod";
import { Instant } from "./ids.ts";

/** What somebody did or tried to do. Written once, never changed. */
export const AuditRecord = z.object({
  id: z.uuid(),
  at: Instant,
  /** Who: `person`, `rule:…`, `agent:…`, or the server itself. */
  actor: z.string(),
  action: z.string(),
  target_type: z.string().nullable(),
  target_id: z.string().nullable(),
  outcome: z.enum(["succeeded", "refused", "failed"]),
  data: z.record(z.string(), z.unknown()),
});
export type AuditRecord = z.infer<typeof AuditRecord>;
