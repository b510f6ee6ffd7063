import { canonicalJson } from "@/domain/canonical_json.ts";

/**
 * SHA-256 of a tool and its input, in hex. The same request again has the
 * same, in whatever order the keys of its input come.
 */
export async function fingerprintOf(
  tool: string,
  input: unknown,
): Promise<string> {
  const bytes = new TextEncoder().encode(`${tool}\n${canonicalJson(input)}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
