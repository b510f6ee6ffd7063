import { createHash } from "node:crypto";
import { canonicalJson } from "@/domain/canonical_json.ts";

/**
 * SHA-256 of a tool and its input, in hex. The same request again has the
 * same, in whatever order the keys of its input come.
 */
export function fingerprintOf(tool: string, input: unknown): string {
  return createHash("sha256").update(`${tool}\n${canonicalJson(input)}`)
    .digest("hex");
}
