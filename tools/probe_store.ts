import { checkStore } from "@/host/kv_care/check_store.ts";
import { printLine } from "./output.ts";

/**
 * Looks one store through and prints what it found as JSON. A program of its
 * own, so that a file which crashes SQLite takes nobody with it.
 */
if (import.meta.main) {
  const [path = ""] = Deno.args;
  printLine(JSON.stringify(checkStore(path, "quick")));
}
