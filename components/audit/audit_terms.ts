import { z } from "zod";
import type { AuditFilter } from "@/domain/record_filters.ts";
import { hrefWith } from "../query/search_params.ts";

const part = z.string().trim().min(1).max(140);

/** Which entries a person wants to see, as the page's address has it; unfit parts are left out. */
const Terms = z.object({
  /** `person`, `rule:…`, `agent:…` or `server`. */
  actor: part.optional().catch(undefined),
  action: part.optional().catch(undefined),
  /** A kind, or a kind, a slash and an id. */
  target: part.optional().catch(undefined),
});
export type AuditTerms = z.infer<typeof Terms>;

/** Reads the terms of an address. */
export function readAuditTerms(query: URLSearchParams): AuditTerms {
  return Terms.parse(Object.fromEntries(query));
}

/** What the history is asked, without the page. */
export function auditFilterOf(
  { actor, action, target }: AuditTerms,
): Omit<AuditFilter, "limit" | "cursor"> {
  const [type, id] = target?.split("/") ?? [];
  return {
    actor,
    action,
    ...(type && { target: { type, id: id || undefined } }),
  };
}

/** The page's address with these terms; `cursor` for a later page of them. */
export function auditHref(terms: AuditTerms, cursor?: string): string {
  return hrefWith("/history/audit", { ...terms, cursor });
}
