import { BootReport } from "@/domain/boot_report.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";

/** What the last starts found, the newest first. */
export async function readBootReports(
  kv: Deno.Kv,
): Promise<readonly BootReport[]> {
  const found: BootReport[] = [];
  for await (const entry of kv.list({ prefix: keys.bootReports })) {
    found.push(parseRecord(BootReport, entry));
  }
  return found.sort((a, b) => b.number - a.number);
}
